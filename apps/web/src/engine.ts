/** The worker and what it last said. Starts before React is even fetched; keeps the answer to the latest text. */
import type { Answer } from "./mood";
import { store } from "./store";
import type { Said } from "./worker";

export interface Engine {
  labels: readonly string[];
  /** 0 … 1 while the package comes in */
  progress: number;
  answer: Answer | null;
  failure: { code: string; message: string } | null;
}

const { change, ...followed } = store<Engine>({ labels: [], progress: 0, answer: null, failure: null });
export const { subscribe, snapshot } = followed;

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
worker.onerror = () => change({ failure: { code: "app.worker", message: "the worker did not start" } });
worker.onmessage = ({ data }: MessageEvent<Said>) => {
  if (data.kind === "progress") return change({ progress: data.share });
  if (data.kind === "ready") return change({ labels: data.labels, progress: 1 });
  if (data.kind === "failed") change({ failure: { code: data.code, message: data.message } });
  if (data.kind === "answer") change({ answer: data.answer, failure: null }); // a shorter text may fit again
  busy = false;
  send();
};

let busy = false; // one question at a time: what was typed meanwhile is asked once, not key by key
let asked = "";
let latest = "";
let frame = 0;

/** Asks for the mood of a text, once in a frame. */
export function ask(text: string) {
  latest = text;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(send);
}

function send() {
  if (busy || latest === asked) return;
  busy = true;
  asked = latest;
  worker.postMessage(latest);
}
