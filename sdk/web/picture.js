// @ts-check
/** The core over pictures: pixels in, answer and what the network saw out (spec/image.md). */
import { opened } from "./core.js";
import { check, refuse } from "./errors.js";
import { pixels } from "./pixels.js";

/** @typedef {import("./core.js").Exports & {
 *   pn_sees?: (model: number) => number, pn_seen: (session: number, rgb: number, size: number) => number,
 *   pn_reset: (session: number) => void, pn_write: (session: number, bytes: number, length: number) => number,
 *   pn_finish: (session: number, scores: number, probabilities: number) => number}} Exports */

/** @typedef {ReturnType<typeof pictures>} PictureCore */

/** Throws PinnaceError: package.*, input.text for a package of texts. @param {WebAssembly.Module} module @param {Uint8Array} bytes */
export function pictures(module, bytes) {
  const { model, session, u32, said, labels, hand, core: own } = opened(module, bytes);
  const core = /** @type {Exports} */ (own);
  const view = core.pn_sees?.(model); // the smaller core knows texts only
  if (!view) refuse("input.text", "this package reads texts, not pictures");
  const width = u32(view);
  const height = u32(view + 4);

  /** Hands bytes of a raw picture to the core, through the same place of its memory. @param {Uint8Array | Uint8ClampedArray} bytes */
  const pass = (bytes) => check(core.pn_write(session, ...hand(bytes)));

  return {
    labels,
    width,
    height,

    /** @param {Parameters<typeof pixels>[0]} picture @returns {import("./core.js").Said} */
    look: (picture) => {
      const { width, height, orientation, strips } = pixels(picture);
      core.pn_reset(session);
      try {
        pass(new Uint8Array(Uint32Array.of(width, height, orientation).buffer));
        for (const strip of strips) pass(strip);
        return said(core.pn_finish);
      } finally {
        core.pn_reset(session); // of a refused picture nothing is left
      }
    },

    /** What it saw at the last answer: RGBA, opaque. */
    seen: () => {
      const size = 3 * width * height;
      const [at] = hand(new Uint8Array(size));
      check(core.pn_seen(session, at, size));
      const rgb = new Uint8Array(core.memory.buffer, at, size);
      const data = new Uint8ClampedArray(4 * width * height).fill(255);
      for (let i = 0; i < width * height; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
      return { width, height, data };
    },
  };
}
