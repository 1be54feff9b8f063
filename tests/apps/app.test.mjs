// The built starter app in Chromium. scripts/web.py runs it where playwright-core and axe-core are installed:
//
//     cd FOLDER-WITH-NODE_MODULES && APP=…/app node --test …/tests/apps/app.test.mjs
//
// APP is what `ship --app` wrote, after `npm install && npm run build`.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { APP, clean, DIST, launched, POLICY, visited } from "./visiting.mjs";

const TEXT = "We waited an hour — Grüße 🙂 — and the soup was cold.\nNever again, I love it not.";
const JAVASCRIPT = 72_000; // bytes after brotli, React's 57,000 included

let browser;
before(async () => { browser = await launched(); });
after(() => browser.close());

/** The page, loaded and with its model. */
async function visit(t, { ready = true, ...options } = {}) {
  const visit = await visited(t, browser, options);
  if (ready) await visit.page.locator(".ends span, .name:not([data-waiting=true])").first().waitFor({ state: "attached" });
  return visit;
}

async function write(page, text) {
  await page.locator("textarea").fill(text);
  await page.waitForFunction(answered, text);
}

/** In the page: the verdict is that of this text. */
const answered = (text) => document.querySelector("textarea").value === text && !document.querySelector("[aria-busy=true]");

async function expected(text) {
  const { load, url } = await import(pathToFileURL(path.join(APP, "model", "model.js")).href);
  const model = await load(url);
  return { model, answer: model.predict(text) };
}

test("typing tells the mood that the model tells in Node", async (t) => {
  const { page, wrong } = await visit(t);
  await page.locator("textarea").pressSequentially("Quite good", { delay: 5 });
  await page.locator(".name p span").waitFor();
  await write(page, TEXT);
  await page.waitForFunction((text) => document.querySelector(".mirror").textContent === `${text}\u200b`, TEXT);
  const { answer } = await expected(TEXT);
  const percent = Math.min(99, Math.max(1, Math.round(100 * answer.probabilities[answer.label])));
  await page.waitForFunction((percent) => document.querySelector(".name p span").textContent.startsWith(percent), String(percent));
  assert.match(await page.locator(".name strong").textContent(), new RegExp(`${answer.label}|undecided`));
  await page.waitForFunction((label) => document.querySelector("[aria-live=polite]").textContent.includes(label), answer.label);
  assert.deepEqual(wrong, []);
});

test("the marked words are those that the model names", async (t) => {
  const { page } = await visit(t);
  await write(page, TEXT);
  await page.waitForFunction(() => document.querySelectorAll("mark").length > 0);
  const { model, answer } = await expected(TEXT);
  const { words } = await model.explain(TEXT, model.labels.length === 2 ? model.labels[1] : answer.label);
  const least = Math.max(0.1, ...words.map(({ contribution }) => Math.abs(contribution) / 8));
  const heavy = words.filter(({ contribution }) => Math.abs(contribution) >= least).map(({ word }) => word);
  const readable = heavy.filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word));
  assert.deepEqual(await page.locator("mark").allTextContents(), readable);
});

test("text and marks lie on each other, and nothing sticks out, on a phone and on a desk", async (t) => {
  for (const width of [390, 1280]) {
    const { page } = await visit(t, { context: { viewport: { width, height: 800 } } });
    for (const text of ["Short.", TEXT, `${TEXT} `.repeat(12)]) {
      await write(page, text);
      const { mirror, textarea, sideways } = await page.evaluate(() => {
        const box = (name) => {
          const element = document.querySelector(name);
          const { font, lineHeight, letterSpacing } = getComputedStyle(element);
          const { x, y, width, height } = element.getBoundingClientRect();
          return { x, y, width, height, font, lineHeight, letterSpacing, hidden: element.scrollHeight - element.clientHeight };
        };
        return { mirror: box(".mirror"), textarea: box("textarea"), sideways: document.documentElement.scrollWidth - innerWidth };
      });
      assert.deepEqual(textarea, mirror);
      assert.equal(textarea.hidden, 0);
      assert.ok(sideways <= 0, `${sideways} px too wide at ${width}`);
    }
  }
});

test("axe finds nothing serious: light and dark, phone and desk, empty and moody", async (t) => {
  for (const colorScheme of ["light", "dark"])
    for (const width of [390, 1280]) {
      const { page } = await visit(t, { context: { colorScheme, reducedMotion: "reduce", viewport: { width, height: 800 } } });
      for (const text of ["", "Wonderful, I love it, not bad at all.", "Awful, it broke. Never again, a waste of money."]) {
        await page.locator("textarea").fill(text);
        await page.waitForFunction(answered, text);
        await clean(page, `${colorScheme} ${width} “${text}”`);
      }
    }
});

test("works offline: the server stops, the page opens again and answers", async (t) => {
  const { page, context, stop } = await visit(t, { errors: true });
  await page.getByText("Works offline").waitFor();
  stop();
  await context.setOffline(true);
  await page.reload();
  await page.getByText("Offline, and working").waitFor();
  await write(page, TEXT);
  assert.notEqual(await page.locator(".why").textContent(), "");
});

test("keys alone: an example is reached, taken, and taken back", async (t) => {
  const { page } = await visit(t);
  await page.locator("textarea").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.notEqual(await page.locator("textarea").inputValue(), "");
  await page.locator(".name p span").waitFor();
  await page.locator("footer button").press("Enter");
  assert.equal(await page.locator("textarea").inputValue(), "");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
});

test("motion only where it is wanted", async (t) => {
  for (const [reducedMotion, wanted] of [["no-preference", true], ["reduce", false]]) {
    const { page } = await visit(t, { context: { reducedMotion } });
    await write(page, TEXT);
    const seconds = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll("body *")]
      .map((element) => Math.max(...getComputedStyle(element).transitionDuration.split(",").map(parseFloat))));
    assert.equal(Math.max(...seconds) > 0, wanted);
  }
});

test("what goes wrong is said in words", async (t) => {
  const forbidden = POLICY.replace(" 'wasm-unsafe-eval'", "");
  for (const [options, what, code] of [
    [{ policy: forbidden }, "This page is not allowed to compute.", "core.forbidden"],
    [{ missing: /\.pinnace$/ }, "The model did not arrive.", "fetch.failed"],
    [{ missing: /\.wasm$/ }, "The model did not arrive.", "fetch.failed"],
    [{ missing: /worker/ }, "Something went wrong.", "app.worker"],
  ]) {
    const { page } = await visit(t, { ...options, errors: true, ready: false });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    const said = await alert.textContent();
    assert.ok(said.includes(what) && said.includes(code), said);
  }
});

test("installable, and within its budget", () => {
  const manifest = JSON.parse(readFileSync(path.join(DIST, "manifest.webmanifest"), "utf8"));
  assert.ok(manifest.icons.every(({ src }) => existsSync(path.join(DIST, src))));
  assert.equal(manifest.display, "standalone");
  const assets = path.join(DIST, "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const bytes = scripts.reduce((sum, name) => sum + brotliCompressSync(readFileSync(path.join(assets, name))).length, 0);
  console.log(`JavaScript, React included: ${bytes} bytes after brotli`);
  assert.ok(bytes <= JAVASCRIPT);
});
