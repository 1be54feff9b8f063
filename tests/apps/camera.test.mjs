// The built camera app in Chromium, whose camera plays a film. scripts/web.py runs it where playwright-core and axe-core are:
//
//     cd FOLDER-WITH-NODE_MODULES && APP=…/app FILM=film.y4m node --test …/tests/apps/camera.test.mjs
//
// APP is what `ship --app` wrote, after `npm install && npm run build`; FILM shows a star, then a circle (examples/symbols).
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { APP, clean, DIST, launched, POLICY, visited } from "./visiting.mjs";

const JAVASCRIPT = 76_000; // bytes after brotli, React's 57,000 included
const DEVICE = "--use-fake-device-for-media-stream";
const FAKE = [`${DEVICE}=fps=30`, "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${process.env.FILM}`];
const SAMPLES = path.join(APP, "public", "samples");

let browser; // whose camera works, and whose person allows it
before(async () => { browser = await launched(...FAKE); });
after(() => browser.close());

/** The page with its model; the camera is on where it may be, as in `browser`. */
async function visit(t, { flags, ...options } = {}) {
  const own = flags && (await launched(...flags));
  if (own) t.after(() => own.close());
  return visited(t, own ?? browser, options);
}

const live = (page) => page.locator("[data-rate]").waitFor();
const named = (page, label) => page.locator(".name strong", { hasText: label }).waitFor();

/** A sample as the page's own picker gets it. */
async function choose(page, label) {
  await page.locator("input[type=file]").setInputFiles(path.join(SAMPLES, `${label}.jpg`));
  await page.locator("canvas[aria-label='The photo']").waitFor();
}

async function film(page) {
  const use = page.getByRole("button", { name: "Use the camera" });
  await page.locator("[data-rate]").or(use).first().waitFor();
  if (await use.isVisible()) await use.click();
  await live(page);
}

test("the camera's picture is named, then the next one", async (t) => {
  const { page, wrong } = await visit(t);
  await film(page);
  await named(page, "star");
  await named(page, "circle");
  await page.waitForFunction(() => /star|circle/.test(document.querySelector("[aria-live=polite]").textContent));
  const seen = await page.locator("figure canvas").evaluate((canvas) => [canvas.width, canvas.height, new Set(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data).size]);
  assert.ok(seen[0] >= 32 && seen[1] >= 32 && seen[2] > 10, String(seen)); // the network's picture, not an empty one
  assert.deepEqual(wrong, []);
});

test("every sample is what its name says: from the gallery, chosen, dropped and pasted", async (t) => {
  const { page, wrong } = await visit(t);
  const labels = readdirSync(SAMPLES).map((name) => path.parse(name).name);
  for (const label of labels) {
    await page.getByRole("button", { name: `Sample: ${label}` }).click();
    await named(page, label);
  }
  await choose(page, "heart");
  await named(page, "heart");
  for (const [event, label] of [["drop", "square"], ["paste", "spiral"]]) {
    await page.evaluate(async ([kind, label]) => {
      const files = new DataTransfer();
      files.items.add(new File([await (await fetch(`samples/${label}.jpg`)).blob()], "a.jpg", { type: "image/jpeg" }));
      dispatchEvent(kind === "drop" ? new DragEvent(kind, { dataTransfer: files }) : new ClipboardEvent(kind, { clipboardData: files }));
    }, [event, label]);
    await named(page, label);
  }
  assert.deepEqual(wrong, []);
});

test("from the camera to a photo and back; stopping lets the camera go", async (t) => {
  const { page } = await visit(t);
  await film(page);
  await page.evaluate(() => (globalThis.track = document.querySelector("video").srcObject.getVideoTracks()[0]));
  await choose(page, "triangle");
  await named(page, "triangle");
  assert.equal(await page.evaluate(() => globalThis.track.readyState), "ended");
  await page.getByRole("button", { name: "Use the camera" }).click();
  await live(page);
  await page.getByRole("button", { name: "Stop the camera" }).click();
  await page.getByText("Hold something up").waitFor();
});

test("a camera that is refused, missing, or pulled out, and an address without one, are said in words", async (t) => {
  for (const [flags, options, words] of [
    [[DEVICE, "--deny-permission-prompts"], {}, "The camera is not allowed here."],
    [[`${DEVICE}=device-count=0`, "--use-fake-ui-for-media-stream"], {}, "No camera found."],
    [["--host-resolver-rules=MAP app.test 127.0.0.1"], { host: "app.test" }, "No camera on this address."],
  ]) {
    const { page } = await visit(t, { ...options, flags, errors: true });
    const use = page.getByRole("button", { name: "Use the camera" });
    const alert = page.getByRole("alert");
    await use.or(alert).first().waitFor();
    if (!(await alert.isVisible())) await use.click();
    await alert.getByText(words).waitFor();
    await clean(page, words);
    await choose(page, "star"); // photos still work
    await named(page, "star");
  }
  const { page } = await visit(t);
  await film(page);
  await page.evaluate(() => document.querySelector("video").srcObject.getVideoTracks()[0].dispatchEvent(new Event("ended")));
  await page.getByText("The camera went away.").waitFor();
});

test("what is no picture, and what did not arrive, is said in words", async (t) => {
  const { page } = await visit(t, { errors: true });
  await page.locator("input[type=file]").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no") });
  assert.match(await page.getByRole("alert").textContent(), /no picture.*input\.picture/);
  await choose(page, "star"); // and then goes on
  await named(page, "star");
  for (const [options, what, code] of [
    [{ policy: POLICY.replace(" 'wasm-unsafe-eval'", "") }, "This page is not allowed to compute.", "core.forbidden"],
    [{ missing: /\.pinnace$/ }, "The model did not arrive.", "fetch.failed"],
  ]) {
    const { page } = await visit(t, { ...options, errors: true });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    const said = await alert.textContent();
    assert.ok(said.includes(what) && said.includes(code), said);
  }
});

test("without a worker the page still sees", async (t) => {
  const { page } = await visit(t, { policy: POLICY.replace("worker-src 'self'", "worker-src 'none'"), errors: true });
  await film(page);
  await named(page, "circle");
});

test("axe finds nothing: light and dark, phone and desk, camera, photo and neither", async (t) => {
  for (const colorScheme of ["light", "dark"])
    for (const width of [390, 1280]) {
      const { page } = await visit(t, { context: { colorScheme, reducedMotion: "reduce", viewport: { width, height: 800 } } });
      const fits = async (what) => {
        await clean(page, `${colorScheme} ${width} ${what}`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sideways <= 0, `${sideways} px too wide at ${width}`);
      };
      await film(page);
      await named(page, "star");
      await fits("camera");
      await choose(page, "heart");
      await named(page, "heart");
      await fits("photo");
      await page.getByRole("button", { name: "Use the camera" }).click();
      await page.getByRole("button", { name: "Stop the camera" }).click();
      await fits("neither");
    }
});

test("keys alone reach the camera, the picker and the samples", async (t) => {
  const { page } = await visit(t, { flags: [] });
  await page.getByRole("button", { name: "Sample: arrow" }).waitFor();
  const reached = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement.type === "file" ? "picker" : document.activeElement.textContent || document.activeElement.querySelector("img")?.alt));
  }
  assert.deepEqual(reached.slice(0, 3), ["Use the camera", "picker", "Sample: arrow"]);
  await page.keyboard.press("Enter");
  await page.locator(".name strong").waitFor();
});

test("motion only where it is wanted", async (t) => {
  for (const [reducedMotion, wanted] of [["no-preference", true], ["reduce", false]]) {
    const { page } = await visit(t, { context: { reducedMotion } });
    await choose(page, "star");
    await named(page, "star");
    const seconds = await page.evaluate(() => ["", "::before"].flatMap((part) => [...document.querySelectorAll("*")]
      .map((element) => Math.max(...getComputedStyle(element, part).transitionDuration.split(",").map(parseFloat)))));
    assert.equal(Math.max(...seconds) > 0, wanted);
  }
});

test("works offline: the server stops, the page opens again, sees and shows its samples", async (t) => {
  const { page, context, stop } = await visit(t, { errors: true });
  await page.getByText("Works offline").waitFor();
  stop();
  await context.setOffline(true);
  await page.reload();
  await page.getByText("Offline, and working").waitFor();
  await film(page);
  await named(page, "star");
  await page.getByRole("button", { name: "Sample: heart" }).click();
  await named(page, "heart");
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
