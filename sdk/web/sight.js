// @ts-check
/** A model of pictures where it works: in a worker (distant.js), else on the page's own thread. */
import { refuse } from "./errors.js";
import { is, refusal } from "./handing.js";
import { pictures } from "./picture.js";
import { STORED } from "./stored.js";

/** @typedef {import("./handing.js").Handed[0]} Given */
/** @typedef {{labels: string[], width: number, height: number}} Facts what a model is, and sees */

/** @returns {import("./distant.js").Sight} */
export function sight() {
  /** @type {import("./picture.js").PictureCore | undefined} */
  let core;

  /**
   * Looks at a picture and lets go of it. What a camera says about the orientation of a file is honoured by the browser.
   * @template T @param {(core: import("./picture.js").PictureCore, own: Exclude<Given, Blob>) => T} look
   * @returns {(picture: any) => Promise<T>} of a Given
   */
  const at = (look) => async (picture) => {
    try {
      if (is(picture, "Blob")) picture = await createImageBitmap(picture, STORED);
      if (!core) refuse("model.closed", "the model was closed");
      return look(core, picture);
    } catch (cause) {
      throw refusal(cause);
    } finally {
      picture.close?.();
    }
  };

  return {
    open: async (given) => {
      core = pictures(...given);
      return { labels: core.labels(), width: core.width, height: core.height };
    },
    look: at((core, own) => core.look(own)),
    seen: at((core, own) => (core.look(own), core.seen())),
    close: () => (core = undefined),
  };
}
