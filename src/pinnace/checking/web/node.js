// @ts-check
/** node node.js CORE.wasm < request > answers; exit code 77: this engine lacks what that core needs */
import { readFileSync, writeSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { lacks, replay } from "./replay.js";

// Relaxed SIMD is in Node 21 and newer; in the ones before it waits behind a flag.
if (lacks(process.argv[2]) && parseInt(process.versions.node) < 21) setFlagsFromString("--experimental-wasm-relaxed-simd");
if (lacks(process.argv[2])) process.exit(77);
const answers = await replay(readFileSync(0), readFileSync(process.argv[2]));
for (let at = 0; at < answers.length; ) at += writeSync(1, answers, at);
