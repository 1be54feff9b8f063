/** node budget.mjs FOLDER ROUNDS: visits the pages of FOLDER/job.json; results.json. Started by budget.py. */
import fs from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";
import { MODES } from "./visit.mjs";

const [folder, rounds] = process.argv.slice(2);
const job = JSON.parse(fs.readFileSync(path.join(folder, "job.json"), "utf8"));
const cases = Object.entries(job.pages).map(([name, place]) => {
  const root = path.join(folder, place);
  const files = fs.readdirSync(root, { recursive: true }).filter((file) => fs.statSync(path.join(root, file)).isFile());
  return { name, html: fs.readFileSync(path.join(root, "index.html")), files: Object.fromEntries(files.map((file) => [file, path.join(root, file)])) };
});
// A worker's requests escape Chromium's throttling of its page, so the server is the slow line.
const server = await serve(cases, path.join(folder, "..", "brotli"), MODES.fast.network);
const browser = await chromium.launch({ executablePath: job.chromium, args: job.flags });
const found = Object.fromEntries(cases.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round++)
  for (const [index, { name }] of cases.entries()) found[name].push(await visit(server.address(index)));
fs.writeFileSync(path.join(folder, "results.json"), JSON.stringify(found));
await browser.close();
server.close();

/** Until the page is no longer busy: it has its model, and an answer to the text it holds. */
async function visit(address) {
  const context = await browser.newContext({ serviceWorkers: "block" }); // it keeps the same files, later
  server.sent();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const look = () => {
        const busy = !document.querySelector("textarea") || document.querySelector("[aria-busy=true]");
        if (busy) requestAnimationFrame(look);
        else window.ready = performance.now();
      };
      look();
    });
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable");
    await page.goto(address, { waitUntil: "commit", timeout: 60_000 });
    await page.waitForFunction(() => window.ready, null, { timeout: 150_000, polling: 20 });
    const ready = await page.evaluate(() => window.ready);
    const files = server.sent();
    const { metrics } = await devtools.send("Performance.getMetrics");
    const busy = 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
    return { ready, busy, files: Object.fromEntries(files.map(([path, bytes]) => [path.replace(/^\/\d+\//, ""), bytes])) };
  } finally {
    await context.close();
  }
}
