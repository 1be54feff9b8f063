export type Model = import("./model.js").Model;
export type Answer = import("./model.js").Answer;
export type Loading = {
    /** null until it is there */
    model: Model | null;
    /** why it will not be there */
    error: Error | null;
    /** 0 to 1 */
    progress: number;
};
/**
 * Loads a package when the component appears, again when the address changes; leaving stops it.
 * @param {string | URL} source @returns {Loading}
 */
export declare function useModel(source: string | URL): Loading;
/**
 * The answer for a text, null before the model is there. A prediction takes microseconds: `debounce` (milliseconds)
 * calms the screen, not the processor.
 * @param {Model | null} model @param {string} text @param {{debounce?: number}} [options] @returns {Answer | null}
 */
export declare function usePrediction(model: Model | null, text: string, { debounce }?: {
    debounce?: number;
}): Answer | null;
