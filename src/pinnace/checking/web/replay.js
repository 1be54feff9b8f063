// @ts-check
/**
 * Answers a request of pinnace/checking/protocol.py with the web SDK: what node.js and page.js have in common.
 * Goes through the SDK's public face, so that it is checked as well.
 */
import { load, PinnaceError } from "./sdk/model.js";

// Four times -127 * 127 by i32x4.relaxed_dot_i8x16_i7x16_add_s: shipping/cores.py says more.
const SPLAT = [253, 15];
const PRODUCTS = [65, 129, 127, ...SPLAT, 65, 255, 0, ...SPLAT, 65, 0, ...SPLAT, 253, 147, 2, 253, 27, 0];
const HEAD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 24, 1, 22, 0];

function multiplies() {
  try {
    const probe = new WebAssembly.Module(Uint8Array.from([...HEAD, ...PRODUCTS, 11]));
    return /** @type {() => number} */ (new WebAssembly.Instance(probe).exports.f)() === 4 * -127 * 127;
  } catch {
    return false;
  }
}

/** Is this the path of a core that this engine cannot run? @param {string} core */
export const lacks = (core) => core.includes(".relaxed.") && !multiplies();

/** @param {Uint8Array} request @param {Uint8Array} wasm @returns {Promise<Uint8Array>} the answers */
export async function replay(request, wasm) {
  const view = new DataView(request.buffer, request.byteOffset, request.byteLength);
  let at = 0;
  const number = () => view.getUint32((at += 4) - 4, true);
  const bytes = () => {
    const length = number();
    return request.subarray(at, (at += length));
  };
  /** @type {number[]} */
  let out = [];
  /** @type {Int32Array[]} */
  const parts = [];
  let model;
  try {
    model = await load(bytes(), { wasm });
  } catch (error) {
    if (!(error instanceof PinnaceError) || !error.number) throw error;
    return new Uint8Array(Int32Array.of(error.number).buffer);
  }
  const explained = number();
  const count = number();
  const { labels } = model;
  for (let i = 0; i < count; i++) {
    const text = model.view ? asPixels(bytes()) : asString(bytes());
    const { scores, probabilities } = await model.predict(text);
    if (i === 0) out.push(0, scores.length, labels.length);
    out.push(...scores.map((score) => score * 1024), ...labels.map((label) => probabilities[label] * 65536));
    if (i < explained) {
      const column = i % scores.length;
      const { bias, words } = await model.explain(text, labels[scores.length === 1 ? 1 : column]);
      out.push(bias * 1024, words.length);
      for (const word of words) out.push(word.begin, word.end, word.contribution * 1024);
    }
    parts.push(Int32Array.from(out));
    out = [];
  }
  model.close?.();
  return joined(count ? parts : [Int32Array.of(0, 0, 0)]);
}

/** Text as a page would have it: a string where the bytes are well-formed. @param {Uint8Array} bytes */
function asString(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

/** A raw picture (spec/image.md) as a page would have it. @param {Uint8Array} bytes */
function asPixels(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height, orientation] = [0, 4, 8].map((at) => view.getUint32(at, true));
  return { width, height, orientation, data: bytes.subarray(12) };
}

/** @param {Int32Array[]} parts @returns {Uint8Array} */
function joined(parts) {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(all.buffer);
}
