// @ts-check
/** A Sight (pictures.js) in a worker, by messages: [number, method, ...arguments] there, and what worker.js says back. */
import { PinnaceError } from "./errors.js";
import { own } from "./handing.js";

/** @typedef {import("./source.js").LoadOptions} LoadOptions */
/** @typedef {{labels: string[], width: number, height: number}} Facts what a model is, and sees */

/**
 * @typedef {object} Sight what works: worker.js's, or the stand-in that is made here
 * @property {(source: import("./source.js").Source, options: LoadOptions) => Promise<Facts>} load
 * @property {(...given: import("./handing.js").Handed) => Promise<import("./answer.js").Answer>} predict
 * @property {(...given: import("./handing.js").Handed) => Promise<{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number}>} seen
 * @property {() => void} close
 */

/** @typedef {import("./source.js").Source | WebAssembly.Module | undefined} Given */

/** Nothing where no worker can start. @internal @returns {Promise<Sight | undefined>} */
export async function distant() {
  if (typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined") return;
  /** @type {Worker} */
  let worker;
  try {
    // Bundlers look for exactly this expression.
    worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "pinnace pictures" });
    await new Promise((here, failed) => ((worker.onmessage = here), (worker.onerror = failed)));
  } catch {
    return; // forbidden by a policy, or not there
  }

  /** @type {Map<number, [resolve: (value: any) => void, reject: (error: unknown) => void]>} */
  const asked = new Map();
  let count = 0;
  /** @type {LoadOptions["onProgress"]} */
  let progress;

  /** @param {string} method @param {unknown[]} given @param {Transferable[]} [moved] @returns {Promise<any>} */
  const ask = (method, given, moved = []) =>
    new Promise((...settle) => {
      worker.postMessage([++count, method, ...given], moved);
      asked.set(count, settle);
    });

  /** @param {unknown} reason */
  const end = (reason) => {
    worker.terminate();
    for (const [, reject] of asked.values()) reject(reason);
    asked.clear();
  };

  worker.onmessage = ({ data: [number, value, error] }) => {
    if (!number) return progress?.(value, error); // bytes, total
    const [resolve, reject] = asked.get(number) ?? [];
    asked.delete(number);
    if (error) reject?.(own(error));
    else resolve?.(value);
  };
  worker.onerror = ({ message }) => end(new PinnaceError("core.unknown", `the worker ended: ${message}`));

  return {
    async load(source, { wasm, signal, onProgress }) {
      progress = onProgress;
      signal?.addEventListener("abort", () => end(signal.reason), { once: true });
      return ask("load", [await posted(source), { wasm: await posted(wasm) }]);
    },
    predict: (picture, moved) => ask("predict", [picture], moved),
    seen: (picture, moved) => ask("seen", [picture], moved),
    close: () => end(new PinnaceError("model.closed", "the model was closed before it answered")),
  };
}

/** A source as a worker can take it: addresses are the page's, a response is its bytes. @param {Given} source */
async function posted(source) {
  if (typeof source === "string" || source instanceof URL) return new URL(source, location.href).href;
  if (!(source instanceof Response)) return source;
  if (!source.ok) throw new PinnaceError("fetch.failed", `${source.url} cannot be had: it answered ${source.status}`);
  return source.arrayBuffer();
}
