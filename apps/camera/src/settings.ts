/** What to change first: the words of the page and its samples. Colours are in styles.css. */
export const settings = {
  title: "Look",
  prompt: "Hold something up to the camera.",
  sure: 0.5, // below this probability the page says that it is not sure
  refused: { what: "That is no picture this page can read.", next: "Try a JPEG, PNG or WebP." },
  /** Pictures in public/samples/, shown where the model knows their label. Put yours there. */
  samples: ["arrow", "circle", "cross", "heart", "spiral", "square", "star", "triangle"].map((label) => ({ label, file: `samples/${label}.jpg` })),
};
