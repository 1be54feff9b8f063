// @ts-check
/** A Sight at a distance: both ends of the messages [number, method, given] and [number, value, error]. */
import { PinnaceError } from "./errors.js";
import { sight } from "./sight.js";

/**
 * @typedef {object} Sight what works: sight.js's, or what stands for it here
 * @property {(given: [module: WebAssembly.Module, bytes: Uint8Array]) => Promise<import("./sight.js").Facts>} open
 * @property {(...given: import("./handing.js").Handed) => Promise<import("./core.js").Said>} look
 * @property {(...given: import("./handing.js").Handed) => Promise<{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number}>} seen
 * @property {() => void} close
 */

/** The page's end; nothing where no worker can start. @internal @returns {Promise<Sight | undefined>} */
export async function distant() {
  if (!globalThis.OffscreenCanvas) return; // what it would draw on
  /** @type {Worker} */
  let worker;
  try {
    // Bundlers look for exactly this expression.
    worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    await new Promise((here, failed) => ((worker.onmessage = here), (worker.onerror = failed)));
  } catch {
    return; // forbidden by a policy, or not there
  }

  /** @type {Map<number, [resolve: (value: any) => void, reject: (error: unknown) => void]>} */
  const asked = new Map();
  let count = 0;

  /** @param {string} method @returns {(given: unknown, moved?: Transferable[]) => Promise<any>} */
  const ask = (method) => (given, moved = []) =>
    new Promise((...settle) => {
      worker.postMessage([++count, method, given], moved);
      asked.set(count, settle);
    });

  /** @param {string} code @param {string} message */
  const end = (code, message) => {
    worker.terminate();
    for (const [, reject] of asked.values()) reject(new PinnaceError(code, message));
    asked.clear();
  };

  worker.onmessage = ({ data: [number, value, error] }) => {
    const [resolve, reject] = asked.get(number) ?? [];
    asked.delete(number);
    if (error) reject?.(Object.assign(new PinnaceError("core.unknown", ""), error));
    else resolve?.(value);
  };
  worker.onerror = ({ message }) => end("core.unknown", `the worker ended: ${message}`);

  return {
    open: ask("open"),
    look: ask("look"),
    seen: ask("seen"),
    close: () => end("model.closed", "the model was closed"),
  };
}

/** The worker's end. @internal */
export function work() {
  const own = sight();
  const say = /** @type {(said: unknown[], moved?: Transferable[]) => void} */ (globalThis.postMessage);
  globalThis.onmessage = async ({ data: [number, method, given] }) => {
    try {
      const value = await /** @type {any} */ (own)[method](given);
      say([number, value], value.data && [value.data.buffer]);
    } catch (error) {
      const { code = "core.unknown", message, number: its } = /** @type {PinnaceError} */ (error);
      say([number, 0, { code, message, number: its }]);
    }
  };
  say([]); // here
}
