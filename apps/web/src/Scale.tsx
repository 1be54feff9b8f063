/** Where the mood stands: a ruler that swells under it for two labels, and is shared out among more. */
import type { CSSProperties } from "react";
import { ends, hue, ranked, type Answer, type Mood } from "./mood";

const TICKS = 97; // every twelfth is a long one

interface Props {
  labels: readonly string[];
  answer: Answer | null;
  mood: Mood | null;
  /** 0 … 1 while loading: the ruler fills from the left */
  progress: number;
}

interface Tick {
  /** 0 … 1 */
  swell: number;
  hue?: number;
}

export function Scale(props: Props) {
  const { labels, answer, progress } = props;
  const tick = progress < 1 ? loading(progress) : answer && labels.length > 2 ? shares(answer, labels) : swell(props);
  const two = labels.length === 2 ? ends(labels) : [];
  return (
    <div className="ruler" aria-hidden="true">
      <div className="ticks">
        {Array.from({ length: TICKS }, (_, index) => {
          const { swell, hue } = tick(index / (TICKS - 1));
          const tone = hue === undefined ? undefined : `oklch(var(--own-l) 0.1 ${hue})`;
          const style = { "--swell": swell.toFixed(3), "--tone": tone } as CSSProperties;
          return <i key={index} data-long={index % 12 === 0} style={style} />;
        })}
      </div>
      <div className="ends">
        {two.map((end) => <span key={end} style={{ "--own": hue(end, labels) } as CSSProperties}>{end}</span>)}
      </div>
    </div>
  );
}

const loading = (progress: number) => (x: number): Tick => ({ swell: x < progress ? 0.3 : 0 });

/** Two labels: a hill at the probability of the right one; unsure is broad and low, sure is narrow and high. */
function swell({ labels, answer, mood }: Props): (x: number) => Tick {
  if (!answer || !mood) return () => ({ swell: 0 });
  const place = answer.probabilities[ends(labels)[1]] ?? 0.5;
  const width = 0.055 + 0.1 * (1 - mood.strength);
  const height = 0.5 + 0.5 * mood.strength;
  return (x) => ({ swell: height * Math.exp(-(((x - place) / width) ** 2)) });
}

/** More labels: each its share of the ruler, the likeliest first and highest. */
function shares(answer: Answer, labels: readonly string[]): (x: number) => Tick {
  const order = ranked(answer);
  return (x) => {
    let upTo = 0;
    const found = order.find(([, probability]) => (upTo += probability) >= x) ?? order[0];
    const [label, probability] = found ?? ["", 0];
    return { swell: 0.3 + 0.7 * probability, hue: hue(label, labels) };
  };
}
