/** Where the mood stands: a ruler that swells under it for two labels, a ranked list for more. */
import type { CSSProperties } from "react";
import { ends, hue, percent, type Answer, type Mood } from "./mood";

const TICKS = 97; // every twelfth is a long one

interface Props {
  labels: readonly string[];
  answer: Answer | null;
  mood: Mood | null;
  /** 0 … 1 while loading: the ruler fills from the left */
  progress: number;
}

export function Scale(props: Props) {
  return props.labels.length > 2 && props.answer ? <Ranks {...props} /> : <Ruler {...props} />;
}

function Ruler({ labels, answer, mood, progress }: Props) {
  const [left, right] = ends(labels);
  const place = answer ? (answer.probabilities[right] ?? 0.5) : 0.5;
  const width = 0.055 + 0.1 * (1 - (mood?.strength ?? 0)); // unsure is broad and low, sure is narrow and high
  const height = mood ? 0.5 + 0.5 * mood.strength : 0;
  const style = { "--place": place } as CSSProperties;
  return (
    <div className="ruler" style={style} aria-hidden="true">
      <div className="ticks">
        {Array.from({ length: TICKS }, (_, index) => {
          const x = index / (TICKS - 1);
          const swell = progress < 1 ? Number(x < progress) * 0.15 : height * Math.exp(-(((x - place) / width) ** 2));
          return <i key={index} data-long={index % 12 === 0} style={{ "--swell": swell.toFixed(3) } as CSSProperties} />;
        })}
      </div>
      {labels.length === 2 && (
        <div className="ends">
          <span style={{ "--own": hue(left, labels) } as CSSProperties}>{left}</span>
          <span style={{ "--own": hue(right, labels) } as CSSProperties}>{right}</span>
        </div>
      )}
    </div>
  );
}

const SHOWN = 6;

function Ranks({ labels, answer }: Props) {
  const ranked = [...labels].sort((a, b) => (answer?.probabilities[b] ?? 0) - (answer?.probabilities[a] ?? 0));
  return (
    <ol className="ranks">
      {ranked.slice(0, SHOWN).map((label) => {
        const probability = answer?.probabilities[label] ?? 0;
        return (
          <li key={label} style={{ "--share": probability, "--own": hue(label, labels) } as CSSProperties}>
            <span>{label}</span> <b>{percent(probability)}</b>
          </li>
        );
      })}
      {ranked.length > SHOWN && <li className="rest">and {ranked.length - SHOWN} more, less likely</li>}
    </ol>
  );
}
