/**
 * node deadline.mjs JOB RESULT: opens the web starter once per profile and measures in its page, under Chromium's own
 * throttling of processor and network: requests to a server, predictions of shipped packages, answers of the starter.
 * Rounds that RESULT holds already are kept: a long measurement may be made in several.
 *
 * Chromium delays answers, not handshakes, so what is measured is a request on an open connection. It slows down the page's
 * thread and no worker, so the starter's worker is run in the page's thread.
 */
import fs from "node:fs";
import { chromium } from "playwright-core";

const [jobFile, resultFile] = process.argv.slice(2);
const job = JSON.parse(fs.readFileSync(jobFile, "utf8"));
const launched = () => chromium.launch({ executablePath: job.chromium, args: job.flags });
let browser = await launched();
const kept = fs.existsSync(resultFile) ? JSON.parse(fs.readFileSync(resultFile, "utf8")).visits : [];
for (let round = 0; round < job.rounds; round++)
  for (const profile of job.profiles) {
    try {
      kept.push({ profile: profile.name, ...(await visit(profile)) });
    } catch (error) {
      console.error(`${profile.name}: not measured: ${error.message}`); // a browser that is killed loses one visit
      browser = browser.isConnected() ? browser : await launched();
    }
    fs.writeFileSync(resultFile, JSON.stringify({ browser: browser.version(), node: process.version, visits: kept }));
    console.error(`${profile.name}: round ${round + 1} of ${job.rounds}`);
  }
await browser.close();

async function visit({ network, slowdown }) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    await page.addInitScript(workersInThePage);
    await page.goto(job.address, { timeout: 60_000 });
    await page.waitForFunction(() => window.ready, null, { timeout: 60_000, polling: 20 });
    const devtools = await context.newCDPSession(page);
    const slow = (rate) => devtools.send("Emulation.setCPUThrottlingRate", { rate });
    await devtools.send("Network.enable");
    for (const { name, inputs } of job.packages) await page.evaluate(loaded, [name, inputs]);
    if (network) {
      const [latency, down, up] = network;
      await devtools.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: (down * 1e6) / 8, uploadThroughput: (up * 1e6) / 8 });
    }
    const requests = {};
    for (const size of job.sizes) requests[size] = await page.evaluate(ask, [size, job.requests]);
    const device = {};
    for (const { name } of job.packages) {
      await page.evaluate(predictions, [name, 50]); // until the compilers have done what they can
      await slow(slowdown);
      device[name] = await page.evaluate(predictions, [name, job.answers]);
      await slow(1);
    }
    await typed(page, 20);
    await slow(slowdown);
    return { requests, device, starter: await typed(page, job.answers) };
  } finally {
    await context.close();
  }
}

/** In the page, before its code: a Worker that runs in the page's thread; window.answers are the ms it says it took. */
function workersInThePage() {
  window.answers = [];
  window.Worker = class {
    constructor(address) {
      window.postMessage = (data) => {
        if (data.kind === "ready") window.ready = true;
        if (data.kind === "answer") window.answers.push(data.answer.milliseconds);
        queueMicrotask(() => this.onmessage({ data }));
      };
      import(address);
    }
    postMessage(data) {
      queueMicrotask(() => window.onmessage({ data }));
    }
  };
}

/** Writes texts into the starter's field, one after the other: the ms of each answer, by the starter's own clock. */
async function typed(page, count) {
  return page.evaluate(async ([texts, count]) => {
    const field = document.querySelector("textarea");
    const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
    window.answers.length = 0;
    for (let i = 0; i < count; i++) {
      set.call(field, `${texts[i % texts.length]} ${i}`); // the starter answers only what has changed
      field.dispatchEvent(new Event("input", { bubbles: true }));
      for (let waited = 0; window.answers.length <= i && waited < 5_000; waited += 4) await new Promise((done) => setTimeout(done, 4));
    }
    return window.answers.slice();
  }, [job.texts, count]);
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

/** In the page: a shipped package, and raw inputs for it. */
async function loaded([name, inputs]) {
  const { load, url } = await import(`/packages/${name}/model.js`);
  const bytes = inputs.map((each) => Uint8Array.from(atob(each), (letter) => letter.charCodeAt(0)));
  (window.packages ??= {})[name] = { model: await load(url), inputs: bytes };
}

/**
 * In the page: ms of each of `count` predictions, one now and then, as an app asks. A processor is slowed down by stopping
 * it now and then: most predictions escape, so their mean counts, never their median.
 */
async function predictions([name, count]) {
  const { model, inputs } = window.packages[name];
  const other = new Float64Array(1 << 20); // 8 MB, so that no model stays in the caches
  const times = [];
  for (let i = 0; i < count; i++) {
    await new Promise((done) => setTimeout(done, 20));
    window.sum = other.reduce((sum, each) => sum + each, 0);
    const began = performance.now();
    model.predict(inputs[i % inputs.length]);
    times.push(performance.now() - began);
  }
  return times;
}
