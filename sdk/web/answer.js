// @ts-check
/** What the core says of an input, as an app reads it. */

/**
 * @typedef {object} Answer
 * @property {string} label the likeliest; of equals, the first
 * @property {Record<string, number>} probabilities exact multiples of 1/65536 that add up to 1
 * @property {number[]} scores one for two labels, else one per label, in nats (exact multiples of 1/1024)
 */

/**
 * @internal @param {readonly string[]} labels @param {{scores: Int32Array, probabilities: Uint32Array}} raw the core's
 * @returns {Answer}
 */
export const answer = (labels, { scores, probabilities }) => ({
  label: labels[probabilities.indexOf(Math.max(...probabilities))],
  probabilities: Object.fromEntries(labels.map((label, i) => [label, probabilities[i] / 65536])),
  scores: Array.from(scores, (score) => score / 1024),
});
