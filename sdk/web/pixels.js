// @ts-check
/** Pictures of a page to pixels: RGBA in strips of whole rows, so that a photo is never in memory as one array. */
import { refuse } from "./errors.js";

/** @typedef {import("./pictures.js").Pixels} Pixels */
/** @typedef {ImageBitmap | VideoFrame} Drawable what a canvas takes, in a worker too */

const STRIP = 2 ** 21; // pixels, 8 MB: a camera's picture is one strip

/** @type {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | undefined} one for all pictures, as large as the last needed */
let paper;

/**
 * @param {Pixels | Drawable} picture
 * @returns {{width: number, height: number, orientation: number, strips: Iterable<Uint8Array | Uint8ClampedArray>}}
 */
export function pixels(picture) {
  if ("data" in picture) {
    const { data, width, height, orientation = 1 } = picture;
    return { width, height, orientation, strips: cut(data) };
  }
  // A VideoFrame's display size is what it is drawn with.
  const { displayWidth, displayHeight, width = displayWidth, height = displayHeight } = /** @type {any} */ (picture);
  return { width, height, orientation: 1, strips: drawn(picture, width, height) }; // browsers have turned it upright
}

/** @param {Pixels["data"]} data */
function* cut(data) {
  for (let at = 0; at < data.length; at += 4 * STRIP) yield data.subarray(at, at + 4 * STRIP);
}

/** @param {Drawable} picture @param {number} width @param {number} height */
function* drawn(picture, width, height) {
  const rows = Math.min(height, Math.ceil(STRIP / width));
  for (let y = 0; y < height; y += rows) {
    const n = Math.min(rows, height - y);
    const { canvas } = (paper ??= fresh());
    if (canvas.width !== width || canvas.height < n) (canvas.width = width), (canvas.height = n);
    paper.globalCompositeOperation = "copy"; // over whatever is there; resizing forgets it
    paper.drawImage(picture, 0, y, width, n, 0, 0, width, n);
    yield paper.getImageData(0, 0, width, n).data;
  }
}

function fresh() {
  const canvas = globalThis.OffscreenCanvas ? new OffscreenCanvas(1, 1) : globalThis.document?.createElement("canvas");
  const context = /** @type {typeof paper | null} */ (canvas?.getContext("2d", { willReadFrequently: true }));
  if (!context) refuse("input.picture", "there is no canvas here");
  return context;
}
