/** The model, in a thread of its own: the page stays smooth however long the text. */
import { load, PinnaceError, url } from "pinnace-model";
import type { Answer, Mark } from "./mood";

export type Said =
  | { kind: "progress"; share: number }
  | { kind: "ready"; labels: string[] }
  | { kind: "answer"; answer: Answer }
  | { kind: "failed"; code: string; message: string };

const MOST = 2000; // marks on a page: a whole book pasted in must not stop it

const say = (said: Said) => self.postMessage(said);

const loading = load(url, { onProgress: (bytes, total) => say({ kind: "progress", share: total ? bytes / total : 0 }) });
loading
  .then((model) => {
    model.explain("").catch(() => {}); // the engine's first steps and what reasons take, before they are waited for
    say({ kind: "ready", labels: [...model.labels] });
  })
  .catch(fail);

self.onmessage = async ({ data: text }: MessageEvent<string>) => {
  try {
    const model = await loading;
    const begun = performance.now();
    const { label, probabilities } = model.predict(text);
    const milliseconds = performance.now() - begun;
    const toward = model.labels.length === 2 ? (model.labels[1] ?? label) : label;
    const { words } = await model.explain(text, toward).catch(() => ({ words: [] })); // an answer holds without its reasons
    say({ kind: "answer", answer: { text, label, probabilities, toward, marks: marks(text, words), milliseconds } });
  } catch (error) {
    fail(error);
  }
};

function fail(error: unknown) {
  const code = error instanceof PinnaceError ? error.code : "app.unexpected";
  say({ kind: "failed", code, message: error instanceof Error ? error.message : String(error) });
}

/** The core counts bytes of UTF-8, a page counts UTF-16 units: one walk translates all places. */
function marks(text: string, words: readonly { begin: number; end: number; contribution: number }[]): Mark[] {
  const found: Mark[] = [];
  let byte = 0;
  let unit = 0;
  const unitAt = (target: number) => {
    while (byte < target && unit < text.length) {
      const point = text.codePointAt(unit) ?? 0;
      byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      unit += point < 0x10000 ? 1 : 2;
    }
    return unit;
  };
  for (const { begin, end, contribution } of words)
    if (contribution !== 0) found.push({ begin: unitAt(begin), end: unitAt(end), weight: contribution });
  if (found.length <= MOST) return found;
  const least = found.map(({ weight }) => Math.abs(weight)).sort((a, b) => b - a)[MOST] ?? 0;
  return found.filter(({ weight }) => Math.abs(weight) >= least).slice(0, MOST);
}
