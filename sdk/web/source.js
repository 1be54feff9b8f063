// @ts-check
/** Where bytes come from: fetched, read from a file in Node, or given. Knows neither packages nor the core. */
import { chosen } from "./cores.js";
import { refuse } from "./errors.js";

/** @typedef {string | URL | Uint8Array | ArrayBuffer | Response} Source an address, the bytes, or a response in progress */

/**
 * @typedef {object} LoadOptions
 * @property {Source | WebAssembly.Module} [wasm] the core, if it is not beside this file
 * @property {AbortSignal} [signal] stops the loading: `load` then rejects with the signal's reason
 * @property {(bytes: number, total: number) => void} [onProgress] bytes of the package so far, and of all of it
 *   (0 until known); whatever the compression on the way, they are the package's own bytes
 */

// A module of one type, a function that gives a v128: valid where the fast core runs, for all that ship simd128 ship all of it.
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123);

/** @type {Map<string, Promise<WebAssembly.Module>>} compiled once per address, however many models a page loads */
const modules = new Map();

/**
 * Core and package, fetched side by side. @internal
 * @param {Source} source @param {LoadOptions} options @returns {Promise<[core: WebAssembly.Module, bytes: Uint8Array]>}
 */
export async function fetched(source, { wasm, signal, onProgress }) {
  signal?.throwIfAborted();
  /** @type {(level: number) => void} */
  let tell = () => {};
  /** @type {Promise<number>} */
  const level = new Promise((known) => (tell = known)); // that of the core which the package needs
  /** @param {Uint8Array} bytes the header is spec/package.md's */
  const see = (bytes) => {
    if (bytes.length > 5) tell(bytes[5]);
    onProgress?.(bytes.length, bytes.length < 12 ? 0 : new DataView(bytes.buffer).getUint32(8, true)); // right under any compression
  };
  return Promise.all([
    compiled(wasm, level, signal),
    contents(source, signal, see).then((bytes) => (tell(bytes[5]), bytes)),
  ]);
}

/**
 * The core, compiled: the smallest one beside this file that is good for the package, without SIMD where that is missing.
 * @internal
 * @param {Source | WebAssembly.Module | undefined} wasm the core, if it is another one
 * @param {any} [level] a promise of that which the package needs. Waited for only where there is a choice, and then as long
 *   as the package's first bytes take: a page usually has one core, which is fetched at once.
 * @param {AbortSignal} [signal] @returns {Promise<WebAssembly.Module>}
 */
export async function compiled(wasm, level, signal) {
  if (!globalThis.WebAssembly) refuse("core.forbidden", "there is no WebAssembly here");
  wasm ??= fitting(await chosen(level));
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (typeof wasm !== "string" && !(wasm instanceof URL)) return compile(await contents(wasm, signal));
  const address = String(wasm);
  let module = modules.get(address);
  if (!module) {
    module = contents(wasm).then(compile); // without the signal: others may wait for the same module
    modules.set(address, module);
    module.catch(() => modules.delete(address)); // a failed fetch may be tried again
  }
  return Promise.race([module, aborted(signal)]);
}

/** The build that runs here. @internal @param {import("./cores.js").Row} row */
export const fitting = ([simd, scalar]) => (WebAssembly.validate(SIMD) ? simd : scalar);

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    if (WebAssembly.validate(bytes)) refuse("core.forbidden", "by this page's policy", cause);
    refuse("core.missing", "there is no WebAssembly in it", cause);
  }
}

/**
 * @param {Source} source @param {AbortSignal} [signal]
 * @param {(bytes: Uint8Array) => void} [onBytes] of what has to come from somewhere: these are here
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function contents(source, signal, onBytes) {
  if (source instanceof Uint8Array) return /** @type {Uint8Array<ArrayBuffer>} */ (source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  try {
    const { process } = /** @type {any} */ (globalThis);
    if (!(source instanceof Response)) {
      const url = new URL(source, globalThis.location?.href ?? `file://${process?.cwd()}/`);
      if (url.protocol === "file:" && process) {
        const bytes = await (await import("./files.js")).read(url, signal);
        onBytes?.(bytes);
        return bytes;
      }
      source = await fetch(url, { signal });
    }
    if (!source.ok || !source.body) throw new Error(`it answered ${source.status}`);
    return await streamed(source.body.getReader(), onBytes);
  } catch (cause) {
    signal?.throwIfAborted();
    return missing(source instanceof Response ? source.url : source, cause);
  }
}

/** Says what cannot be had. @internal @param {string | URL} name @param {any} cause @returns {never} */
export function missing(name, cause) {
  refuse("fetch.failed", `${name} cannot be had: ${cause.message}`, cause);
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader @param {(bytes: Uint8Array) => void} [onBytes] */
async function streamed(reader, onBytes) {
  let bytes = new Uint8Array();
  for (let piece; !(piece = await reader.read()).done; onBytes?.(bytes)) {
    const more = new Uint8Array(bytes.length + piece.value.length); // packages are small, and pieces tens of kilobytes
    more.set(bytes);
    more.set(piece.value, bytes.length);
    bytes = more;
  }
  return bytes;
}

/** @param {AbortSignal} [signal] @returns {Promise<never>} */
const aborted = (signal) =>
  new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));
