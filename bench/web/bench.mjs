/**
 * node bench.mjs FOLDER ROUNDS: visits every page of FOLDER/job.json, taking turns within each round; results.json.
 * ROUNDS such as fast:9/3, comma separated: mode, rounds of ours and the blank page, how many of them with the peers.
 * `pages.py` writes the job, starts this, and tells what came of it.
 */
import fs from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { cases } from "./cases.mjs";
import { pictures } from "./pictures.mjs";
import { memory } from "./memory.mjs";
import { serve } from "./server.mjs";
import { visit } from "./visit.mjs";

const WITH_PREDICTIONS = ["open", "throttled"];
const [folder, rounds] = process.argv.slice(2);
const job = JSON.parse(fs.readFileSync(path.join(folder, "job.json"), "utf8"));
const all = (job.pictures ? pictures : cases)({ ...job, folder, text: job.texts[0] }).map((one, index) => ({ ...one, index, peer: !one.package && one.id !== "blank page", visits: {} }));
const server = await serve(all, path.join(folder, "brotli"));
const browser = await chromium.launch({ executablePath: job.chromium, args: job.flags });

const modes = rounds.split(",").map((each) => /(\w+):(\d+)\/(\d+)/.exec(each).slice(1));
const most = Math.max(...modes.map(([, count]) => count));
for (let round = 0; round < most; round++)
  for (const [mode, count, withPeers] of modes.filter(([, count]) => round < count)) {
    for (const one of round % 2 ? all.toReversed() : all) {
      if (one.failed || (one.peer && round >= withPeers)) continue;
      const texts = one.id !== "blank page" && WITH_PREDICTIONS.includes(mode) ? job.texts : undefined;
      try {
        (one.visits[mode] ??= []).push(await visit(browser, server.address(one.index), mode, texts));
      } catch (error) {
        if (!one.peer) throw error;
        one.failed = String(error).split("\n")[0].slice(0, 200);
      }
    }
    console.error(`${mode}: round ${round + 1} of ${count}`);
  }
for (const one of all) if (one.package && job.marks.length && !one.id.endsWith("no hints")) one.memory = await memory(browser, server.address(one.index), job.texts, job.marks);
const results = all.map(({ id, package: name, peer, visits, failed, memory: used }) => ({ id, package: name, peer, failed, visits, memory: used }));
fs.writeFileSync(path.join(folder, "results.json"), JSON.stringify({ browser: browser.version(), node: process.version, results }));
await browser.close();
server.close();
