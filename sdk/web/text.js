// @ts-check
/** The core over texts: a text in, answer out. */
import { opened } from "./core.js";
import { refuse } from "./errors.js";

const encoder = new TextEncoder();

/** @typedef {import("./core.js").Exports & {
 *   pn_predict: (session: number, text: number, length: number, scores: number, probabilities: number) => number,
 *   pn_explain?: (session: number, text: number, length: number, column: number, scratch: number, scratchSize: number,
 *     words: number, capacity: number, count: number, bias: number) => number}} Exports */

/** @typedef {ReturnType<typeof texts>} TextCore */

/** What explains, when explain.js is there. @internal @type {{explain?: typeof import("./explain.js").explain}} */
export const reasons = {};

/** @param {WebAssembly.Module} module @param {Uint8Array} bytes the package */
export function texts(module, bytes) {
  const own = opened(module, bytes);
  const core = /** @type {Exports} */ (own.core);

  /** Hands a text to the core. @param {string | Uint8Array} text a string, or its UTF-8 */
  const write = (text) => {
    if (typeof text === "string") return own.hand(encoder.encode(text));
    if (text instanceof Uint8Array) return own.hand(text);
    refuse("input.text", "this is no text");
  };

  return {
    ...own,
    core,
    write,
    /** @param {string | Uint8Array} text */
    predict: (text) => own.said(core.pn_predict, ...write(text)),
  };
}
