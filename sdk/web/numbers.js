// @ts-check
/** In place of meanings.js in a worker: the page that started it knows what a number means, and says so (handing.js). */

/** @internal @type {Record<number, [code: string, meaning: string]>} */
export const CORE_ERRORS = {};
