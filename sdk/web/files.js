// @ts-check
/** Files, where there are such: fetched in Node, Deno and Bun only. */

/** @internal @param {URL} url @param {AbortSignal} [signal] */
export async function read(url, signal) {
  // Spelt so that no bundler follows it.
  const fs = await import(/* webpackIgnore: true */ /* @vite-ignore */ ["node", "fs/promises"].join(":"));
  return new Uint8Array(await fs.readFile(url, { signal }));
}
