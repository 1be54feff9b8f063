// @ts-check
/** node node.js CORE.wasm < request > answers */
import { readFileSync, writeSync } from "node:fs";
import { replay } from "./replay.js";

const answers = await replay(readFileSync(0), readFileSync(process.argv[2]));
for (let at = 0; at < answers.length; ) at += writeSync(1, answers, at);
