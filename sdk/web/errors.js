// @ts-check
/** How everything here refuses. */
import { CORE_ERRORS } from "./meanings.js";

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

/** Nothing for 0; else throws what the core's number stands for. @internal @param {number} number */
export function check(number) {
  if (number === 0) return;
  const [code, meaning] = CORE_ERRORS[number] ?? ["core.unknown", `the core answered ${number}`];
  throw new PinnaceError(code, meaning, number);
}
