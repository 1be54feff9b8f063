// @ts-check
/**
 * The core in WebAssembly, and how its memory is laid out. One instance holds one package; letting go of the instance
 * frees all of it. Everything but the input has a fixed place, so no use can leak:
 *
 *     | the core's own data and stack | sizes | package | model | session | answer | input …, grows |
 */
import { check, refuse } from "./errors.js";

const PAGE = 65536;
const ABI = 1;

/**
 * @typedef {object} Exports core/include/pinnace.h; pointers and sizes are 32-bit
 * @property {WebAssembly.Memory} memory
 * @property {() => number} pn_version
 * @property {(bytes: number, size: number, need: number) => number} pn_measure
 * @property {(bytes: number, size: number, memory: number, memorySize: number, model: number) => number} pn_open
 * @property {(model: number, index: number, length: number) => number} pn_label
 * @property {(model: number, memory: number, memorySize: number, session: number) => number} pn_begin
 */

/** @typedef {{scores: Int32Array, probabilities: Uint32Array}} Said in 1/1024 nat and in 1/65536 */
/** @typedef {ReturnType<typeof opened>} Core a package that is open in an instance of its own */

/**
 * Verifies and opens a package. Throws PinnaceError with a package.* code.
 * @param {WebAssembly.Module} module @param {Uint8Array} bytes the package
 */
export function opened(module, bytes) {
  const core = /** @type {Exports} */ (/** @type {any} */ (new WebAssembly.Instance(module).exports));
  if (core.pn_version() >>> 16 !== ABI) refuse("core.missing", "this .wasm is another release's");
  const { memory } = core;
  let end = memory.buffer.byteLength; // beyond what the core itself uses

  /** @param {number} size @returns {number} where so many fresh bytes begin, aligned to 8 */
  const reserve = (size) => {
    const at = (end + 7) & ~7;
    const missing = at + size - memory.buffer.byteLength;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    } catch (cause) {
      refuse("memory.small", `the browser gave no ${missing} bytes more`, cause);
    }
    end = at + size;
    return at;
  };

  /** @param {Uint8Array | Uint8ClampedArray} bytes @returns {[at: number, length: number]} where they lie now */
  const put = (bytes) => {
    const at = reserve(bytes.length);
    new Uint8Array(memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };

  /** A number that the core wrote. @param {number} at */
  const u32 = (at) => new Uint32Array(memory.buffer, at, 1)[0];

  const need = reserve(32);
  const [at, length] = put(bytes);
  check(core.pn_measure(at, length, need));
  const [model, , session, , scratch, , labels, scores] = new Uint32Array(memory.buffer, need, 8);
  const memoryAt = reserve(model);
  check(core.pn_open(at, length, memoryAt, model, need));
  const modelAt = u32(need);
  check(core.pn_begin(modelAt, reserve(session), session, need));
  const sessionAt = u32(need);
  const scoresAt = reserve(4 * scores);
  const probabilitiesAt = reserve(4 * labels);
  const input = end;

  return {
    core,
    memory,
    reserve,
    u32,
    need,
    model: modelAt,
    session: sessionAt,
    scoreCount: scores,
    scratch, // bytes that an explanation works in

    /** The package's labels in order. @returns {string[]} */
    labels: () =>
      Array.from({ length: labels }, (_, index) => {
        const at = core.pn_label(modelAt, index, need) >>> 0;
        return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(memory.buffer, at, u32(need)));
      }),

    /** Hands bytes to the core, over those before. @param {Uint8Array | Uint8ClampedArray} bytes @returns {[at: number, length: number]} */
    hand: (bytes) => {
      end = input;
      return put(bytes);
    },

    /**
     * What one of the core's functions says: copies. @template {number[]} G
     * @param {(session: number, ...given: [...G, scores: number, probabilities: number]) => number} say @param {G} given
     * @returns {Said}
     */
    said: (say, ...given) => {
      check(say(sessionAt, ...given, scoresAt, probabilitiesAt));
      return {
        scores: new Int32Array(memory.buffer, scoresAt, scores).slice(),
        probabilities: new Uint32Array(memory.buffer, probabilitiesAt, labels).slice(),
      };
    },
  };
}
