// @ts-check
/** node node.js CORE.wasm < request > answers; exit code 77: this engine lacks what that core needs */
import { readFileSync, writeSync } from "node:fs";
import { lacks, replay } from "./replay.js";

// Relaxed SIMD is in Node 21 and newer.
if (lacks(process.argv[2])) process.exit(77);
const answers = await replay(readFileSync(0), readFileSync(process.argv[2]));
for (let at = 0; at < answers.length; ) at += writeSync(1, answers, at);
