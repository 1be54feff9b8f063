// @ts-check
/** Every core that the server offers answers the server's request; it gets the answers, which it lacks, or what went wrong. */
import { lacks, replay } from "./replay.js";

/** @param {string} address @param {BodyInit} [body] */
const ask = async (address, body) => new Uint8Array(await (await fetch(address, body && { method: "POST", body })).arrayBuffer());

try {
  const request = await ask("request");
  const { cores } = document.documentElement.dataset;
  for (const name of (cores ?? "").split(" "))
    if (lacks(name)) await ask(`lacks/${name}`, "-");
    else await ask(`answers/${name}`, await replay(request, await ask(name)));
} catch (error) {
  await ask("failed", String(error instanceof Error ? error.stack : error));
}
