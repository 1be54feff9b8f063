// @ts-check
/** A model of pictures where it works: in a worker (distant.js), else on the page's own thread. */
import { refuse } from "./errors.js";
import { is, refusal } from "./handing.js";
import { pictures } from "./picture.js";
import { STORED } from "./stored.js";

/** @typedef {import("./handing.js").Handed[0]} Given */
/** @typedef {{labels: string[], width: number, height: number}} Facts what a model is, and sees */

export class Sight {
  /** @type {import("./picture.js").PictureCore | undefined} */
  #core;

  /** @param {[module: WebAssembly.Module, bytes: Uint8Array]} given core and package @returns {Promise<Facts>} */
  async open(given) {
    const core = (this.#core = pictures(...given));
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
   * Looks at it and lets go of it. What a camera says about the orientation of a file is honoured by the browser.
   * @template T @param {any} picture a Given @param {(core: import("./picture.js").PictureCore, own: Exclude<Given, Blob>) => T} look
   * @returns {Promise<T>}
   */
  async #at(picture, look) {
    try {
      if (is(picture, "Blob")) picture = await createImageBitmap(picture, STORED);
      if (!this.#core) refuse("model.closed", "the model was closed");
      return look(this.#core, picture);
    } catch (cause) {
      throw refusal(cause);
    } finally {
      picture.close?.();
    }
  }
}
