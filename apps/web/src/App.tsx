/** One page: what you write, what it sounds like, and why. */
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { ask, snapshot, subscribe } from "./engine";
import { Highlighted } from "./Highlighted";
import { mood as moodOf, type Mood } from "./mood";
import { settings } from "./settings";
import { Status } from "./Status";
import { Failed, Verdict } from "./Verdict";

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(bytes < 9950 ? 1 : 0)}\u00a0KB`;

export function App() {
  const [text, setText] = useState("");
  const { labels, progress, answer: last, failure } = useSyncExternalStore(subscribe, snapshot);
  useEffect(() => ask(text), [text]);
  const answer = text.trim() && last?.text.trim() ? last : null;
  const mood = answer && moodOf(answer, labels);
  useAtmosphere(mood);
  const busy = !failure && (!labels.length || (text.trim() !== "" && last?.text !== text));

  const field = useRef<HTMLTextAreaElement>(null);
  const rewrite = (text: string) => {
    setText(text);
    field.current?.focus();
  };

  return (
    <>
      <header>
        <h1>{settings.title}</h1>
        <Status />
      </header>
      <main>
        <Highlighted field={field} text={text} answer={answer} labels={labels} onChange={setText} />
        {!text && <Examples onPick={rewrite} />}
      </main>
      <section className="verdict" aria-label="What it sounds like" aria-busy={busy}>
        {failure ? <Failed {...failure} /> : <Verdict labels={labels} progress={progress} answer={answer} mood={mood} />}
      </section>
      <footer>
        <span>
          Model {kilobytes(__MODEL_BYTES__)}, runtime {kilobytes(__RUNTIME_BYTES__)}
          {answer && `, answer ${Math.max(0.1, answer.milliseconds).toFixed(1)}\u00a0ms`}
        </span>
        {text && <button onClick={() => rewrite("")}>Clear</button>}
      </footer>
    </>
  );
}

function Examples({ onPick }: { onPick: (text: string) => void }) {
  return (
    <p className="examples">
      Or try{" "}
      {settings.examples.map(({ name, text }, index) => (
        <span key={name}>
          {index > 0 && (index === settings.examples.length - 1 ? " or " : ", ")}
          <button onClick={() => onPick(text)}>{name}</button>
        </span>
      ))}
      .
    </p>
  );
}

/** Sets what the page's colours depend on; styles.css moves them slowly, or at once where motion is not wanted. */
function useAtmosphere(mood: Mood | null) {
  const strength = mood?.strength ?? 0;
  const hue = mood?.hue;
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--strength", (strength ** 0.7).toFixed(3)); // a slight mood shows already
    if (hue !== undefined) style.setProperty("--hue", String(hue));
  }, [strength, hue]);
}
