import { PinnaceError } from "./errors.js";
export { PinnaceError };
export type Answer = import("./answer.js").Answer;
export type Source = import("./source.js").Source;
export type LoadOptions = import("./source.js").LoadOptions & {
    worker?: boolean;
};
export type Pixels = {
    /** as stored */
    width: number;
    /** as stored */
    height: number;
    /** 4 · width · height bytes */
    data: Uint8Array | Uint8ClampedArray;
    /** EXIF's, 1 … 8; 1 by default */
    orientation?: number;
};
export type Picture = HTMLImageElement | HTMLVideoElement | HTMLCanvasElement | OffscreenCanvas | ImageBitmap | VideoFrame | Blob | Pixels;
export type PictureOptions = {
    /** an ImageBitmap, a VideoFrame or pixels are given away instead of copied: afterwards they are empty */
    give?: boolean;
};
/**
 * Loads a package. Rejects with PinnaceError: `package.*` when the package is refused, `input.text` when it reads texts,
 * `fetch.failed` when a file cannot be had, `core.forbidden` where WebAssembly is missing or the page's content security
 * policy lacks 'wasm-unsafe-eval'.
 * @param {Source} source @param {LoadOptions} [options]
 * @returns {Promise<Model>}
 */
export declare function load(source: Source, { worker, ...options }?: LoadOptions): Promise<Model>;
/** A loaded package: made by `load`. It may predict any number of times, and takes no more memory for it. */
export declare class Model {
    #private;
    labels: readonly string[];
    view: Readonly<{
        width: number;
        height: number;
    }>;
    /**
     * Rejects with PinnaceError: `input.picture` for what is none (a video without a frame yet, say), `input.origin` where
     * the browser keeps another site's pixels from the page.
     * @param {Picture} picture @param {PictureOptions} [options] @returns {Promise<Answer>}
     */
    predict(picture: Picture, { give }?: PictureOptions): Promise<Answer>;
    /** The picture that the network got. @param {Picture} picture @param {PictureOptions} [options] @returns {Promise<ImageData>} */
    seen(picture: Picture, { give }?: PictureOptions): Promise<ImageData>;
    /** Ends the worker; what was asked and not answered is rejected with `model.closed`. */
    close(): void;
}
