// @ts-check
/**
 * Why? Fetched when an app first asks, with a core that explains where the page's own is one that does not. Service
 * workers may fetch no code later: they import this file beside model.js.
 */
import { EXPLAINING } from "./explaining.js";
import { explanation } from "./explanation.js";
import { compiled, fitting } from "./source.js";
import { reasons, texts } from "./text.js";

/** @typedef {import("./text.js").TextCore} TextCore */

/** @type {WeakMap<TextCore, Promise<TextCore>>} the same package, open in a core that explains */
const explaining = new WeakMap();

/**
 * @internal @param {TextCore} core @param {readonly string[]} labels @param {string | Uint8Array} text @param {string} label
 * @returns {Promise<import("./model.js").Explanation>}
 */
export async function explain(core, labels, text, label) {
  return explanation(await able(core), labels, text, label);
}

/** A core's package, from where core.js has put it. @param {TextCore} core */
function carried(core) {
  const at = core.need + 32;
  return new Uint8Array(core.memory.buffer.slice(at, at + core.u32(at + 8))); // spec/package.md: it says how long it is
}

/** @param {TextCore} core @returns {TextCore | Promise<TextCore>} one that explains */
function able(core) {
  if (core.core.pn_explain || !EXPLAINING) return core;
  let found = explaining.get(core);
  if (!found) {
    found = compiled(fitting(EXPLAINING)).then((module) => texts(module, carried(core)));
    explaining.set(core, found);
    found.catch(() => explaining.delete(core)); // a failed fetch may be tried again
  }
  return found;
}

reasons.explain = explain;
