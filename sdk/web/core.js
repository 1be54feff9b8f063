// @ts-check
/**
 * The core in WebAssembly, and how its memory is laid out. One instance holds one package; letting go of the instance
 * frees all of it. Everything but the input has a fixed place, so no use can leak:
 *
 *     | the core's own data and stack | sizes | package | model | session | answer | input …, grows |
 */
import { PinnaceError, check } from "./errors.js";

const PAGE = 65536;
const ABI = 1;

/** @param {number} n */
const aligned = (n) => (n + 7) & ~7;

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

export class Core {
  /**
   * Verifies and opens a package. Throws PinnaceError with a package.* code.
   * @param {WebAssembly.Module} module @param {Uint8Array} bytes the package
   */
  constructor(module, bytes) {
    /** @type {Exports} */
    this.core = /** @type {any} */ (new WebAssembly.Instance(module, {}).exports);
    if (this.core.pn_version() >>> 16 !== ABI)
      throw new PinnaceError("core.missing", "this .wasm is another release's");
    this.end = this.core.memory.buffer.byteLength; // beyond what the core itself uses
    const need = this.reserve(32);
    const at = this.put(bytes);
    check(this.core.pn_measure(at, bytes.length, need));
    const [model, , session, , explain, , labels, scores] = new Uint32Array(this.core.memory.buffer, need, 8);
    this.labelCount = labels;
    this.scoreCount = scores;
    const modelAt = this.reserve(model);
    check(this.core.pn_open(at, bytes.length, modelAt, model, need));
    this.model = this.u32(need);
    const sessionAt = this.reserve(session);
    check(this.core.pn_begin(this.model, sessionAt, session, need));
    this.session = this.u32(need);
    this.scratch = explain; // bytes that an explanation works in
    this.need = need;
    this.scores = this.reserve(4 * scores);
    this.probabilities = this.reserve(4 * labels);
    this.input = aligned(this.end);
  }

  /** The package's labels in order. @returns {string[]} */
  labels() {
    return Array.from({ length: this.labelCount }, (_, index) => {
      const at = this.core.pn_label(this.model, index, this.need) >>> 0;
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(this.core.memory.buffer, at, this.u32(this.need)));
    });
  }

  /** The last answer: copies. @returns {Said} */
  said() {
    const { buffer } = this.core.memory;
    return {
      scores: new Int32Array(buffer, this.scores, this.scoreCount).slice(),
      probabilities: new Uint32Array(buffer, this.probabilities, this.labelCount).slice(),
    };
  }

  /** @param {Uint8Array} bytes @returns {number} where they lie now */
  put(bytes) {
    const at = this.reserve(bytes.length);
    new Uint8Array(this.core.memory.buffer).set(bytes, at);
    return at;
  }

  /** @param {number} size @returns {number} where so many fresh bytes begin, aligned to 8 */
  reserve(size) {
    const at = aligned(this.end);
    const missing = at + size - this.core.memory.buffer.byteLength;
    try {
      if (missing > 0) this.core.memory.grow(Math.ceil(missing / PAGE));
    } catch (cause) {
      throw new PinnaceError("memory.small", `the browser gave no ${missing} bytes more`, 0, { cause });
    }
    this.end = at + size;
    return at;
  }

  /** @param {number} at */
  u32(at) {
    return new Uint32Array(this.core.memory.buffer, at, 1)[0];
  }
}
