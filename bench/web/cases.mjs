/**
 * What is visited: a blank page, ours, and a text CNN of three peers. A case is a page and the files it fetches. Its
 * script sets `window.predict`, text in, probability out (all that a caller pays for, reading the words included).
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
export const MODULES = path.join(HERE, "node_modules");
export const ORT = path.join(MODULES, "onnxruntime-web", "dist");
export const LITERT = path.join(MODULES, "@litertjs", "core", "wasm");
export const ORT_WASM = "ort-wasm-simd-threaded.wasm";
export const TFJS_WASM = "tfjs-backend-wasm-simd.wasm";

/** The text is in every page, the blank one too, so pages differ by their runtime alone. */
const page = (text, script, hints = "") => `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<link rel="icon" href="data:,">${hints}
<script type="module">
const text = ${JSON.stringify(text).replaceAll("<", "\\u003c")};
${script}
const answer = await predict(text);
window.first = { at: performance.now(), answer };
</script></html>`;

const fetched = (...names) => names.map((name) => `<link rel="preload" as="fetch" crossorigin href="${name}">`).join("");

export function cases({ folder, packages, network, text }) {
  const blank = { id: "blank page", files: {}, html: page(text, "window.predict = () => 0;") };
  const pages = network ? ours(network, text).slice(0, 1) : [blank, ...packages.flatMap((one) => ours(one, text))];
  return [...pages, ...peers(path.join(folder, "text_cnn"), text)];
}

/** The folder that `pinnace ship --to web` wrote, in a page like the guide's, and in one without its three hints. */
function ours({ name, web, file }, text) {
  const cores = fs.readdirSync(web).filter((each) => each.endsWith(".wasm"));
  const files = Object.fromEntries(["model.js", ...cores, file].map((each) => [`web/${each}`, path.join(web, each)]));
  const core = cores.find((each) => each.includes("relaxed")) ?? cores.find((each) => !each.includes("scalar"));
  const script = `import { load, url } from "./web/model.js";
const model = await load(url);
window.predict = (text) => model.predict(text).probabilities[model.labels[1]];`;
  const hints = `<link rel="modulepreload" href="web/model.js">${fetched(`web/${core}`, `web/${file}`)}`;
  return [
    { id: `pinnace ${name}`, package: name, files, html: page(text, script, hints) },
    { id: `pinnace ${name}, no hints`, package: name, files, html: page(text, script) },
  ];
}

/** Each with what its documentation says is smallest: single-threaded wasm, bundled; everything is hinted. */
function peers(models, text) {
  const inModels = (...names) => Object.fromEntries(names.map((name) => [name, path.join(models, name)]));
  const words = `const known = fetch("vocab.txt").then((found) => found.text())
  .then((lines) => new Map(lines.split("\\n").map((word, index) => [word, index])));
const tokens = (text, vocabulary) => {
  const ids = new Int32Array(256);
  text.toLowerCase().match(/[a-z']+/g).slice(0, 256).forEach((word, index) => (ids[index] = vocabulary.get(word) ?? 1));
  return ids;
};`;
  return [
    {
      id: "onnxruntime-web",
      files: { ...inModels("model.onnx", "vocab.txt"), "ort.mjs": path.join(ORT, "ort.wasm.bundle.min.mjs"), [ORT_WASM]: path.join(ORT, ORT_WASM) },
      html: page(
        text,
        `${words}
const bytes = fetch("model.onnx").then((found) => found.arrayBuffer());
const ort = await import("./ort.mjs");
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL("./${ORT_WASM}", location.href).href };
const session = await ort.InferenceSession.create(new Uint8Array(await bytes), { executionProviders: ["wasm"] });
const vocabulary = await known;
window.predict = async (text) => (await session.run({ x: new ort.Tensor("int32", tokens(text, vocabulary), [1, 256]) })).y.data[0];`,
        `<link rel="modulepreload" href="ort.mjs">${fetched(ORT_WASM, "model.onnx", "vocab.txt")}`,
      ),
    },
    {
      id: "TensorFlow.js",
      alone: true, // on a cross-origin isolated page it falls back to its cpu backend without a word
      files: {
        ...inModels("model.json", "weights.bin", "vocab.txt"),
        "tf.mjs": bundled("tf", TENSORFLOW, models),
        [TFJS_WASM]: path.join(MODULES, "@tensorflow", "tfjs-backend-wasm", "dist", TFJS_WASM),
      },
      html: page(
        text,
        `${words}
const tf = await import("./tf.mjs");
tf.setWasmPaths("./");
await tf.setBackend("wasm");
if (tf.getBackend() !== "wasm") throw new Error("the backend is " + tf.getBackend());
const model = await tf.loadGraphModel(new URL("model.json", location.href).href);
const vocabulary = await known;
window.predict = async (text) => {
  const x = tf.tensor2d(tokens(text, vocabulary), [1, 256], "int32");
  const y = model.execute(x);
  const [answer] = await y.data();
  x.dispose(); y.dispose();
  return answer;
};`,
        `<link rel="modulepreload" href="tf.mjs">${fetched(TFJS_WASM, "model.json", "weights.bin", "vocab.txt")}`,
      ),
    },
    {
      id: "LiteRT.js",
      files: {
        ...inModels("model.tflite", "vocab.txt"),
        "litert.mjs": bundled("litert", `export * from "@litertjs/core";`, models),
        ...Object.fromEntries(["js", "wasm"].map((kind) => [`wasm/litert_wasm_internal.${kind}`, path.join(LITERT, `litert_wasm_internal.${kind}`)])),
      },
      html: page(
        text,
        `${words}
const bytes = fetch("model.tflite").then((found) => found.arrayBuffer());
const litert = await import("./litert.mjs");
await litert.loadLiteRt("wasm/");
const model = await litert.loadAndCompile(new Uint8Array(await bytes), { accelerator: "wasm" });
const vocabulary = await known;
window.predict = async (text) => {
  const x = new litert.Tensor(tokens(text, vocabulary), [1, 256]);
  const [y] = await model.run(x);
  const [answer] = await y.data();
  x.delete(); y.delete();
  return answer;
};`,
        `<link rel="modulepreload" href="litert.mjs">${fetched("wasm/litert_wasm_internal.wasm", "model.tflite", "vocab.txt")}`,
      ),
    },
  ];
}

export const TENSORFLOW = `import * as core from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
const { setBackend, getBackend, tensor2d } = core;
export { setWasmPaths, loadGraphModel, setBackend, getBackend, tensor2d };`;

/** A peer's modules as one minified file; its path. */
export function bundled(name, contents, folder) {
  const outfile = path.join(folder, `${name}.mjs`);
  const external = ["perf_hooks", "os", "fs", "path", "worker_threads", "crypto", "util", "string_decoder", "node-fetch"];
  buildSync({
    stdin: { contents, resolveDir: HERE }, bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022",
    external, outfile, logLevel: "error", define: { "process.env.NODE_ENV": '"production"' },
  });
  return outfile;
}
