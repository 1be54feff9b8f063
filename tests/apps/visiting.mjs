/** A built starter app on a server of its own, in a page of its own: what the apps' tests share. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const APP = path.resolve(process.env.APP);
export const DIST = path.join(APP, "dist");
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; manifest-src 'self'";
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm",
  ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json", ".jpg": "image/jpeg" };
const HANGS = 300_000; // milliseconds: for what never comes; everything is waited for by what it shows

export const launched = (...flags) => chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox", "--disable-gpu", ...flags] });

/** Fails on any request that leaves the server, and on any error in the page. */
export async function visited(t, browser, { policy = POLICY, missing = /$^/, errors = false, context: options = {}, host = "127.0.0.1" } = {}) {
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://here").pathname;
    const file = path.join(DIST, name.endsWith("/") ? `${name}index.html` : name);
    const found = existsSync(file) && !missing.test(name);
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream", "content-security-policy": policy });
    response.end(found ? readFileSync(file) : "");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const stop = () => { server.closeAllConnections(); server.close(); };
  const address = `http://${host}:${server.address().port}/`;
  const context = await browser.newContext(options);
  context.setDefaultTimeout(HANGS);
  t.after(async () => { await context.close(); stop(); });
  const page = await context.newPage();
  const wrong = [];
  context.on("request", (request) => request.url().startsWith(address) || wrong.push(request.url()));
  page.on("pageerror", (error) => wrong.push(error.message));
  if (!errors) page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  await page.goto(address);
  return { page, context, stop, wrong };
}

/** axe finds nothing. */
export async function clean(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`);
  assert.deepEqual(found, [], what);
}
