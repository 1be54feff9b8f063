/** What it is, in words and bars, and the same for those who listen. */
import { useEffect, useRef, useState, type CSSProperties } from "react";
import { failureOf } from "./failures";
import { settings } from "./settings";
import { hue, percent, ranked, type Shown } from "./steady";

interface Props {
  labels: readonly string[];
  /** 0 … 1 while the package comes in */
  progress: number;
  shown: Shown | null;
  seen: ImageData | null;
  /** there is something to look at */
  looking: boolean;
}

const BARS = 5;

export function Verdict({ labels, progress, shown, seen, looking }: Props) {
  const top = shown && (shown.probabilities[shown.label] ?? 0);
  const sure = top !== null && top >= settings.sure;
  const bars = shown ? ranked(shown.probabilities).slice(0, BARS) : [];
  const own = shown && sure ? { "--own": hue(shown.label, labels) } : {};
  if (progress < 1) return <p className="name"><strong>Loading {Math.round(100 * progress)}{"\u202f%"}</strong></p>;
  if (!looking) return <p className="known">This model tells {list(labels)}.</p>;
  return (
    <>
      <div className="said">
        <p className="name" data-sure={sure} style={own as CSSProperties} aria-hidden="true">
          <strong>{shown ? (sure ? shown.label : "not sure") : "Looking …"}</strong>
          {sure && <span>{percent(top)}</span>}
        </p>
        <Seen picture={seen} />
      </div>
      <ul className="bars">
        {bars.map(([label, probability]) => (
          <li key={label} style={{ "--share": probability.toFixed(3), "--own": hue(label, labels) } as CSSProperties}>
            <span>{label}</span>
            <span>{shown ? percent(probability) : ""}</span>
          </li>
        ))}
      </ul>
      <Spoken words={shown && top !== null ? (sure ? `${shown.label}, ${percent(top)}` : "not sure") : ""} />
    </>
  );
}

const NAMED = 12;

function list(labels: readonly string[]): string {
  const named = labels.length > NAMED ? [...labels.slice(0, NAMED - 1), `${labels.length - NAMED + 1} more`] : labels;
  return new Intl.ListFormat("en").format(named);
}

/** The picture that the network got, each of its pixels large enough to be seen. */
function Seen({ picture }: { picture: ImageData | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (picture && canvas.current) canvas.current.getContext("2d")?.putImageData(picture, 0, 0);
  }, [picture]);
  return (
    <figure data-empty={!picture}>
      <canvas ref={canvas} width={picture?.width ?? 1} height={picture?.height ?? 1} role="img" aria-label="The picture that the network got" />
      <figcaption>what the model saw</figcaption>
    </figure>
  );
}

/** Said politely, and only what stays: a voice that follows every frame would be in the way. */
function Spoken({ words }: { words: string }) {
  const [name] = words.split(",");
  const latest = useRef(words);
  latest.current = words;
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(latest.current), 700);
    return () => clearTimeout(timer);
  }, [name]);
  return <p className="spoken" aria-live="polite">{said}</p>;
}

export function Failed({ code, message }: { code: string; message: string }) {
  const { what, next } = failureOf(code);
  return (
    <div className="failed" role="alert">
      <p className="name"><strong>{what}</strong></p>
      <p>{next}</p>
      <p className="code">{message.startsWith(code) ? message : `${code}: ${message}`}</p>
    </div>
  );
}
