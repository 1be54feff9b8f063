// @ts-check
/** What each word of a text adds to a score, by a core that explains. */
import { check, refuse } from "./errors.js";

const WORD = 12; // bytes of a pn_word: begin, end, contribution

/**
 * Throws PinnaceError: input.text, input.label. @internal
 * @param {import("./text.js").TextCore} core @param {readonly string[]} labels
 * @param {string | Uint8Array} text @param {string} label @returns {import("./model.js").Explanation}
 */
export function explanation(core, labels, text, label) {
  const index = labels.indexOf(label);
  if (index < 0) refuse("input.label", `this model has no label “${label}”: ${labels.join(", ")}`);
  const single = core.scoreCount === 1; // the second label's score; the first label's is its opposite
  const sign = (single && index === 0 ? -1 : 1) / 1024;
  const { bias, words } = told(core, text, single ? 0 : index);
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

/**
 * @internal @param {import("./text.js").TextCore} core @param {string | Uint8Array} text @param {number} column
 * @returns {{bias: number, words: Int32Array}} words: begin, end (bytes of UTF-8), contribution (1/1024 nat), each in turn
 */
export function told(core, text, column) {
  const { need, session, scratch, u32, reserve, memory } = core;
  const { pn_explain } = /** @type {Required<import("./text.js").Exports>} */ (core.core);
  const [at, length] = core.write(text);
  const capacity = length; // no text has more words than bytes
  const words = reserve(WORD * capacity);
  const [count, bias] = [need, need + 4];
  check(pn_explain(session, at, length, column, reserve(scratch), scratch, words, capacity, count, bias));
  const { buffer } = memory;
  return { bias: new Int32Array(buffer, bias, 1)[0], words: new Int32Array(buffer, words, 3 * u32(count)).slice() };
}
