import { PinnaceError } from "./errors.js";
export { PinnaceError };
export type Source = import("./source.js").Source;
export type LoadOptions = import("./source.js").LoadOptions;
export type Answer = import("./answer.js").Answer;
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
export declare function load(source: Source, options?: LoadOptions): Promise<Model>;
/** A loaded package: made by `load`. It may predict any number of times, and takes no more memory for it. */
export declare class Model {
    #private;
    labels: readonly string[];
    /** Throws PinnaceError: `input.text` for what is none. @param {string | Uint8Array} text a string, or raw UTF-8 of any quality @returns {Answer} */
    predict(text: string | Uint8Array): Answer;
    /**
     * Why? What that takes is fetched when it is first asked. Rejects with PinnaceError: `input.label` for a label that the
     * model has not, `fetch.failed` when a file cannot be had.
     * @param {string | Uint8Array} text @param {string} [label] the answer's by default @returns {Promise<Explanation>}
     */
    explain(text: string | Uint8Array, label?: string): Promise<Explanation>;
}
