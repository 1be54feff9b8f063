/** The picture that is looked at, the part of it that the network gets, and what to do where there is none. */
import { useEffect, useRef, useState, type CSSProperties } from "react";
import type { Model } from "pinnace-model";
import { watch, type Refusal, type Sighting } from "./camera";
import { settings } from "./settings";
import { hue, percent, type Shown } from "./steady";

export type Source =
  | { kind: "nothing" }
  | { kind: "asking" }
  | { kind: "refused"; why: Refusal }
  | { kind: "camera"; stream: MediaStream }
  | { kind: "photo"; file: Blob };

interface Props {
  source: Source;
  model: Model | null;
  shown: Shown | null;
  /** something went wrong, and the page says what */
  bad: boolean;
  onStart: () => void;
  onSighting: (sighting: Sighting) => void;
  onFailure: (error: unknown) => void;
}

const REFUSALS: Record<Refusal, [what: string, next: string]> = {
  insecure: ["No camera on this address.", "Browsers open cameras on https pages only. Photos work."],
  refused: ["The camera is not allowed here.", "Allow it in the address bar or in the system’s settings, then try again. Photos work without."],
  none: ["No camera found.", "Connect one and try again, or choose a photo."],
  busy: ["The camera is busy.", "Another app may be using it. Close that and try again."],
  ended: ["The camera went away.", "It was unplugged, or another app took it."],
  unknown: ["The camera did not open.", "Try again, or choose a photo."],
};

export function Viewfinder({ source, model, shown, bad, onStart, onSighting, onFailure }: Props) {
  const [size, setSize] = useState<[width: number, height: number]>([4, 3]);
  const live = source.kind === "camera" || source.kind === "photo";
  const label = shown?.label ?? "";
  return (
    <div className="finder" data-kind={source.kind} style={{ "--across": size[0], "--down": size[1] } as CSSProperties}>
      {source.kind === "camera" && <Live stream={source.stream} model={model} onSize={setSize} onSighting={onSighting} onFailure={onFailure} />}
      {source.kind === "photo" && (bad ? <div className="empty"><p>Nothing to see.</p></div> : <Photo file={source.file} onSize={setSize} />)}
      {live && model && shown && (
        <div className="frame" data-wide={size[0] * model.view.height > size[1] * model.view.width} style={{ aspectRatio: `${model.view.width} / ${model.view.height}` }} aria-hidden="true">
          {source.kind === "camera" && (
            <span style={{ "--own": hue(label, model.labels) } as CSSProperties}>{label} {percent(shown.probabilities[label] ?? 0)}</span>
          )}
        </div>
      )}
      {source.kind === "nothing" && (
        <div className="empty">
          <p>{settings.prompt}</p>
          <button className="button strong" onClick={onStart}>Use the camera</button>
        </div>
      )}
      {source.kind === "asking" && <div className="empty" role="status"><p>The browser asks whether this page may use the camera.</p></div>}
      {source.kind === "refused" && (
        <div className="empty" role="alert">
          <p>{REFUSALS[source.why][0]}</p>
          <p className="next">{REFUSALS[source.why][1]}</p>
        </div>
      )}
    </div>
  );
}

interface LiveProps extends Pick<Props, "model" | "onSighting" | "onFailure"> {
  stream: MediaStream;
  onSize: (size: [number, number]) => void;
}

function Live({ stream, model, onSize, onSighting, onFailure }: LiveProps) {
  const video = useRef<HTMLVideoElement>(null);
  const failed = useRef(onFailure);
  useEffect(() => void (failed.current = onFailure));
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    element.play().catch(() => {}); // taken away again before it began
    return () => void (element.srcObject = null);
  }, [stream]);
  useEffect(() => {
    if (video.current && model) return watch(video.current, model, onSighting, (error) => failed.current(error));
  }, [stream, model, onSighting]);
  const selfie = stream.getVideoTracks()[0]?.getSettings().facingMode === "user"; // people expect a mirror
  return (
    <video ref={video} muted playsInline data-mirror={selfie} aria-label="The camera’s picture"
      onResize={({ currentTarget }) => currentTarget.videoWidth && onSize([currentTarget.videoWidth, currentTarget.videoHeight])} />
  );
}

const MOST = 1280; // pixels of a side that are shown; the model looks at all of them

function Photo({ file, onSize }: { file: Blob; onSize: (size: [number, number]) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let live = true;
    createImageBitmap(file).then(
      (bitmap) => {
        const paper = canvas.current;
        if (live && paper) {
          const scale = Math.min(1, MOST / Math.max(bitmap.width, bitmap.height));
          paper.width = Math.max(1, Math.round(bitmap.width * scale));
          paper.height = Math.max(1, Math.round(bitmap.height * scale));
          paper.getContext("2d")?.drawImage(bitmap, 0, 0, paper.width, paper.height);
          onSize([paper.width, paper.height]);
        }
        bitmap.close();
      },
      () => {}, // the model says so as well
    );
    return () => void (live = false);
  }, [file, onSize]);
  return <canvas ref={canvas} role="img" aria-label="The photo" />;
}
