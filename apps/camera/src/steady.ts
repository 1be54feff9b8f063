/** Answers of a live picture flicker: what is shown is their mean over a fifth of a second or so, ten times a second. No DOM. */
import type { Answer } from "pinnace-model";

const MEMORY = 200; // milliseconds after which an answer counts a third
const SHOWN_EVERY = 100;

export interface Shown {
  label: string;
  /** label -> 0 … 1, adding up to 1 */
  probabilities: Record<string, number>;
}

export function steady(): (answer: Answer, now: number) => Shown | null {
  let mean: Record<string, number> = {};
  let last = -Infinity;
  let shown = -Infinity;
  return ({ label, probabilities }, now) => {
    const keep = Math.exp((last - now) / MEMORY);
    last = now;
    mean = Object.fromEntries(Object.entries(probabilities).map(([name, p]) => [name, keep * (mean[name] ?? p) + (1 - keep) * p]));
    if (now - shown < SHOWN_EVERY) return null;
    shown = now;
    return { label: ranked(mean)[0]?.[0] ?? label, probabilities: mean };
  };
}

/** The likeliest first. */
export function ranked(probabilities: Record<string, number>): [label: string, probability: number][] {
  return Object.entries(probabilities).sort(([, a], [, b]) => b - a);
}

/** Never 0 or 100: no model is certain. */
export function percent(probability: number): string {
  const whole = Math.min(99, Math.round(100 * probability));
  return `${whole || "<\u202f1"}\u202f%`;
}

/** Colours that keep their distance from one another, whatever the labels are. */
export const hue = (label: string, labels: readonly string[]) => (70 + Math.max(0, labels.indexOf(label)) * 137.5) % 360;
