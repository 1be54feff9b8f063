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
import { Core } from "./core.js";
import { CORES } from "./cores.js";
import { PinnaceError } from "./errors.js";
import { compiled, contents } from "./source.js";

export { PinnaceError };

/** @typedef {string | URL | Uint8Array | ArrayBuffer | Response} Source an address, the bytes, or a response in progress */

/**
 * @typedef {object} LoadOptions
 * @property {Source | WebAssembly.Module} [wasm] the core, if it is not beside this file
 * @property {AbortSignal} [signal] stops the loading: `load` then rejects with the signal's reason
 * @property {(bytes: number, total: number) => void} [onProgress] bytes of the package so far, and of all of it
 *   (0 until known); whatever the compression on the way, they are the package's own bytes
 */

/**
 * @typedef {object} Answer
 * @property {string} label the likeliest; of equals, the first
 * @property {Record<string, number>} probabilities exact multiples of 1/65536 that add up to 1
 * @property {number[]} scores one for two labels, else one per label, in nats (exact multiples of 1/1024)
 */

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
export async function load(source, { wasm, signal, onProgress } = {}) {
  signal?.throwIfAborted();
  /** @type {(level: number) => void} */
  let tell = () => {};
  /** @type {Promise<number>} */
  const level = new Promise((known) => (tell = known)); // that of the core which the package needs
  /** @param {Uint8Array} bytes the header is spec/package.md's */
  const see = (bytes, length = bytes.length) => {
    if (length > 5) tell(bytes[5]);
    onProgress?.(length, length < 12 ? 0 : new DataView(bytes.buffer).getUint32(8, true)); // right under any compression
  };
  const [module, bytes] = await Promise.all([
    compiled(wasm, level, signal),
    contents(source, signal, onProgress || CORES.length > 1 ? see : undefined).then((bytes) => (tell(bytes[5]), bytes)),
  ]);
  return new Model(new Core(module, bytes));
}

/** A loaded package: made by `load`. It may predict any number of times, and takes no more memory for it. */
export class Model {
  /** @type {Core} */
  #core;

  /** @internal @param {Core} core */
  constructor(core) {
    this.#core = core;
    /** @type {readonly string[]} */
    this.labels = Object.freeze(core.labels());
  }

  /** @param {string | Uint8Array} text a string, or raw UTF-8 of any quality @returns {Answer} */
  predict(text) {
    const { scores, probabilities } = this.#core.predict(text);
    const top = probabilities.indexOf(Math.max(...probabilities));
    return {
      label: this.labels[top],
      probabilities: Object.fromEntries(this.labels.map((label, i) => [label, probabilities[i] / 65536])),
      scores: Array.from(scores, (score) => score / 1024),
    };
  }

  /** Why? @param {string | Uint8Array} text @param {string} [label] the answer's by default @returns {Explanation} */
  explain(text, label = this.predict(text).label) {
    const index = this.labels.indexOf(label);
    if (index < 0) throw new PinnaceError("input.label", `this model has no label “${label}”: ${this.labels.join(", ")}`);
    const single = this.#core.scoreCount === 1; // the second label's score; the first label's is its opposite
    const sign = (single && index === 0 ? -1 : 1) / 1024;
    const { bias, words } = this.#core.explain(text, single ? 0 : index);
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return {
      label,
      bias: bias * sign,
      words: Array.from({ length: words.length / 3 }, (_, i) => {
        const [begin, end, contribution] = words.subarray(3 * i, 3 * i + 3);
        return { word: decoder.decode(bytes.subarray(begin, end)), begin, end, contribution: contribution * sign };
      }),
    };
  }
}
