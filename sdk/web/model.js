// @ts-check
/**
 * A Pinnace package in a page or in Node: raw text in, exact answer out.
 *
 *     import { load } from "./model.js";
 *     const model = await load("reviews.pinnace");
 *     model.predict("Not bad at all!"); // { label: "positive", probabilities: { negative: 0.12…, positive: 0.87… }, scores: [1987] }
 *
 * Answers are the same bits as on every other runtime (`pinnace check`). Nothing leaves the page.
 */
import { Core } from "./core.js";
import { PinnaceError } from "./errors.js";

export { PinnaceError };

/** @typedef {string | URL | Uint8Array | ArrayBuffer | Response} Source an address, the bytes, or a response in progress */

/**
 * @typedef {object} Answer
 * @property {string} label the likeliest
 * @property {Record<string, number>} probabilities exact multiples of 1/65536 that add up to 1
 * @property {number[]} scores one for two labels, else one per label, in nats (exact multiples of 1/1024)
 */

/**
 * @typedef {object} Explanation what the words add to the score of `label`: `bias` + all contributions = score, in nats
 * @property {string} label
 * @property {number} bias
 * @property {{word: string, begin: number, end: number, contribution: number}[]} words `begin` … `end` are bytes of UTF-8
 */

/** @type {Map<string, Promise<WebAssembly.Module>>} compiled once per address, however many models a page loads */
const modules = new Map();

/**
 * Loads a package. Rejects with PinnaceError: package.* when it is refused, fetch.failed when it cannot be had.
 * @param {Source} source @param {{wasm?: Source | WebAssembly.Module}} [options] where the core is, if not beside this file
 * @returns {Promise<Model>}
 */
export async function load(source, { wasm = new URL("./pinnace.wasm", import.meta.url) } = {}) {
  const [module, bytes] = await Promise.all([compiled(wasm), contents(source)]);
  return new Model(new Core(module, bytes));
}

export class Model {
  /** @param {Core} core */
  constructor(core) {
    this.core = core;
    /** @type {readonly string[]} */
    this.labels = Object.freeze(core.labels());
  }

  /** @param {string | Uint8Array} text a string, or raw UTF-8 of any quality @returns {Answer} */
  predict(text) {
    const { scores, probabilities } = this.core.predict(text);
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
    if (index < 0) throw new PinnaceError("input.column", `this model has no label “${label}”: ${this.labels.join(", ")}`);
    const single = this.core.scoreCount === 1; // the second label's score; the first label's is its opposite
    const sign = (single && index === 0 ? -1 : 1) / 1024;
    const { bias, words } = this.core.explain(text, single ? 0 : index);
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

/** @param {Source | WebAssembly.Module} wasm @returns {Promise<WebAssembly.Module>} */
function compiled(wasm) {
  if (wasm instanceof WebAssembly.Module) return Promise.resolve(wasm);
  const compile = () => contents(wasm).then((bytes) => WebAssembly.compile(bytes));
  if (typeof wasm !== "string" && !(wasm instanceof URL)) return compile();
  const address = String(wasm);
  let module = modules.get(address);
  if (!module) {
    module = compile();
    modules.set(address, module);
    module.catch(() => modules.delete(address)); // a failed fetch may be tried again
  }
  return module;
}

/** @param {Source} source @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function contents(source) {
  if (source instanceof Uint8Array) return /** @type {Uint8Array<ArrayBuffer>} */ (source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  let response;
  try {
    response = source instanceof Response ? source : await fetch(source);
  } catch (cause) {
    throw new PinnaceError("fetch.failed", `${source} cannot be had`, 0, { cause });
  }
  if (!response.ok) throw new PinnaceError("fetch.failed", `${response.url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
