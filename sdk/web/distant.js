// @ts-check
/** A Sight (worker.js) at a distance, by messages: [number, method, ...arguments] there, and what worker.js says back. */
import { PinnaceError } from "./errors.js";
import { own } from "./handing.js";

/** @typedef {{labels: string[], width: number, height: number}} Facts what a model is, and sees */

/**
 * @typedef {object} Sight what works: worker.js's, or the stand-in that is made here
 * @property {(module: WebAssembly.Module, bytes: Uint8Array) => Promise<Facts>} open
 * @property {(...given: import("./handing.js").Handed) => Promise<import("./core.js").Said>} look
 * @property {(...given: import("./handing.js").Handed) => Promise<{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number}>} seen
 * @property {() => void} close
 */

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
    const [resolve, reject] = asked.get(number) ?? [];
    asked.delete(number);
    if (error) reject?.(own(error));
    else resolve?.(value);
  };
  worker.onerror = ({ message }) => end(new PinnaceError("core.unknown", `the worker ended: ${message}`));

  return {
    open: (...given) => ask("open", given),
    look: (picture, moved) => ask("look", [picture], moved),
    seen: (picture, moved) => ask("seen", [picture], moved),
    close: () => end(new PinnaceError("model.closed", "the model was closed before it answered")),
  };
}
