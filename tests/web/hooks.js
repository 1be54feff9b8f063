/**
 * The React hooks in a page, without a substitute for anything: test_react.py bundles this with a React of its choice.
 * `fetch` is only looked on and held up, so that what happens while a package is on its way can be seen.
 */
import { createElement, StrictMode, version } from "react";
import { createRoot } from "react-dom/client";
import { useModel, usePrediction } from "pinnace-two/react.js";

const TWO = new URL("web/two.pinnace", location.href).href;
const FOUR = new URL("web/four.pinnace", location.href).href;

const complaints = [];
for (const kind of ["error", "warn"]) console[kind] = (...said) => complaints.push(said.join(" "));
addEventListener("error", ({ message }) => complaints.push(message));
addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));

/** Every request for a package, in order; `hold` keeps those to come on this side of the network until `go`. */
const requests = [];
let hold = null;
const fetched = globalThis.fetch;
globalThis.fetch = async (address, options) => {
  if (!String(address).endsWith(".pinnace")) return fetched(address, options);
  const request = { address: String(address), signal: options.signal };
  requests.push(request);
  if (hold) await new Promise((go) => (request.go = go));
  return fetched(address, options);
};

const until = async (done) => {
  while (!done()) await new Promise((go) => setTimeout(go, 5));
};
const later = () => new Promise((go) => setTimeout(go, 50)); // for what must not happen: React is long done by then

/** A component that only uses the hooks, on a root of its own; `seen` is what it was given at each rendering. */
function mounted({ strict = false, ...properties }) {
  const seen = [];
  function Mood({ source, text = "", debounce }) {
    const { model, error, progress } = useModel(source);
    const answer = usePrediction(model, text, { debounce });
    seen.push({ labels: model?.labels, error: error?.code ?? error, progress, answer });
    return null;
  }
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  const render = (more) => {
    properties = { ...properties, ...more };
    const element = createElement(Mood, properties);
    root.render(strict ? createElement(StrictMode, null, element) : element);
  };
  render({});
  return { seen, render, last: () => seen.at(-1), unmount: () => root.unmount() };
}

const scenarios = {
  async "loading, progress, answer"() {
    const one = mounted({ source: new URL(TWO), text: "good, not bad at all" });
    await until(() => one.last()?.answer);
    return { first: one.seen[0], progress: one.seen.map(({ progress }) => progress), last: one.last() };
  },

  async error() {
    const one = mounted({ source: new URL("web/none.pinnace", location.href).href, text: "good" });
    await until(() => one.last()?.error);
    return one.last();
  },

  async "leaving stops it"() {
    hold = true;
    const one = mounted({ source: TWO });
    await until(() => requests[0]?.go);
    const before = requests[0].signal.aborted;
    one.unmount();
    await until(() => requests[0].signal.aborted);
    const renderings = one.seen.length;
    requests[0].go();
    await later();
    return { before, more: one.seen.length - renderings };
  },

  async "another package, the first still on its way"() {
    hold = true;
    const one = mounted({ source: TWO, text: "good" });
    await until(() => requests[0]?.go);
    one.render({ source: FOUR });
    await until(() => requests[1]?.go);
    requests[1].go();
    await until(() => one.last().answer);
    requests[0].go(); // too late
    await later();
    return { asked: requests.map(({ address, signal }) => [address.split("/").at(-1), signal.aborted]), labels: one.last().labels };
  },

  async "another package after the first"() {
    const one = mounted({ source: TWO, text: "good" });
    await until(() => one.last()?.answer);
    const before = one.seen.length;
    one.render({ source: FOUR });
    await until(() => one.last().labels?.length === 4 && one.last().answer);
    const states = one.seen.slice(before);
    const names = ({ answer }) => answer && Object.keys(answer.probabilities).length;
    return {
      forgotten: states.some(({ labels, answer }) => !labels && !answer),
      mixed: states.filter((state) => state.labels?.length === 4 && names(state) === 2).length,
      last: names(one.last()),
    };
  },

  async "the double effects of StrictMode"() {
    const one = mounted({ source: TWO, text: "good", strict: true });
    await until(() => one.last()?.answer);
    await later();
    return { asked: requests.map(({ signal }) => signal.aborted), last: one.last() };
  },

  async "typing faster than the debounce"() {
    const one = mounted({ source: TWO, debounce: 100 });
    await until(() => one.last()?.answer);
    const before = one.last().answer;
    const shown = one.seen.length;
    for (const text of ["g", "go", "goo", "good, not bad at all"]) one.render({ text });
    await until(() => one.last().answer !== before);
    const answers = new Set(one.seen.slice(shown).map(({ answer }) => answer));
    return { between: answers.size - 2, last: one.last().answer }; // the old one, the new one
  },

  async "the same text again is not asked again"() {
    const one = mounted({ source: TWO, text: "good" });
    await until(() => one.last()?.answer);
    const { answer } = one.last();
    one.render({});
    await later();
    return one.last().answer === answer && requests.length === 1;
  },
};

const name = document.documentElement.dataset.scenario;
const told = await scenarios[name]().catch((error) => ({ failed: String(error.stack) }));
await fetched("told", { method: "POST", body: JSON.stringify({ version, complaints, told }) });
