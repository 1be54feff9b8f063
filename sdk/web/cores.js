// @ts-check
/**
 * The builds of the core beside this file: [level, with SIMD, without]. A package names the level that it needs, and a
 * higher level runs what a lower one does. `pinnace ship` writes this list anew, for what it ships.
 * Bundlers look for exactly these expressions; only the build that a package needs is ever fetched.
 */

/** @typedef {[level: number, simd: URL, scalar: URL]} Row */

/** @type {Row[]} ascending */
export const CORES = [
  [1, new URL("./pinnace.wasm", import.meta.url), new URL("./pinnace.scalar.wasm", import.meta.url)],
];
