/**
 * node deadline.mjs JOB RESULT: visits job.address once per profile and measures, in the page, predictions of the SDK and
 * requests to the server, under Chromium's own throttling of processor and network.
 *
 * Chromium delays answers, not handshakes, so what is measured is a request on an open connection.
 */
import fs from "node:fs";
import os from "node:os";
import { chromium } from "playwright-core";

const [jobFile, resultFile] = process.argv.slice(2);
const job = JSON.parse(fs.readFileSync(jobFile, "utf8"));
const browser = await chromium.launch({ executablePath: job.chromium, args: job.flags });
const results = Object.fromEntries(job.profiles.map(({ name }) => [name, { device: [], requests: {} }]));
for (let round = 0; round < job.rounds; round++)
  for (const profile of job.profiles) {
    const found = await visit(profile);
    results[profile.name].device.push(...found.device);
    for (const [size, times] of Object.entries(found.requests)) (results[profile.name].requests[size] ??= []).push(...times);
    console.error(`${profile.name}: round ${round + 1} of ${job.rounds}`);
  }
fs.writeFileSync(resultFile, JSON.stringify({ browser: browser.version(), node: process.version, results }));
await browser.close();

async function visit({ network, slowdown }) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(job.address, { timeout: 60_000 });
    await page.waitForFunction(() => window.model, null, { timeout: 60_000, polling: 20 });
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    if (network) {
      const [latency, down, up] = network;
      await devtools.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: (down * 1e6) / 8, uploadThroughput: (up * 1e6) / 8 });
    }
    const requests = {};
    for (const size of job.sizes) requests[size] = await page.evaluate(ask, [size, job.requests]);
    await warm(page, job.inputs);
    if (slowdown > 1) await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    return { requests, device: await undisturbed(page) };
  } finally {
    await context.close();
  }
}

/** In the page: ms of each of `count` requests of `size` bytes, one after the other, after one to open the connection. */
async function ask([size, count]) {
  const body = "a ".repeat(size / 2);
  const times = [];
  for (let i = 0; i <= count; i++) {
    const began = performance.now();
    await (await fetch("/predict", { method: "POST", body })).text();
    if (i) times.push(performance.now() - began);
  }
  return times;
}

/**
 * In the page: ms per prediction, the mean of one long run. A processor is slowed down by stopping it now and then, and all
 * those stops must be in the figure: of short blocks, most would escape them.
 */
function predictions(ms) {
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < ms; count++) for (const text of window.texts) window.model.predict(text);
  return (performance.now() - began) / (count * window.texts.length);
}

/**
 * Blocks of 100 ms, five of which had a quarter of the machine to spare; else, after some seconds, the five that had most.
 * Where other programs want every core, a page that is stopped for them looks like a slower page.
 */
async function undisturbed(page) {
  const blocks = [];
  for (let tries = 0; tries < 60 && blocks.filter(({ spare }) => spare > 0.25).length < 5; tries++) {
    const before = ticks();
    const ms = await page.evaluate(predictions, 100);
    const after = ticks();
    blocks.push({ ms, spare: (after.idle - before.idle) / Math.max(after.all - before.all, 1) });
  }
  return blocks.sort((a, b) => b.spare - a.spare).slice(0, 5);
}

function ticks() {
  const all = os.cpus().map(({ times }) => times);
  const sum = (pick) => all.reduce((total, times) => total + pick(times), 0);
  return { idle: sum((times) => times.idle), all: sum((times) => Object.values(times).reduce((a, b) => a + b)) };
}

/** Runs at full speed until the browser's compilers, which work beside the page, have done what they can. */
async function warm(page, inputs) {
  await page.evaluate((coded) => {
    const bytes = coded.map((each) => Uint8Array.from(atob(each), (letter) => letter.charCodeAt(0)));
    window.texts = bytes.map((each) => new TextDecoder().decode(each));
  }, inputs);
  let best = Infinity;
  for (let tries = 0, idle = 0; tries < 60 && idle < 5; tries++) {
    const found = await page.evaluate(predictions, 100);
    idle = found < 0.97 * best ? 0 : idle + 1;
    best = Math.min(best, found);
  }
}
