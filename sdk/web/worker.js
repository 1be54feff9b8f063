// @ts-check
/**
 * A model of pictures where it works: in a worker that pictures.js started, else on the page's own thread.
 * Messages are [number, method, ...arguments]; answers [number, value] or [number, undefined, error].
 */
import { PinnaceError } from "./errors.js";
import { PictureCore } from "./picture.js";
import { STORED } from "./stored.js";

/** @typedef {import("./handing.js").Handed[0]} Given */

export class Sight {
  /** @type {PictureCore | undefined} */
  #core;

  /** @param {WebAssembly.Module} module @param {Uint8Array} bytes the package @returns {Promise<import("./distant.js").Facts>} */
  async open(module, bytes) {
    const core = (this.#core = new PictureCore(module, bytes));
    return { labels: core.labels(), width: core.width, height: core.height };
  }

  /** What the core says of it. @param {Given} picture */
  async look(picture) {
    return this.#at(picture, (core, own) => core.look(own));
  }

  /** @param {Given} picture */
  async seen(picture) {
    return this.#at(picture, (core, own) => (core.look(own), core.seen()));
  }

  close() {
    this.#core = undefined;
  }

  /**
   * Looks at it and lets go of it. @template T
   * @param {Given} picture @param {(core: PictureCore, own: Exclude<Given, Blob>) => T} look @returns {Promise<T>}
   */
  async #at(picture, look) {
    const own = typeof Blob !== "undefined" && picture instanceof Blob ? await decoded(picture) : /** @type {Exclude<Given, Blob>} */ (picture);
    try {
      if (!this.#core) throw new PinnaceError("model.closed", "the model was closed");
      return look(this.#core, own);
    } finally {
      if ("close" in own) own.close();
    }
  }
}

/** @param {Blob} file of an encoded picture; what a camera says about its orientation is honoured by the browser */
async function decoded(file) {
  try {
    return await createImageBitmap(file, STORED);
  } catch (cause) {
    throw new PinnaceError("input.picture", "this file is no picture that the browser can read", 0, { cause });
  }
}

if (/** @type {any} */ (globalThis).name === "pinnace pictures") {
  const sight = new Sight();
  const say = /** @type {(said: unknown[], moved?: Transferable[]) => void} */ (globalThis.postMessage);
  globalThis.onmessage = async ({ data: [number, method, ...given] }) => {
    try {
      const value = await /** @type {any} */ (sight)[method](...given);
      say([number, value], value.data ? [value.data.buffer] : []);
    } catch (error) {
      const { code = "core.unknown", message, number: own } = /** @type {PinnaceError} */ (error);
      say([number, undefined, { code, message, number: own }]);
    }
  };
  say([]); // here
}
