/** One visit of one page in a fresh context: nothing cached, nothing connected. */

/** What the network and the processor are slowed down to: bits per second, ms before each answer, times slower. */
export const MODES = {
  open: {},
  fast: { network: [10e6, 50] },
  slow: { network: [1.6e6, 150] },
  throttled: { network: [10e6, 50], slowdown: 4 },
};

/**
 * @returns {Promise<{first: number, wire: number, page: number, answer: number, blocks?: number[]}>} first: ms from the
 *   start of the navigation to the first answer; wire: bytes of everything but the page until then, with the heads of
 *   the answers; blocks: ms per prediction, each the mean of some 10 ms
 */
export async function visit(browser, address, mode, texts) {
  const { network, slowdown } = MODES[mode];
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const failed = new Promise((_, reject) => page.on("pageerror", reject));
    failed.catch(() => {});
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    const [bits, latency] = network ?? [];
    const throughput = bits / 8;
    if (network)
      await devtools.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput });
    if (slowdown) await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const urls = new Map();
    const bytes = new Map();
    devtools.on("Network.responseReceived", ({ requestId, response }) => urls.set(requestId, response.url));
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
    await page.goto(address, { waitUntil: "commit", timeout: 60_000 });
    await Promise.race([failed, page.waitForFunction(() => window.first, null, { timeout: 150_000, polling: 20 })]);
    const { at, answer } = await page.evaluate(() => window.first);
    for (let wait = 0; wait < 50 && urls.size > bytes.size; wait++) await page.waitForTimeout(20); // its last counts are late
    const fetched = [...bytes].map(([id, size]) => [urls.get(id), size]).filter(([url]) => url?.startsWith("http"));
    const sum = (ofPage) => fetched.filter(([url]) => (url === address) === ofPage).reduce((total, [, size]) => total + size, 0);
    const files = Object.fromEntries(fetched.filter(([url]) => url !== address).map(([url, size]) => [url.slice(address.length), size]));
    const measured = { first: at, wire: sum(false), page: sum(true), answer, files };
    return texts ? { ...measured, blocks: await page.evaluate(predictions, texts) } : measured;
  } finally {
    await context.close();
  }
}

/**
 * In the page. Blocks of 10 ms and more, since slowing a processor down means stopping it now and then: of a prediction
 * that takes less than the time between two stops, most would not notice.
 */
async function predictions(texts) {
  let next = 0;
  const block = async (count) => {
    const began = performance.now();
    for (let i = 0; i < count; i++) await window.predict(texts[next++ % texts.length]);
    return (performance.now() - began) / count;
  };
  const warm = performance.now() + 500;
  while (performance.now() < warm) await block(1);
  const count = Math.ceil(10 / (await block(texts.length)));
  const blocks = [];
  for (const end = performance.now() + 1000; performance.now() < end; ) blocks.push(await block(count));
  return blocks;
}
