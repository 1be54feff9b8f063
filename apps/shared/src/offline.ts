/** Registers sw.js and says in words how far it is. */
import { useEffect, useState } from "react";

export type Offline = "preparing" | "ready" | "unavailable";

export function useOffline(): { state: Offline; connected: boolean } {
  const [state, setState] = useState<Offline>("preparing");
  const [connected, setConnected] = useState(navigator.onLine);

  useEffect(() => {
    const update = () => setConnected(navigator.onLine);
    addEventListener("online", update);
    addEventListener("offline", update);
    if (import.meta.env.DEV || !navigator.serviceWorker) setState("unavailable");
    else {
      navigator.serviceWorker.register("./sw.js").catch(() => setState("unavailable"));
      navigator.serviceWorker.ready.then(() => setState("ready")); // its cache was filled before it became active
    }
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);

  return { state, connected };
}
