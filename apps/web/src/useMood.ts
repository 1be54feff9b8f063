/** The worker as React state: always the answer to the latest text, at most one question on its way. */
import { useEffect, useRef, useState } from "react";
import type { Answer } from "./mood";
import type { Said } from "./worker";

export interface Model {
  labels: readonly string[];
  /** 0 … 1 while the package comes in */
  progress: number;
  answer: Answer | null;
  failure: { code: string; message: string } | null;
}

export function useMood(text: string): Model {
  const [model, setModel] = useState<Model>({ labels: [], progress: 0, answer: null, failure: null });
  const worker = useRef<Worker>(null);
  const busy = useRef(false);
  const asked = useRef("");
  const latest = useRef(text);

  const ask = () => {
    if (busy.current || !worker.current || latest.current === asked.current) return;
    asked.current = latest.current;
    busy.current = true;
    worker.current.postMessage(latest.current);
  };

  useEffect(() => {
    const own = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const fail = (code: string, message: string) => setModel((before) => ({ ...before, failure: { code, message } }));
    own.onerror = () => fail("app.worker", "the worker did not start");
    own.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.kind === "progress") setModel((before) => ({ ...before, progress: data.share }));
      if (data.kind === "ready") setModel((before) => ({ ...before, labels: data.labels, progress: 1 }));
      if (data.kind === "failed") fail(data.code, data.message);
      if (data.kind !== "answer") return;
      busy.current = false;
      setModel((before) => ({ ...before, answer: data.answer }));
      ask();
    };
    worker.current = own;
    return () => {
      own.terminate();
      worker.current = null;
      busy.current = false;
      asked.current = "";
    };
  }, []);

  useEffect(() => {
    latest.current = text;
    const frame = requestAnimationFrame(ask); // several keys within a frame make one question
    return () => cancelAnimationFrame(frame);
  }, [text]);

  return model;
}
