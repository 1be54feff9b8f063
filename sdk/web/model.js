// @ts-check
/**
 * A Pinnace package in a page, a worker or Node: raw text in, exact answer out.
 *
 *     import { load } from "./model.js";
 *     const model = await load("reviews.pinnace");
 *     model.predict("Not bad at all!"); // { label: "positive", probabilities: { negative: 0.12…, positive: 0.87… }, scores: [1.94…] }
 *
 * Answers are the same bits as on every other runtime (`pinnace check`). Nothing leaves the device.
 */
import { answer } from "./answer.js";
import { PinnaceError, worded } from "./errors.js";
import { fetched, missing } from "./source.js";
import { reasons, texts } from "./text.js";

export { PinnaceError };

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./source.js").LoadOptions} LoadOptions */
/** @typedef {import("./answer.js").Answer} Answer */

/**
 * @typedef {object} Word what a word of a text adds to a score
 * @property {string} word
 * @property {number} begin in bytes of UTF-8
 * @property {number} end in bytes of UTF-8
 * @property {number} contribution in nats
 */

/**
 * @typedef {object} Explanation `bias` and all contributions add up to the score of `label`, in nats
 * @property {string} label
 * @property {number} bias
 * @property {Word[]} words in the order of the text
 */

/**
 * Loads a package. Rejects with PinnaceError: `package.*` when the package is refused, `fetch.failed` when a file cannot
 * be had, `core.forbidden` where WebAssembly is missing or the page's content security policy lacks 'wasm-unsafe-eval'.
 * @param {Source} source @param {LoadOptions} [options]
 * @returns {Promise<Model>}
 */
export async function load(source, options = {}) {
  return fetched(source, options)
    .then((given) => new Model(texts(...given)))
    .catch(worded);
}

/** A loaded package: made by `load`. It may predict any number of times, and takes no more memory for it. */
export class Model {
  /** @type {import("./text.js").TextCore} */
  #core;

  /** @internal @param {import("./text.js").TextCore} core */
  constructor(core) {
    this.#core = core;
    /** @type {readonly string[]} */
    this.labels = Object.freeze(core.labels());
  }

  /** Throws PinnaceError: `input.text` for what is none. @param {string | Uint8Array} text a string, or raw UTF-8 of any quality @returns {Answer} */
  predict(text) {
    return answer(this.labels, this.#core.predict(text));
  }

  /**
   * Why? What that takes is fetched when it is first asked. Rejects with PinnaceError: `input.label` for a label that the
   * model has not, `fetch.failed` when a file cannot be had.
   * @param {string | Uint8Array} text @param {string} [label] the answer's by default @returns {Promise<Explanation>}
   */
  async explain(text, label = this.predict(text).label) {
    if (!reasons.explain) await import("./explain.js").catch((cause) => missing("explain.js", cause));
    return /** @type {any} */ (reasons).explain(this.#core, this.labels, text, label);
  }
}
