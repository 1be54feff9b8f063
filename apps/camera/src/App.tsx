/** One page: what the camera or a photo shows, what it is, and what the network got of it. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { allowed, open, type Refusal, type Sighting } from "./camera";
import { failure as failureOf, snapshot, subscribe, type Failure } from "./engine";
import { Picker, useDropped } from "./picking";
import { Samples } from "./Samples";
import { settings } from "./settings";
import { Status } from "./Status";
import { steady, type Shown } from "./steady";
import { Failed, Verdict } from "./Verdict";
import { Viewfinder, type Source } from "./Viewfinder";

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(bytes < 9950 ? 1 : 0)}\u00a0KB`;

function stop(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop();
}

export function App() {
  const { model, progress, failure } = useSyncExternalStore(subscribe, snapshot);
  const [source, setSource] = useState<Source>({ kind: "nothing" });
  const [shown, setShown] = useState<Shown | null>(null);
  const [seen, setSeen] = useState<ImageData | null>(null);
  const [speed, setSpeed] = useState<{ rate?: number; milliseconds: number } | null>(null);
  const [wrong, setWrong] = useState<Failure | null>(null);
  const flow = useRef(steady());

  const turn = useRef(0); // counts what was asked for: a camera that opens too late is closed again

  /** Looks at something else. */
  const forget = useCallback((next: Source) => {
    turn.current++;
    setSource((last) => {
      if (last.kind === "camera") stop(last.stream);
      return next;
    });
    setShown(null);
    setSeen(null);
    setSpeed(null);
    setWrong(null);
    flow.current = steady();
  }, []);

  const start = useCallback(async () => {
    forget({ kind: "asking" });
    const mine = turn.current;
    try {
      const stream = await open();
      if (turn.current !== mine) return stop(stream);
      stream.getVideoTracks()[0]?.addEventListener("ended", () => forget({ kind: "refused", why: "ended" }));
      forget({ kind: "camera", stream });
    } catch (why) {
      if (turn.current === mine) forget({ kind: "refused", why: why as Refusal });
    }
  }, [forget]);

  useEffect(() => {
    allowed().then((granted) => void (granted && start()));
  }, [start]);

  const show = useCallback((file: Blob) => forget({ kind: "photo", file }), [forget]);
  const over = useDropped(show);

  useEffect(() => {
    if (source.kind !== "photo" || !model) return;
    let live = true;
    const look = async () => {
      const begun = performance.now();
      const answer = await model.predict(source.file);
      const milliseconds = performance.now() - begun;
      const seen = await model.seen(source.file);
      if (!live) return;
      setShown(answer);
      setSpeed({ milliseconds });
      setSeen(seen);
    };
    look().catch((error: unknown) => live && setWrong(failureOf(error)));
    return () => void (live = false);
  }, [source, model]);

  const sighted = useCallback(({ answer, seen, rate, milliseconds }: Sighting) => {
    const now = flow.current(answer, performance.now());
    if (seen) setSeen(seen);
    if (!now) return;
    setShown(now);
    setSpeed({ rate, milliseconds });
  }, []);

  const labels = model?.labels ?? [];
  const bad = failure ?? wrong;
  const waiting = !bad && (!model || (!shown && (source.kind === "photo" || source.kind === "camera")));
  return (
    <div className="page" data-over={over}>
      <header>
        <h1>{settings.title}</h1>
        <Status />
      </header>
      <main>
        <Viewfinder source={source} model={model} shown={shown} bad={bad !== null} onStart={start} onSighting={sighted} onFailure={(error) => setWrong(failureOf(error))} />
        <nav aria-label="Pictures">
          {source.kind === "camera" ? (
            <button className="button" onClick={() => forget({ kind: "nothing" })}>Stop the camera</button>
          ) : (
            source.kind !== "nothing" && source.kind !== "asking" && <button className="button" onClick={start}>Use the camera</button>
          )}
          <Picker onPick={show}>Choose a photo</Picker>
          <span className="hint">or drop or paste one</span>
        </nav>
      </main>
      <section className="verdict" aria-label="What it is" aria-busy={waiting}>
        {bad ? <Failed {...bad} /> : <Verdict labels={labels} progress={model ? 1 : progress} shown={shown} seen={seen} looking={source.kind === "photo" || source.kind === "camera"} />}
        <Samples labels={labels} onPick={show} />
      </section>
      <footer>
        Model {kilobytes(__MODEL_BYTES__)}, runtime {kilobytes(__RUNTIME_BYTES__)}
        {speed && `, answer ${Math.max(0.1, speed.milliseconds).toFixed(1)}\u00a0ms`}
        {speed?.rate !== undefined && <span data-rate={speed.rate}>, {speed.rate} frames a second</span>}
      </footer>
    </div>
  );
}
