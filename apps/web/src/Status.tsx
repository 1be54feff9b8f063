/** Two promises, and how far the second is kept. */
import { useOffline } from "./offline";

export function Status() {
  const { state, connected } = useOffline();
  const offline = { preparing: "Getting ready for offline", ready: "Works offline", unavailable: "Needs a connection to open" }[state];
  return (
    <ul className="status">
      <li>Nothing leaves this device</li>
      <li role="status" data-state={state}>{connected || state !== "ready" ? offline : "Offline, and working"}</li>
    </ul>
  );
}
