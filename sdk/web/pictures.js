// @ts-check
/**
 * A Pinnace package of pictures in a page: whatever shows a picture in, exact answer out.
 *
 *     import { load } from "./pictures.js";
 *     const model = await load("shapes.pinnace");
 *     await model.predict(video); // { label: "star", probabilities: { star: 0.97…, … }, scores: [ … ] }
 *     context.putImageData(await model.seen(video), 0, 0); // what the network got
 *
 * The model works in a worker, so that the page never waits; frames and bitmaps are handed over, not copied. Where no
 * worker can start (a policy without worker-src, old browsers, Node) it works here, with the same answers.
 * From the pixels on they are the same bits as on every other runtime (spec/image.md). Nothing leaves the device.
 */
import { answer } from "./answer.js";
import { distant } from "./distant.js";
import { PinnaceError, worded } from "./errors.js";
import { handed, refusal } from "./handing.js";
import { sight } from "./sight.js";
import { fetched } from "./source.js";

export { PinnaceError };

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./source.js").LoadOptions & {worker?: boolean}} LoadOptions worker: false works on this thread */

/**
 * @typedef {object} Pixels rows from the top, each red, green, blue, alpha (not premultiplied); an ImageData is that
 * @property {number} width as stored
 * @property {number} height as stored
 * @property {Uint8Array | Uint8ClampedArray} data 4 · width · height bytes
 * @property {number} [orientation] EXIF's, 1 … 8; 1 by default
 */

/**
 * @typedef {HTMLImageElement | HTMLVideoElement | HTMLCanvasElement | OffscreenCanvas | ImageBitmap | VideoFrame | Blob | Pixels} Picture
 *   a Blob (or File) is an encoded picture: JPEG, PNG, …, turned as its camera says
 */

/**
 * @typedef {object} PictureOptions
 * @property {boolean} [give] an ImageBitmap, a VideoFrame or pixels are given away instead of copied: afterwards they are empty
 */

/**
 * Loads a package. Rejects with PinnaceError: `package.*` when the package is refused, `input.text` when it reads texts,
 * `fetch.failed` when a file cannot be had, `core.forbidden` where WebAssembly is missing or the page's content security
 * policy lacks 'wasm-unsafe-eval'.
 * @param {Source} source @param {LoadOptions} [options]
 * @returns {Promise<Model>}
 */
export async function load(source, { worker = true, ...options } = {}) {
  options.signal?.throwIfAborted();
  const starting = worker ? distant() : Promise.resolve(); // while core and package are on their way
  try {
    const given = await fetched(source, options);
    const works = (await starting) ?? sight();
    const facts = await works.open(given);
    options.signal?.throwIfAborted();
    return new Model(works, facts);
  } catch (error) {
    starting.then((sight) => sight?.close());
    return worded(error);
  }
}

/** A loaded package: made by `load`. It may predict any number of times, and takes no more memory for it. */
export class Model {
  /** @type {import("./distant.js").Sight} */
  #sight;

  /** @internal @param {import("./distant.js").Sight} sight @param {import("./sight.js").Facts} facts */
  constructor(sight, { labels, width, height }) {
    this.#sight = sight;
    /** @type {readonly string[]} */
    this.labels = Object.freeze(labels);
    /** @type {Readonly<{width: number, height: number}>} what the network sees, in pixels */
    this.view = Object.freeze({ width, height });
  }

  /**
   * Rejects with PinnaceError: `input.picture` for what is none (a video without a frame yet, say), `input.origin` where
   * the browser keeps another site's pixels from the page.
   * @param {Picture} picture @param {PictureOptions} [options] @returns {Promise<Answer>}
   */
  async predict(picture, { give = false } = {}) {
    return answer(this.labels, await this.#ask("look", picture, give));
  }

  /** The picture that the network got. @param {Picture} picture @param {PictureOptions} [options] @returns {Promise<ImageData>} */
  async seen(picture, { give = false } = {}) {
    const seen = await this.#ask("seen", picture, give);
    return globalThis.ImageData ? new ImageData(seen.data, seen.width, seen.height) : seen;
  }

  /** Ends the worker; what was asked and not answered is rejected with `model.closed`. */
  close() {
    this.#sight.close();
  }

  /** @param {"look" | "seen"} method @param {Picture} picture @param {boolean} give @returns {Promise<any>} */
  async #ask(method, picture, give) {
    try {
      return await this.#sight[method](...(await handed(picture, give)));
    } catch (cause) {
      return worded(refusal(cause));
    }
  }
}
