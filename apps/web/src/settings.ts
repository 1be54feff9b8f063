/** What to change first: the words of the page. Colours are in styles.css, their choice in mood.ts. */
export const settings = {
  title: "Mood",
  prompt: "Write how it was.",
  refused: { what: "That is more text than fits.", next: "Try a shorter one." },
  examples: [
    { name: "a good day", text: "The room was bright, breakfast was wonderful, everyone was kind. I loved it." },
    { name: "a bad one", text: "We waited an hour, the soup was cold, and nobody said sorry. Never again." },
    { name: "it’s complicated", text: "The hinge broke after a week and the refund took months, but I love it." },
    { name: "faint praise", text: "Not bad at all!" },
  ],
};
