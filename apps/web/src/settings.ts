/** What to change first: the words of the page. Colours are in styles.css, their choice in mood.ts. */
export const settings = {
  title: "Mood",
  prompt: "Write how it was.",
  examples: [
    { name: "a good day", text: "The room was bright, breakfast was wonderful and everyone was kind. I did not want to leave." },
    { name: "a bad one", text: "We waited an hour, the soup was cold, and nobody said sorry. Never again." },
    { name: "it’s complicated", text: "The hinge broke after a week and the refund took months, but I love it and would buy it again." },
    { name: "faint praise", text: "Not bad at all!" },
  ],
};
