/** Memory of a page while it predicts: JavaScript's heap after collecting garbage, and WebAssembly's. */
import fs from "node:fs";

/** @returns {Promise<{predictions: number, heap: number, wasm: number, resident: number}[]>} bytes */
export async function memory(browser, address, texts, marks) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const system = await browser.newBrowserCDPSession();
    await page.addInitScript(() => {
      const { Instance } = WebAssembly;
      WebAssembly.Instance = function (module, imports) {
        const instance = new Instance(module, imports);
        window.wasm = instance.exports.memory; // the SDK keeps it to itself
        return instance;
      };
    });
    await page.goto(address);
    await page.waitForFunction(() => window.first);
    const found = [];
    let done = 0;
    for (const predictions of marks) {
      await page.evaluate(
        async ([texts, count]) => {
          for (let i = 0; i < count; i++) await window.predict(texts[i % texts.length]);
        },
        [texts, predictions - done],
      );
      done = predictions;
      await devtools.send("HeapProfiler.collectGarbage");
      const { usedSize } = await devtools.send("Runtime.getHeapUsage");
      const wasm = await page.evaluate(() => window.wasm.buffer.byteLength);
      found.push({ predictions, heap: usedSize, wasm, resident: await renderers(system) });
    }
    return found;
  } finally {
    await context.close();
  }
}

/** Resident bytes of all renderer processes. */
async function renderers(system) {
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  const sizes = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${id}/status`, "utf8"))[1]));
  return 1024 * sizes.reduce((total, size) => total + size, 0);
}
