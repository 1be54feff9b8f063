// @ts-check
/** The core over pictures: pixels in, answer and what the network saw out (spec/image.md). */
import { Core } from "./core.js";
import { PinnaceError, check } from "./errors.js";
import { pixels } from "./pixels.js";

/** @typedef {import("./core.js").Exports & {
 *   pn_sees?: (model: number) => number, pn_seen: (session: number, rgb: number, size: number) => number,
 *   pn_reset: (session: number) => void, pn_write: (session: number, bytes: number, length: number) => number,
 *   pn_finish: (session: number, scores: number, probabilities: number) => number}} Exports */

export class PictureCore extends Core {
  /** Throws PinnaceError: package.*, input.text for a package of texts. @param {WebAssembly.Module} module @param {Uint8Array} bytes */
  constructor(module, bytes) {
    super(module, bytes);
    this.face = /** @type {Exports} */ (this.core);
    const view = this.face.pn_sees?.(this.model); // the smaller core knows texts only
    if (!view) throw new PinnaceError("input.text", "this package reads texts, not pictures");
    this.width = this.u32(view);
    this.height = this.u32(view + 4);
    this.colours = this.reserve(3 * this.width * this.height);
    this.input = (this.end + 7) & ~7;
  }

  /** @param {Parameters<typeof pixels>[0]} picture @returns {import("./core.js").Said} */
  look(picture) {
    const { face, session, scores, probabilities } = this;
    const { width, height, orientation, strips } = pixels(picture);
    face.pn_reset(session);
    try {
      this.pass(new Uint8Array(Uint32Array.of(width, height, orientation).buffer));
      for (const strip of strips) this.pass(strip);
      check(face.pn_finish(session, scores, probabilities));
    } finally {
      face.pn_reset(session); // of a refused picture nothing is left
    }
    return this.said();
  }

  /** What it saw at the last answer: RGBA, opaque. */
  seen() {
    const { face, width, height, colours } = this;
    check(face.pn_seen(this.session, colours, 3 * width * height));
    const rgb = new Uint8Array(face.memory.buffer, colours, 3 * width * height);
    const data = new Uint8ClampedArray(4 * width * height).fill(255);
    for (let i = 0; i < width * height; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
    return { width, height, data };
  }

  /** Hands bytes of a raw picture to the core, through the same place of its memory. @param {Uint8Array | Uint8ClampedArray} bytes */
  pass(bytes) {
    this.end = this.input;
    const at = this.put(/** @type {Uint8Array} */ (bytes));
    check(this.face.pn_write(this.session, at, bytes.length));
  }
}
