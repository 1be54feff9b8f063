/** Two promises, and how far the second is kept. */
import { useOffline } from "./offline";

const WORDS = { preparing: "Saving for offline", ready: "Works offline", unavailable: "Online only" };

export function Status() {
  const { state, connected } = useOffline();
  const offline = WORDS[state];
  return (
    <div className="status">
      <span>Nothing leaves this device</span>
      <span role="status" data-state={state}>{connected || state !== "ready" ? offline : "Offline, and working"}</span>
    </div>
  );
}
