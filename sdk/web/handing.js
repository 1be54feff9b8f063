// @ts-check
/** Whatever shows a picture, as something that may leave for a worker: without a copy where the platform allows. */
import { PinnaceError, refuse } from "./errors.js";
import { STORED } from "./stored.js";

/** @typedef {import("./pictures.js").Picture} Picture */
/** @typedef {import("./pictures.js").Pixels} Pixels */
/** @typedef {[picture: ImageBitmap | VideoFrame | Blob | Pixels, moved: Transferable[]]} Handed and what of it moves */

/** Is it one of those, where there are such? @internal @param {unknown} thing @param {string} name */
export const is = (thing, name) => thing instanceof (/** @type {any} */ (globalThis)[name] ?? Function);

/** @internal @param {Picture} picture @param {boolean} give @returns {Promise<Handed>} */
export async function handed(picture, give) {
  if (is(picture, "Blob")) return [/** @type {Blob} */ (picture), []];
  if (is(/** @type {any} */ (picture).data, "Object")) return copied(/** @type {Pixels} */ (picture), give);
  const moved = await moving(picture, give);
  return [moved, [moved]];
}

/** Why a picture could not be handed over or looked at. @internal @param {unknown} cause */
export function refusal(cause) {
  if (cause instanceof PinnaceError) return cause;
  const { name, message } = /** @type {Error} */ (cause);
  return name === "SecurityError" || name === "DataCloneError"
    ? new PinnaceError("input.origin", "this picture is another site's", 0, { cause })
    : new PinnaceError("input.picture", `this is no picture: ${message}`, 0, { cause });
}

/** @param {any} picture @param {boolean} give @returns {Promise<ImageBitmap | VideoFrame>} */
async function moving(picture, give) {
  if (is(picture, "VideoFrame")) return give ? picture : picture.clone();
  if (is(picture, "ImageBitmap") && give) return picture;
  if (is(picture, "HTMLVideoElement")) {
    if (picture.readyState < 2) refuse("input.picture", "the video has no frame yet");
    try {
      return new VideoFrame(picture); // shares the pixels
    } catch {} // no such thing here, or not of this video: copied
  }
  if (is(picture, "HTMLImageElement")) await picture.decode(); // it may still be on its way
  return createImageBitmap(picture, STORED);
}

/** @param {Pixels} pixels @param {boolean} give @returns {Handed} */
function copied({ data, width, height, orientation = 1 }, give) {
  if (!is(data, "Uint8Array") && !is(data, "Uint8ClampedArray")) refuse("input.picture", "pixels are bytes");
  const own = give ? data : data.slice();
  return [{ data: own, width, height, orientation }, [own.buffer]];
}
