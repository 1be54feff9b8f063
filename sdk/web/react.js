// @ts-check
/**
 * React hooks. React (18 or newer) is the app's own: this module is the only one that imports it.
 *
 *     const { model, error } = useModel(url);
 *     const answer = usePrediction(model, text, { debounce: 80 }); // or a picture
 */
import { useEffect, useState } from "react";
import { load } from "./model.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./source.js").LoadOptions} LoadOptions */

/**
 * @template [M=Model]
 * @typedef {object} Loading
 * @property {M | null} model null until it is there
 * @property {Error | null} error why it will not be there
 * @property {number} progress 0 to 1
 */

/** @type {Loading<any>} */
const NOTHING = { model: null, error: null, progress: 0 };

/**
 * Loads a package when the component appears, again when the address changes; leaving stops it. Beside texts, pictures want
 * `loadPictures`.
 * @template [M=Model]
 * @param {string | URL} source @param {(source: string, options: LoadOptions) => Promise<M>} [from] @returns {Loading<M>}
 */
export function useModel(source, from = /** @type {any} */ (load)) {
  const [state, setState] = useState(NOTHING);
  const address = String(source);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    /** @param {Partial<Loading<M>>} change */
    const tell = (change) => signal.aborted || setState((old) => ({ ...old, ...change }));
    setState(NOTHING);
    /** @type {any} */
    let loaded;
    from(address, { signal, onProgress: (bytes, total) => tell({ progress: total ? Math.min(1, bytes / total) : 0 }) }).then(
      (model) => tell({ model: (loaded = model), progress: 1 }),
      (error) => tell({ error }),
    );
    return () => {
      abort.abort();
      loaded?.close?.(); // a model of pictures has a worker
    };
  }, [address, from]);
  return state;
}

/**
 * The answer for an input, null before it is there: a text, or a picture of a package of pictures. A prediction takes
 * microseconds to milliseconds: `debounce` (milliseconds) calms the screen, not the processor.
 * @template I
 * @param {{predict: (input: I) => Answer | Promise<Answer>} | null} model @param {I} input @param {{debounce?: number}} [options]
 * @returns {Answer | null}
 */
export function usePrediction(model, input, { debounce = 0 } = {}) {
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  useEffect(() => {
    if (!model) return setAnswer(null);
    let live = true;
    const ask = async () => {
      const answer = await model.predict(input); // models of pictures promise theirs
      if (live) setAnswer(answer);
    };
    const timer = setTimeout(ask, debounce);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [model, input, debounce]);
  return answer;
}
