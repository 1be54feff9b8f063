// @ts-check
/**
 * The builds of the core beside this file, with SIMD and without: only the one that a package needs is ever fetched.
 * `pinnace ship` writes this anew, for what it ships. Where that is more than one core, it waits for the level that the
 * package names: a higher level runs what a lower one does. Bundlers look for exactly these expressions.
 */

/** @typedef {[simd: URL, scalar: URL]} Row */

/** @type {(level: Promise<number>) => Row | Promise<Row>} */
export const chosen = () => [new URL("./pinnace.wasm", import.meta.url), new URL("./pinnace.scalar.wasm", import.meta.url)];
