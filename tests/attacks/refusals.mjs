// Opens packages with the web SDK. stdin: a JSON list of base64; argv: the .wasm. stdout: [code or "accepted", milliseconds of processor time] of each.
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

import { opened } from "../../sdk/web/core.js";
import { PinnaceError } from "../../sdk/web/errors.js";

if (parseInt(process.versions.node) < 21) setFlagsFromString("--experimental-wasm-relaxed-simd");
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const answers = JSON.parse(readFileSync(0, "utf8")).map((text) => {
  const bytes = new Uint8Array(Buffer.from(text, "base64"));
  const start = process.cpuUsage();
  let code = "accepted";
  try {
    opened(module, bytes);
  } catch (error) {
    code = error instanceof PinnaceError ? error.code : `crash: ${error}`;
  }
  const { user, system } = process.cpuUsage(start);
  return [code, (user + system) / 1000];
});
console.log(JSON.stringify(answers));
