/** The camera: opening it, why it may not open, and its frames to the model, one at a time. No React. */
import type { Answer, Model } from "pinnace-model";

export type Refusal = "insecure" | "refused" | "none" | "busy" | "ended" | "unknown";

/** Rejects with a Refusal. The camera that looks away from the person, where there are several. */
export async function open(): Promise<MediaStream> {
  if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) throw "insecure" satisfies Refusal;
  try {
    const video = { facingMode: { ideal: "environment" }, width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 60 } };
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    throw refusal((error as DOMException).name);
  }
}

function refusal(name: string): Refusal {
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "unknown";
}

/** May the camera be opened without asking? Not every browser says. */
export async function allowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: "camera" as PermissionName })).state === "granted";
  } catch {
    return false;
  }
}

export interface Sighting {
  answer: Answer;
  /** every few frames: what the network got of this one */
  seen: ImageData | null;
  /** answers in the last second */
  rate: number;
  milliseconds: number;
}

const SEEN_EVERY = 250; // milliseconds

/**
 * Frames go to the model one at a time: of those that come while it looks only the last is looked at, so that an answer
 * is never older than two looks. Returns what ends it.
 */
export function watch(video: HTMLVideoElement, model: Model, tell: (sighting: Sighting) => void, fail: (error: unknown) => void): () => void {
  let live = true;
  let busy = false;
  let waiting = false; // a frame is there that was not looked at
  let shown = 0;
  const times: number[] = [];

  async function look() {
    const begun = performance.now();
    const due = begun - shown >= SEEN_EVERY;
    const seeing = due ? model.seen(video) : null; // of the same frame
    const [answer, seen] = await Promise.all([model.predict(video), seeing]);
    const now = performance.now();
    if (due) shown = now;
    times.push(now);
    while ((times[0] ?? now) < now - 1000) times.shift();
    if (live) tell({ answer, seen, rate: times.length, milliseconds: now - begun });
  }

  async function frame() {
    if (!live) return;
    next(video, frame);
    waiting = true;
    if (busy || video.readyState < 2) return;
    busy = true;
    try {
      while (waiting && live) {
        waiting = false;
        await look();
      }
    } catch (error) {
      if (live) fail(error);
    }
    busy = false;
  }

  next(video, frame);
  return () => void (live = false);
}

/** When the next frame is there; browsers without that tell when the screen is painted. */
const next = (video: HTMLVideoElement, then: () => void) =>
  "requestVideoFrameCallback" in video ? video.requestVideoFrameCallback(then) : requestAnimationFrame(then);
