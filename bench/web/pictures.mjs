/**
 * What is visited for a network of MobileNetV2's shape: ours and three peers. A page sets `window.predict`, the seed of a
 * picture in, probabilities out; it draws the pictures beforehand, RGBA as from a canvas. What a peer needs to make a
 * tensor of the pixels is its caller's to pay.
 */
import fs from "node:fs";
import path from "node:path";
import { LITERT, MODULES, ORT, ORT_WASM, TENSORFLOW, TFJS_WASM, bundled } from "./cases.mjs";

const SIDE = 96;
const PICTURES = `const kept = new Map();
const pixels = (seed) => {
  if (kept.has(seed)) return kept.get(seed);
  const data = new Uint8ClampedArray(4 * ${SIDE} * ${SIDE});
  let s = Number(seed);
  for (let i = 0; i < data.length; i++) {
    s = (Math.imul(s, 1103515245) + 12345) & 0x7fffffff;
    data[i] = i % 4 === 3 ? 255 : (s >> 16) & 255;
  }
  kept.set(seed, { width: ${SIDE}, height: ${SIDE}, data });
  return kept.get(seed);
};`;
const NHWC = `const tensor = (seed) => {
  const { data } = pixels(seed), x = new Float32Array(3 * ${SIDE} * ${SIDE});
  for (let i = 0, k = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) x[k++] = data[i + c] / 127.5 - 1;
  return x;
};`;
const INT8 = `const tensor = (seed) => {
  const { data } = pixels(seed), x = new Int8Array(3 * ${SIDE} * ${SIDE});
  for (let i = 0, k = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) x[k++] = Math.max(data[i + c] - 128, -127);
  return x;
};`;
const NCHW = `const tensor = (seed) => {
  const { data } = pixels(seed), n = ${SIDE} * ${SIDE}, x = new Float32Array(3 * n);
  for (let p = 0; p < n; p++) for (let c = 0; c < 3; c++) x[c * n + p] = data[4 * p + c] / 127.5 - 1;
  return x;
};`;

const page = (seed, script) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<link rel="icon" href="data:,">
<script type="module">
${PICTURES}
${script}
const answer = Array.from(await predict("${seed}"));
window.first = { at: performance.now(), answer };
</script></html>`;

export function pictures({ folder, network, text: seed }) {
  const models = path.join(folder, "models");
  const cores = fs.readdirSync(network.web).filter((each) => each.endsWith(".wasm"));
  const scripts = fs.readdirSync(network.web).filter((each) => each.endsWith(".js"));
  const web = Object.fromEntries([...scripts, ...cores, network.file].map((each) => [`web/${each}`, path.join(network.web, each)]));
  const ours = {
    id: `pinnace ${network.name}`,
    package: network.name,
    files: web,
    html: page(seed, `import { load, url } from "./web/model.js";
const model = await load(url, { worker: false });
window.predict = async (seed) => Object.values((await model.predict(pixels(seed))).probabilities);`),
  };
  return [ours, ...["float", "int8"].flatMap((precision) => peers(models, precision, seed))];
}

function peers(models, precision, seed) {
  const wasm = (kind) => [`wasm/litert_wasm_internal.${kind}`, path.join(LITERT, `litert_wasm_internal.${kind}`)];
  const found = [
    {
      id: `LiteRT.js, ${precision}`,
      files: {
        "model.tflite": path.join(models, `${precision}.tflite`),
        "litert.mjs": bundled("litert", `export * from "@litertjs/core";`, models),
        ...Object.fromEntries([wasm("js"), wasm("wasm")]),
      },
      html: page(seed, `${precision === "float" ? NHWC : INT8}
const bytes = await (await fetch("model.tflite")).arrayBuffer();
const litert = await import("./litert.mjs");
await litert.loadLiteRt("wasm/");
const model = await litert.loadAndCompile(new Uint8Array(bytes), { accelerator: "wasm" });
window.predict = async (seed) => {
  const x = new litert.Tensor(tensor(seed), [1, ${SIDE}, ${SIDE}, 3]);
  const [y] = await model.run(x);
  const answer = (await y.data()).slice();
  x.delete(); y.delete();
  return answer;
};`),
    },
    {
      id: `onnxruntime-web, ${precision}`,
      files: { "model.onnx": path.join(models, `${precision}.onnx`), "ort.mjs": path.join(ORT, "ort.wasm.bundle.min.mjs"), [ORT_WASM]: path.join(ORT, ORT_WASM) },
      html: page(seed, `${NCHW}
const ort = await import("./ort.mjs");
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL("./${ORT_WASM}", location.href).href };
const bytes = await (await fetch("model.onnx")).arrayBuffer();
const session = await ort.InferenceSession.create(new Uint8Array(bytes), { executionProviders: ["wasm"] });
window.predict = async (seed) => (await session.run({ x: new ort.Tensor("float32", tensor(seed), [1, 3, ${SIDE}, ${SIDE}]) })).y.data;`),
    },
  ];
  if (precision === "float")
    found.push({
      id: "TensorFlow.js, float",
      alone: true, // on a cross-origin isolated page it falls back to its cpu backend without a word
      files: {
        "model.json": path.join(models, "model.json"),
        "weights.bin": path.join(models, "weights.bin"),
        "tf.mjs": bundled("tf4d", TENSORFLOW.replaceAll("tensor2d", "tensor4d"), models),
        [TFJS_WASM]: path.join(MODULES, "@tensorflow", "tfjs-backend-wasm", "dist", TFJS_WASM),
      },
      html: page(seed, `${NHWC}
const tf = await import("./tf.mjs");
tf.setWasmPaths("./");
await tf.setBackend("wasm");
if (tf.getBackend() !== "wasm") throw new Error("the backend is " + tf.getBackend());
const model = await tf.loadGraphModel(new URL("model.json", location.href).href);
window.predict = async (seed) => {
  const x = tf.tensor4d(tensor(seed), [1, ${SIDE}, ${SIDE}, 3]);
  const y = model.execute(x);
  const answer = await y.data();
  x.dispose(); y.dispose();
  return answer;
};`),
    });
  return found;
}
