// @ts-check
/** The core over texts: a text in, answer out. */
import { Core } from "./core.js";
import { PinnaceError, check } from "./errors.js";

const encoder = new TextEncoder();

/** @typedef {import("./core.js").Exports & {
 *   pn_predict: (session: number, text: number, length: number, scores: number, probabilities: number) => number,
 *   pn_explain?: (session: number, text: number, length: number, column: number, scratch: number, scratchSize: number,
 *     words: number, capacity: number, count: number, bias: number) => number}} Exports */

export class TextCore extends Core {
  /** @param {string | Uint8Array} text a string, or its UTF-8 @returns {import("./core.js").Said} */
  predict(text) {
    const { pn_predict } = /** @type {Exports} */ (this.core);
    const length = this.write(text);
    check(pn_predict(this.session, this.input, length, this.scores, this.probabilities));
    return this.said();
  }

  /** Copies a text to the end of the memory, over the one before. @param {string | Uint8Array} text @returns {number} its bytes */
  write(text) {
    this.end = this.input;
    if (typeof text !== "string") {
      if (!(text instanceof Uint8Array)) throw new PinnaceError("input.text", "this is no text");
      this.put(text);
      return text.length;
    }
    const most = 3 * text.length;
    this.reserve(most);
    const { written } = encoder.encodeInto(text, new Uint8Array(this.core.memory.buffer, this.input, most));
    this.end = this.input + written;
    return written;
  }
}
