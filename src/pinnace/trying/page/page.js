// @ts-check
/** The page: what is typed or dropped, answered by the shipped files in model/. Nothing else is fetched or sent. */
import { load, url } from "./model/model.js";
import { asCsv, texts } from "./table.js";
import { marked, strongest } from "./words.js";

const HUES = [35, 195, 285, 95, 250, 345, 140, 65]; // neighbours differ in warmth, so they differ for most eyes
const SHOWN = 2000; // rows of a file on the page; all of them are saved
const EXPLAINED = 20_000; // characters: a longer text is answered, not marked

/** @type {(id: string) => any} */
const at = (id) => document.getElementById(id);
const [text, mirror] = [at("text"), at("mirror")];

/** @param {string} tag @param {Record<string, any>} [properties] @param {(Node | string)[]} children */
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** @param {HTMLElement} node @param {Record<string, number | string>} values custom properties: a policy forbids style="" */
function styled(node, values) {
  for (const [name, value] of Object.entries(values)) node.style.setProperty(name, String(value));
  return node;
}

/** No model is certain. @param {number} share */
const percent = (share) => `${share >= 0.9995 ? "> 99.9" : (100 * share).toFixed(1)} %`;

try {
  start(await load(url));
} catch (error) {
  at("labels").textContent = "";
  fail(error);
}
at("answer").removeAttribute("aria-busy");

/** @param {any} error */
function fail(error) {
  at("error").textContent = error.message;
  at("error").hidden = false;
}

