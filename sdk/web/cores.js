// @ts-check
/**
 * The builds of the core beside this file: [level, [file, what it needs], …, [file]], the fastest first. A package names
 * the level that it needs, and a higher level runs what a lower one does. What a file needs is a WebAssembly module of one
 * function that compiles where the file does. `pinnace ship` writes this list anew, for what it ships.
 * Bundlers look for exactly these expressions; only the build that a package needs is ever fetched.
 */

/** @type {[level: number, ...files: [url: URL, needs?: number[]][]][]} ascending */
export const CORES = [
  [
    1,
    // i8x16.splat, i8x16.popcnt
    [new URL("./pinnace.wasm", import.meta.url), [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]],
    [new URL("./pinnace.scalar.wasm", import.meta.url)],
  ],
];
