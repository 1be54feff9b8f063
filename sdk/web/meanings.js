// @ts-check
/** What the core's numbers mean, spec/errors.md's words, and more of what is said in brief. Fetched when something went wrong. */

/** @internal @type {Record<number | string, string>} */
export const MEANINGS = {
  1: "these bytes are not a Pinnace package",
  2: "the package is written in a newer format",
  3: "the package needs a newer core",
  4: "the package is not as long as it says",
  5: "the package's bytes changed since it was written",
  6: "the package's sections are missing, repeated or out of order",
  7: "a number in the package is malformed or above its limit",
  8: "the package's labels are missing, repeated, too long or not UTF-8",
  9: "a tensor's description is wrong",
  10: "a tensor's coded bytes are wrong",
  11: "the package uses an operator that this core does not know",
  12: "an operator's argument is out of its range",
  13: "a value of the plan lies outside the arena or has the wrong shape",
  14: "a score of the package could leave 32 bits",
  15: "the package is larger than this core accepts",
  32: "the memory given to the core is too small",
  33: "one input is longer than 4 GB",
  34: "there is no such score to explain",
  35: "these bytes are not a picture",
  "core.forbidden: by this page's policy": "this page's policy forbids WebAssembly: add 'wasm-unsafe-eval' to script-src",
  "core.missing: there is no WebAssembly in it": "what was loaded as the core is not WebAssembly",
  "core.missing: this .wasm is another release's": "this .wasm does not belong to this SDK: take both from one release",
  "input.origin: this picture is another site's": "this picture is another site's, and the browser keeps its pixels from the page",
  "input.picture: there is no canvas here": "there is no canvas here: give pixels, { width, height, data }",
};