/** @param {import("./model/model.js").Model} model */
function start(model) {
  /** @type {(label: string) => number} */
  const hue = (label) => HUES[model.labels.indexOf(label) % HUES.length];
  /** @type {number | undefined} */
  let later;
  /** @type {{text: string, label: string, probability: number}[]} */
  let rows = [];

  const few = model.labels.slice(0, 4).join(" · ");
  at("labels").textContent = model.labels.length > 4 ? `${few} · ${model.labels.length - 4} more` : few;
  text.addEventListener("input", answer);
  at("back").addEventListener("click", back);
  at("save").addEventListener("click", save);
  at("file").addEventListener("change", () => open(at("file").files[0]));
  addEventListener("dragover", (event) => (event.preventDefault(), document.body.classList.add("over")));
  addEventListener("dragleave", () => document.body.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("over");
    open(event.dataTransfer?.files[0]);
  });
  text.value ||= decodeURIComponent(location.hash.slice(1)); // page#some%20text; never leaves the browser
  answer();

  /** Everything that follows the text. */
  function answer() {
    const { value } = text;
    const { label, probabilities } = model.predict(value);
    const empty = !value.trim(); // what a model says of nothing is of no use to anyone
    const said = empty ? "Nothing to read yet" : label;
    const sure = empty ? "" : percent(probabilities[label]);
    styled(document.documentElement, { "--hue": hue(label) });
    at("answer").classList.toggle("empty", empty);
    at("label").textContent = said;
    at("percent").textContent = sure;
    bars(probabilities);
    why(value).catch(fail);
    clearTimeout(later);
    later = setTimeout(() => {
      at("spoken").textContent = empty ? said : `${said}, ${sure}`;
      at("time").textContent = `${measured(value)} ms`;
      wire();
    }, 350);
  }

  /** @param {Record<string, number>} probabilities */
  function bars(probabilities) {
    const list = model.labels.length > 8 ? [...model.labels].sort((a, b) => probabilities[b] - probabilities[a]) : model.labels;
    at("bars").replaceChildren(...list.map((label) => {
      const bar = styled(element("i"), { "--of": hue(label), width: `${100 * probabilities[label]}%` });
      const [name, value] = [element("span", { className: "name" }, label), element("span", { className: "value" }, percent(probabilities[label]))];
      return element("li", {}, name, value, element("span", { className: "bar", ariaHidden: "true" }, bar));
    }));
  }

  /** Marks in the text, and the strongest words as a list. @param {string} value */
  async function why(value) {
    const short = value.length <= EXPLAINED;
    const { label, words } = short ? await model.explain(value) : { label: "", words: [] };
    if (value !== text.value) return; // a later text is on its way
    /** @param {number} contribution for a label speaks its hue; against it the other's, where there are two */
    const voice = (contribution) =>
      contribution > 0 || model.labels.length > 2 ? hue(label) : hue(model.labels[1 - model.labels.indexOf(label)]);
    const parts = marked(value, words).map(({ text, much, contribution }) => {
      if (!much) return text;
      const mark = element("mark", { className: contribution < 0 ? "against" : "" }, text);
      return styled(mark, { "--of": voice(contribution), "--much": much.toFixed(2) });
    });
    mirror.replaceChildren(...parts, "\u200b"); // a last empty line has a height too
    const list = strongest(words, 8).map(({ word, contribution }) => {
      const sign = contribution > 0 ? "+" : "−";
      const title = `${contribution > 0 ? "for" : "against"} ${label}, in nats`;
      const item = element("li", { className: contribution > 0 ? "for" : "", title }, word, element("b", {}, sign + Math.abs(contribution).toFixed(2)));
      return styled(item, { "--of": voice(contribution) });
    });
    const none = value.trim() ? "None: no word of it is known to the model." : "They appear as you type.";
    at("words").replaceChildren(...(list.length ? list : [element("li", { className: "none" }, short ? none : "Too long to be marked; the answer holds.")]));
  }

  /** Milliseconds of one prediction: the mean of many, for browsers' clocks are coarse; warmed up. @param {string} value */
  function measured(value) {
    const [mean] = [0, 1, 2].map(() => {
      const begin = performance.now();
      let [runs, spent] = [0, 0];
      for (; spent < 4 && runs < 1000; spent = performance.now() - begin, runs++) model.predict(value);
      return spent / runs;
    }).sort((a, b) => a - b);
    return mean.toPrecision(2);
  }

  /** A file: every line or row is a text. @param {File | undefined} file */
  async function open(file) {
    if (!file) return;
    at("error").hidden = true;
    try {
      rows = texts(file.name, await file.text()).map((text) => {
        const { label, probabilities } = model.predict(text);
        return { text, label, probability: probabilities[label] };
      });
      if (!rows.length) throw new Error(`${file.name} holds no text`);
    } catch (error) {
      return fail(error);
    }
    at("rows-title").textContent = `${file.name}: ${rows.length.toLocaleString("en")} texts`;
    const counts = model.labels.map((label) => ({ label, count: rows.filter((row) => row.label === label).length }));
    const told = counts.filter(({ count }) => count);
    at("shares").ariaLabel = told.map(({ label, count }) => `${label}: ${count}`).join(", ");
    at("shares").replaceChildren(...told.map(({ label, count }) => styled(element("i", { title: `${label}: ${count}` }), { "--of": hue(label), "flex-grow": count })));
    at("table").replaceChildren(...rows.slice(0, SHOWN).map(({ text, label, probability }) =>
      styled(element("tr", {}, element("td", {}, label), element("td", {}, percent(probability)), element("td", {}, text.length > 300 ? `${text.slice(0, 299)}…` : text)), { "--of": hue(label) })));
    at("spoken").textContent = at("shares").ariaLabel;
    show(true);
  }

  function back() {
    show(false);
    at("file").value = "";
    text.focus();
  }

  /** @param {boolean} table the file's answers, or the text's */
  function show(table) {
    at("rows").hidden = !table;
    at("typing").hidden = at("answer").hidden = table;
  }

  function save() {
    const address = URL.createObjectURL(new Blob([asCsv(rows)], { type: "text/csv" }));
    element("a", { href: address, download: "answers.csv" }).click();
    URL.revokeObjectURL(address);
  }
}

/** What came over the wire for the model to run, as the browser counted it. */
function wire() {
  const sizes = performance.getEntriesByType("resource").map((entry) => {
    const { name, encodedBodySize } = /** @type {PerformanceResourceTiming} */ (entry);
    return { name, size: encodedBodySize };
  });
  /** @param {RegExp} which */
  const sum = (which) => sizes.filter(({ name }) => which.test(name)).reduce((total, { size }) => total + size, 0);
  /** @param {number} bytes */
  const shown = (bytes) => (bytes ? `${(bytes / 1000).toFixed(1)} KB` : "–");
  at("wire").textContent = shown(sum(/\/model\/((?:model|explain)\.js|[^/]*\.wasm|[^/]*\.pinnace)$/));
  at("model").textContent = shown(sum(/\.pinnace$/));
}
