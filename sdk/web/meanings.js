// @ts-check
/** What the core's numbers mean: the part of spec/errors.md that a device can meet. */

/** @internal @type {Record<number, [code: string, meaning: string]>} */
export const CORE_ERRORS = {
  1: ["package.magic", "these bytes are not a Pinnace package"],
  2: ["package.version", "the package is written in a newer format"],
  3: ["package.core", "the package needs a newer core"],
  4: ["package.length", "the package is not as long as it says"],
  5: ["package.checksum", "the package's bytes changed since it was written"],
  6: ["package.section", "the package's sections are missing, repeated or out of order"],
  7: ["package.number", "a number in the package is malformed or above its limit"],
  8: ["package.label", "the package's labels are missing, repeated, too long or not UTF-8"],
  9: ["package.tensor", "a tensor's description is wrong"],
  10: ["package.data", "a tensor's coded bytes are wrong"],
  11: ["package.op", "the package uses an operator that this core does not know"],
  12: ["package.argument", "an operator's argument is out of its range"],
  13: ["package.value", "a value of the plan lies outside the arena or has the wrong shape"],
  14: ["package.overflow", "a score of the package could leave 32 bits"],
  15: ["package.limit", "the package is larger than this core accepts"],
  32: ["memory.small", "the memory given to the core is too small"],
  33: ["input.long", "one input is longer than 4 GB"],
  34: ["input.column", "there is no such score to explain"],
  35: ["input.picture", "these bytes are not a picture"],
};
