export type Model = import("./model.js").Model;
export type Answer = import("./answer.js").Answer;
export type Input = Parameters<Model["predict"]>[0];
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
 * The answer for an input, null before it is there: a text, or a picture of a package of pictures. A prediction takes
 * microseconds to milliseconds: `debounce` (milliseconds) calms the screen, not the processor.
 * @param {Model | null} model @param {Input} input @param {{debounce?: number}} [options] @returns {Answer | null}
 */
export declare function usePrediction(model: Model | null, input: Input, { debounce }?: {
    debounce?: number;
}): Answer | null;
