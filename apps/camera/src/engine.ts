/** The model, in a worker of the SDK's, and how far it is. Starts before React is even fetched. */
import { load, url, type Model } from "pinnace-model";
import { store } from "./store";

export interface Engine {
  model: Model | null;
  /** 0 … 1 while the package comes in */
  progress: number;
  failure: Failure | null;
}

export interface Failure {
  code: string;
  message: string;
}

const { change, ...followed } = store<Engine>({ model: null, progress: 0, failure: null });
export const { subscribe, snapshot } = followed;

export function failure(error: unknown): Failure {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return { code: typeof code === "string" ? code : "app.unexpected", message: String(message ?? error) };
}

load(url, { onProgress: (bytes, total) => change({ progress: total ? bytes / total : 0 }) })
  .then(async (model) => {
    await model.predict(new ImageData(1, 1)); // the engine's first steps, before they are waited for
    change({ model, progress: 1 });
  })
  .catch((error: unknown) => change({ failure: failure(error) }));
