export type Model = import("./model.js").Model;
export type Answer = import("./answer.js").Answer;
export type LoadOptions = import("./source.js").LoadOptions;
export type Loading<M = Model> = {
    /** null until it is there */
    model: M | null;
    /** why it will not be there */
    error: Error | null;
    /** 0 to 1 */
    progress: number;
};
/**
 * Loads a package when the component appears, again when the address changes; leaving stops it. Beside texts, pictures want
 * `loadPictures`.
 * @template [M=Model]
 * @param {string | URL} source @param {(source: string, options: LoadOptions) => Promise<M>} [from] @returns {Loading<M>}
 */
export declare function useModel<M = Model>(source: string | URL, from?: (source: string, options: LoadOptions) => Promise<M>): Loading<M>;
/**
 * The answer for an input, null before it is there: a text, or a picture of a package of pictures. A prediction takes
 * microseconds to milliseconds: `debounce` (milliseconds) calms the screen, not the processor.
 * @template I
 * @param {{predict: (input: I) => Answer | Promise<Answer>} | null} model @param {I} input @param {{debounce?: number}} [options]
 * @returns {Answer | null}
 */
export declare function usePrediction<I>(model: {
    predict: (input: I) => Answer | Promise<Answer>;
} | null, input: I, { debounce }?: {
    debounce?: number;
}): Answer | null;
