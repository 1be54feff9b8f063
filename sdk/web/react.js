// @ts-check
/**
 * React hooks. React (18 or newer) is the app's own: this module is the only one that imports it.
 *
 *     const { model, error } = useModel(url);
 *     const answer = usePrediction(model, text, { debounce: 80 });
 */
import { useEffect, useState } from "react";
import { load } from "./model.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Answer} Answer */

/**
 * @typedef {object} Loading
 * @property {Model | null} model null until it is there
 * @property {Error | null} error why it will not be there
 * @property {number} progress 0 to 1
 */

/** @type {Loading} */
const NOTHING = { model: null, error: null, progress: 0 };

/**
 * Loads a package when the component appears, again when the address changes; leaving stops it.
 * @param {string | URL} source @returns {Loading}
 */
export function useModel(source) {
  const [state, setState] = useState(NOTHING);
  const address = String(source);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    /** @param {Partial<Loading>} change */
    const tell = (change) => signal.aborted || setState((old) => ({ ...old, ...change }));
    setState(NOTHING);
    load(address, { signal, onProgress: (bytes, total) => tell({ progress: total ? Math.min(1, bytes / total) : 0 }) }).then(
      (model) => tell({ model, progress: 1 }),
      (error) => tell({ error }),
    );
    return () => abort.abort();
  }, [address]);
  return state;
}

/**
 * The answer for a text, null before the model is there. A prediction takes microseconds: `debounce` (milliseconds)
 * calms the screen, not the processor.
 * @param {Model | null} model @param {string} text @param {{debounce?: number}} [options] @returns {Answer | null}
 */
export function usePrediction(model, text, { debounce = 0 } = {}) {
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  useEffect(() => {
    if (!model) return setAnswer(null);
    const timer = setTimeout(() => setAnswer(model.predict(text)), debounce);
    return () => clearTimeout(timer);
  }, [model, text, debounce]);
  return answer;
}
