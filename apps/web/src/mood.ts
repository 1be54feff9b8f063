/** What an answer of the model means on this page: a name, a place on the scale, a colour. No DOM, no model. */

/** A word that mattered. `begin` … `end` count UTF-16 units; `weight` is in nats, towards the answer's `toward`. */
export interface Mark {
  begin: number;
  end: number;
  weight: number;
}

export interface Answer {
  text: string;
  label: string;
  probabilities: Record<string, number>;
  /** the label that positive weights speak for */
  toward: string;
  marks: Mark[];
  milliseconds: number;
}

export interface Mood {
  /** "clearly positive", "leaning positive", "undecided" */
  name: string;
  label: string;
  probability: number;
  /** 0 … 1, how far from undecided: drives colour and swell */
  strength: number;
  hue: number;
}

/** Sun and storm first; the rest keep their distance from one another at equal lightness. */
const HUES = [70, 250, 155, 18, 205, 105, 340, 230];
const GLOOM = /^(neg|bad|sad|ang|hat|fear|dis|un|no|fals|fail|spam|tox|complain|0|1)/i;

/** Two labels as the ends of a scale, the gloomier one left. */
export function ends(labels: readonly string[]): [left: string, right: string] {
  const [first = "", second = ""] = labels;
  return GLOOM.test(second) && !GLOOM.test(first) ? [second, first] : [first, second];
}

export function hue(label: string, labels: readonly string[]): number {
  const index = labels.length === 2 ? (label === ends(labels)[1] ? 0 : 1) : labels.indexOf(label);
  return (HUES[index % HUES.length] ?? 0) + 22 * Math.floor(index / HUES.length); // the ninth is near the first, not the same
}

/** The likeliest first. */
export function ranked(answer: Answer): [label: string, probability: number][] {
  return Object.entries(answer.probabilities).sort(([, a], [, b]) => b - a);
}

export function mood({ label, probabilities }: Answer, labels: readonly string[]): Mood {
  const probability = probabilities[label] ?? 0;
  const chance = 1 / labels.length; // what an undecided model says of every label
  const strength = Math.max(0, (probability - chance) / (1 - chance));
  return { name: named(label, strength), label, probability, strength, hue: hue(label, labels) };
}

function named(label: string, strength: number): string {
  if (strength < 0.15) return "undecided";
  if (strength < 0.5) return `leaning ${label}`;
  return strength < 0.9 ? label : `clearly ${label}`;
}

/** "97 %": never 100, for no model is certain. */
export function percent(probability: number): string {
  return `${Math.min(99, Math.max(1, Math.round(100 * probability)))}\u202f%`;
}

/** The words that spoke for and against a label, strongest first, each once. */
export function reasons(answer: Answer, label: string): { because: string[]; despite: string[] } {
  const sign = label === answer.toward ? 1 : -1;
  const marks = strongest(answer).sort((a, b) => sign * (b.weight - a.weight));
  const words = (some: Mark[]) => [...new Set(some.map(({ begin, end }) => answer.text.slice(begin, end).toLowerCase()))];
  return {
    because: words(marks.filter((mark) => sign * mark.weight > 0)).slice(0, 3),
    despite: words(marks.filter((mark) => sign * mark.weight < 0).reverse()).slice(0, 2),
  };
}

const READABLE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u; // a full stop may weigh something, but explains nothing

/** Words worth a mark: at least an eighth of the strongest one, and of a tenth of a nat. */
export function strongest({ text, marks }: Answer): Mark[] {
  const most = heaviest(marks);
  const heavy = ({ weight }: Mark) => Math.abs(weight) >= Math.max(0.1, most / 8);
  return marks.filter((mark) => heavy(mark) && READABLE.test(text.slice(mark.begin, mark.end)));
}

export const heaviest = (marks: Mark[]) => marks.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 0);
