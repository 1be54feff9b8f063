import { PinnaceError } from "./errors.js";
export { PinnaceError };
export type Source = string | URL | Uint8Array | ArrayBuffer | Response;
export type LoadOptions = {
    /** the core, if it is not beside this file */
    wasm?: Source | WebAssembly.Module;
    /** stops the loading: `load` then rejects with the signal's reason */
    signal?: AbortSignal;
    /**
     * bytes of the package so far, and of all of it
     * (0 until known); whatever the compression on the way, they are the package's own bytes
     */
    onProgress?: (bytes: number, total: number) => void;
};
export type Answer = {
    /** the likeliest; of equals, the first */
    label: string;
    /** exact multiples of 1/65536 that add up to 1 */
    probabilities: Record<string, number>;
    /** one for two labels, else one per label, in nats (exact multiples of 1/1024) */
    scores: number[];
};
export type Word = {
    word: string;
    /** in bytes of UTF-8 */
    begin: number;
    /** in bytes of UTF-8 */
    end: number;
    /** in nats */
    contribution: number;
};
export type Explanation = {
    label: string;
    bias: number;
    /** in the order of the text */
    words: Word[];
};
/**
 * Loads a package. Rejects with PinnaceError: `package.*` when the package is refused, `fetch.failed` when a file cannot
 * be had, `core.forbidden` where WebAssembly is missing or the page's content security policy lacks 'wasm-unsafe-eval'.
 * @param {Source} source @param {LoadOptions} [options]
 * @returns {Promise<Model>}
 */
export declare function load(source: Source, { wasm, signal, onProgress }?: LoadOptions): Promise<Model>;
/** A loaded package: made by `load`. It may predict any number of times, and takes no more memory for it. */
export declare class Model {
    #private;
    labels: readonly string[];
    /** @param {string | Uint8Array} text a string, or raw UTF-8 of any quality @returns {Answer} */
    predict(text: string | Uint8Array): Answer;
    /** Why? @param {string | Uint8Array} text @param {string} [label] the answer's by default @returns {Explanation} */
    explain(text: string | Uint8Array, label?: string): Explanation;
}
