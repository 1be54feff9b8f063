/** The mood in words: its name riding on the scale, why, and the same for those who listen. */
import { useEffect, useState, type CSSProperties } from "react";
import { failureOf } from "./failures";
import { ends, hue, percent, ranked, reasons, type Answer, type Mood } from "./mood";
import { Scale } from "./Scale";

interface Props {
  labels: readonly string[];
  progress: number;
  answer: Answer | null;
  mood: Mood | null;
}

const SHOWN = 5; // labels beside the likeliest

export function Verdict({ labels, progress, answer, mood }: Props) {
  const many = labels.length > 2;
  const place = many ? 0 : (answer?.probabilities[ends(labels)[1]] ?? 0.5);
  const waiting = labels.length ? "\u00a0" : `Loading ${Math.round(100 * progress)}\u202f%`;
  return (
    <>
      <div className={many ? "name many" : "name"} style={{ "--place": place } as CSSProperties} aria-hidden="true">
        <p>
          <strong>{mood?.name ?? waiting}</strong>
          {mood && <span>{percent(mood.probability)}{mood.name === "undecided" && ` ${mood.label}`}</span>}
        </p>
        {many && answer && <Others answer={answer} labels={labels} />}
      </div>
      <Scale labels={labels} answer={answer} mood={mood} progress={labels.length ? 1 : progress} />
      <p className="why">{answer && mood && <Why answer={answer} mood={mood} labels={labels} />}</p>
      <Spoken mood={mood} />
    </>
  );
}

function Others({ answer, labels }: { answer: Answer; labels: readonly string[] }) {
  const others = ranked(answer).slice(1);
  return (
    <ol className="ranks">
      {others.slice(0, SHOWN).map(([label, probability]) => (
        <li key={label} style={{ "--share": probability, "--own": hue(label, labels) } as CSSProperties}>
          {label} <small>{percent(probability)}</small>
        </li>
      ))}
      {others.length > SHOWN && <li style={{ "--share": 0 } as CSSProperties}>{others.length - SHOWN} more</li>}
    </ol>
  );
}

function Why({ answer, mood, labels }: { answer: Answer; mood: Mood; labels: readonly string[] }) {
  const { because, despite } = reasons(answer, mood.label);
  const other = labels.length === 2 ? labels.find((label) => label !== mood.label) : undefined;
  const against = other === undefined ? undefined : hue(other, labels);
  if (!because.length && !despite.length) return "No word here weighs much.";
  return (
    <>
      {because.length > 0 && <>Because of <Words words={because} hue={hue(mood.label, labels)} /></>}
      {despite.length > 0 && <>{because.length ? ", despite" : "Despite"} <Words words={despite} hue={against} /></>}.
    </>
  );
}

function Words({ words, hue }: { words: string[]; hue: number | undefined }) {
  return words.map((word, index) => (
    <span key={word}>
      {index > 0 && (index === words.length - 1 ? " and " : ", ")}
      <q style={{ "--own": hue } as CSSProperties}>{word}</q>
    </span>
  ));
}

/** Said politely, and only when writing pauses: a voice that follows every key would be in the way. */
function Spoken({ mood }: { mood: Mood | null }) {
  const words = mood ? `${mood.name}, ${percent(mood.probability)} ${mood.label}` : "";
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), 700);
    return () => clearTimeout(timer);
  }, [words]);
  return <p className="spoken" aria-live="polite">{said}</p>;
}

export function Failed({ code, message }: { code: string; message: string }) {
  const { what, next } = failureOf(code);
  return (
    <div className="failed" role="alert">
      <div className="name"><p><strong>{what}</strong></p></div>
      <p className="why">{next}</p>
      <p className="code">{message.startsWith(code) ? message : `${code}: ${message}`}</p>
    </div>
  );
}
