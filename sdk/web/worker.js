// @ts-check
/**
 * A model of pictures where it works: in a worker that pictures.js started, else on the page's own thread.
 * Messages are [number, method, ...arguments]; answers [number, value] or [number, undefined, error], progress [0, bytes, total].
 */
import { answer } from "./answer.js";
import { PinnaceError } from "./errors.js";
import { PictureCore } from "./picture.js";
import { fetched } from "./source.js";
import { STORED } from "./stored.js";

/** @typedef {import("./handing.js").Handed[0]} Given */

export class Sight {
  /** @type {PictureCore | undefined} */
  #core;
  /** @type {string[]} */
  #labels = [];

  /**
   * @param {import("./source.js").Source} source @param {import("./source.js").LoadOptions} options
   * @returns {Promise<import("./distant.js").Facts>}
   */
  async load(source, options) {
    const [module, bytes] = await fetched(source, options);
    const { width, height } = (this.#core = new PictureCore(module, bytes));
    this.#labels = this.#core.labels();
    return { labels: this.#labels, width, height };
  }

  /** @param {Given} picture */
  async predict(picture) {
    return answer(this.#labels, (await this.#look(picture)).raw);
  }

  /** @param {Given} picture */
  async seen(picture) {
    return (await this.#look(picture)).core.seen();
  }

  close() {
    this.#core = undefined;
  }

  /** Looks at it and lets go of it. @param {Given} picture */
  async #look(picture) {
    const own = typeof Blob !== "undefined" && picture instanceof Blob ? await decoded(picture) : /** @type {Exclude<Given, Blob>} */ (picture);
    try {
      const core = this.#core;
      if (!core) throw new PinnaceError("model.closed", "the model was closed");
      return { core, raw: core.look(own) };
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
    if (method === "load") given[1].onProgress = (/** @type {number[]} */ ...bytes) => say([0, ...bytes]);
    try {
      const value = await /** @type {any} */ (sight)[method](...given);
      say([number, value], value.data ? [value.data.buffer] : []);
    } catch (error) {
      const { code = "core.unknown", message, number: own } = /** @type {PinnaceError} */ (error);
      say([number, undefined, { code, message, number: own }]);
    }
  };
  say([0, 0, 0]); // here
}
