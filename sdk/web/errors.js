// @ts-check
/** How everything here refuses. What the core's numbers mean in words is fetched when something went wrong. */

/** The core's numbers from 1 on @type {string[]} */
const PACKAGE = "magic version core length checksum section number label tensor data op argument value overflow limit".split(" ");
/** and from 32 on: spec/errors.md has both @type {string[]} */
const OTHERS = "memory.small input.long input.column input.picture".split(" ");

/** What went wrong: `code` is a row of spec/errors.md ("package.checksum"), `number` the core's own (0: not the core's). */
export class PinnaceError extends Error {
  /** @param {string} code @param {string} message @param {number} [number] @param {ErrorOptions} [options] */
  constructor(code, message, number = 0, options) {
    super(`${code}: ${message}`, options);
    this.name = "PinnaceError";
    this.code = code;
    this.number = number;
  }
}

/** Throws. @internal @param {string} code @param {string} message @param {unknown} [cause] @returns {never} */
export function refuse(code, message, cause) {
  throw new PinnaceError(code, message, 0, { cause });
}

/** Nothing for 0; else throws what the core's number stands for. @internal @param {number} number */
export function check(number) {
  if (!number) return;
  const code = PACKAGE[number - 1] ? `package.${PACKAGE[number - 1]}` : (OTHERS[number - 32] ?? "core.unknown");
  throw new PinnaceError(code, `the core refused this with ${number}`, number);
}

/**
 * Throws an error again, with as many words as can be had: what is here is brief. @internal
 * @param {any} error @returns {Promise<never>}
 */
export async function worded(error) {
  if (error instanceof PinnaceError)
    try {
      const { MEANINGS } = await import("./meanings.js");
      const meaning = MEANINGS[error.number || error.message];
      if (meaning) error.message = `${error.code}: ${meaning}`;
    } catch {} // offline: its code says it, too
  throw error;
}
