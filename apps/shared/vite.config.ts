/** The build: React, the shipped package in model/, a strict policy, and the list of files that work offline. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const { name } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
const model = new URL("./model/", import.meta.url); // what `pinnace ship` wrote
const publicFolder = new URL("./public/", import.meta.url);
const shipped = readdirSync(model);
// What it needs, not what may come.
const core = ["pinnace.wasm", "pinnace.pictures.relaxed.wasm", "pinnace.networks.relaxed.wasm"].find((name) => shipped.includes(name)) ?? "";

// Nothing may be fetched from anywhere else, and no code may be made from text. Served as a header it binds the worker too.
const POLICY = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
  "worker-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'",
].join("; ");

/**
 * The policy as the page's first words, and the page's code fetched with it rather than after main.ts.
 * In builds only: Vite's development client needs inline scripts.
 */
const head: Plugin = {
  name: "head",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle = {} }) => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
      ...Object.values(bundle)
        .filter((part) => part.type === "chunk" && part.isDynamicEntry && part.name === "page")
        .map(({ fileName }) => `./${fileName}`)
        .map((href) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href }, injectTo: "head" as const })),
    ],
  },
};

/** Of the cores only the one that nearly every browser takes: sw.js keeps another when it was fetched. */
const kept = (name: string) => new RegExp(`/${core.replace(".wasm", "")}-[^./]*\\.wasm$`).test(name);

/** Writes sw.js with the names of everything that was built; a change in any file makes a new cache. */
const offline: Plugin = {
  name: "offline",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const shell = readdirSync(publicFolder, { recursive: true, encoding: "utf8" }).filter((file) => path.extname(file));
      const built = Object.keys(bundle).filter((name) => name !== "index.html" && (!name.endsWith(".wasm") || kept(name)));
      const page = bundle["index.html"];
      const version = createHash("sha256").update(built.join()).update(page?.type === "asset" ? page.source : "");
      const source = readFileSync(new URL("./src/sw.js", import.meta.url), "utf8")
        .replaceAll("__NAME__", name)
        .replace("__FILES__", JSON.stringify(["./", ...shell, ...built]))
        .replace("__VERSION__", version.digest("hex").slice(0, 12));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  },
};

/** Bytes on the wire: after brotli, as a good server sends them. */
const wire = (...names: string[]) =>
  names.reduce((sum, name) => {
    const bytes = readFileSync(new URL(name, model));
    return sum + Math.min(bytes.length, brotliCompressSync(bytes).length);
  }, 0);

export default defineConfig({
  base: "./", // works in any folder of any host
  plugins: [react(), head, offline],
  define: {
    __MODEL_BYTES__: wire(...shipped.filter((name) => name.endsWith(".pinnace"))),
    __RUNTIME_BYTES__: wire(core, ...["model.js", "worker.js", "explain.js"].filter((file) => shipped.includes(file))),
  },
  worker: { format: "es" },
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
