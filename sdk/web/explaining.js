// @ts-check
/**
 * The core that explains texts where the page's own does not, as a row of cores.js: the smallest one that does, fetched
 * when an app first asks why. Here every core explains; `pinnace ship` writes this anew, for what it ships.
 */

/** @type {import("./cores.js").Row | undefined} */
export const EXPLAINING = undefined;
