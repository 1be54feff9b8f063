/** A static host on the loopback that sends brotli-11, or a file as it is where that is smaller. */
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".wasm": "application/wasm", ".html": "text/html", ".txt": "text/plain",
  ".css": "text/css", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };
const { BROTLI_PARAM_QUALITY: QUALITY, BROTLI_PARAM_LGWIN: WINDOW } = zlib.constants;

/**
 * `line`, if there is one: bits per second, shared by all answers, and ms before each.
 * @returns {Promise<{address: (index: number) => string, sent: () => [string, number][], close: () => void}>} where each
 *   case's page is; paths and bytes of the bodies sent since it was asked last
 */
export async function serve(cases, cache, [bits, latency] = [Infinity, 0]) {
  fs.mkdirSync(cache, { recursive: true });
  const files = new Map();
  const sent = [];
  let free = 0; // when the line is
  cases.forEach(({ html, files: named, alone }, index) => {
    const add = (name, bytes) => files.set(`/${index}/${name}`, { bytes, packed: packed(bytes, cache), alone });
    add("", Buffer.from(html));
    for (const [name, place] of Object.entries(named)) add(name, fs.readFileSync(place));
  });
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const found = files.get(pathname);
    if (!found) return response.writeHead(404).end();
    const small = found.packed.length < found.bytes.length;
    const body = small ? found.packed : found.bytes;
    response.writeHead(200, {
      "content-type": TYPES[path.extname(pathname) || ".html"] ?? "application/octet-stream",
      "content-length": body.length,
      "cache-control": "no-store",
      ...(small && { "content-encoding": "br" }),
      // Isolation makes the clock of the page precise to 5 µs.
      ...(!found.alone && { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }),
    });
    sent.push([pathname, body.length]);
    if (!latency) return response.end(body);
    free = Math.max(free, performance.now() + latency) + (1000 * 8 * body.length) / bits;
    setTimeout(() => response.end(body), free - performance.now());
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: (index) => `http://localhost:${server.address().port}/${index}/`, sent: () => sent.splice(0), close: () => server.close() };
}

/** Kept between runs: brotli-11 of a peer's wasm takes half a minute. */
function packed(bytes, cache) {
  const place = path.join(cache, `${crypto.createHash("sha256").update(bytes).digest("hex").slice(0, 24)}.br`);
  if (!fs.existsSync(place)) {
    fs.writeFileSync(`${place}.part`, zlib.brotliCompressSync(bytes, { params: { [QUALITY]: 11, [WINDOW]: 24 } }));
    fs.renameSync(`${place}.part`, place);
  }
  return fs.readFileSync(place);
}
