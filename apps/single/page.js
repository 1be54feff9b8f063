// The starter app in one file, without React: the same mood, name, ruler and reasons. Runs after the SDK, in one module with it.
const HUES = [70, 250, 155, 18, 205, 105, 340, 230];
const GLOOM = /^(neg|bad|sad|ang|hat|fear|dis|un|no|fals|fail|spam|tox|complain|0|1)/i;
const READABLE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u; // a full stop may weigh something, but explains nothing
const TICKS = 97;
const $ = (id) => document.getElementById(id);
const text = $("text");
const root = document.documentElement.style;

const element = (tag, content = "", properties = {}) => {
  const made = document.createElement(tag);
  made.textContent = content;
  for (const [name, value] of Object.entries(properties)) made.style.setProperty(name, value);
  return made;
};

let model, labels, left, right, asked;

try {
  model = new Model(new Core(await WebAssembly.compile(pinnace.core), pinnace.bytes));
  labels = model.labels;
  [left, right] = GLOOM.test(labels[1]) && !GLOOM.test(labels[0]) ? [labels[1], labels[0]] : labels;
  if (labels.length === 2) $("ends").append(...[left, right].map((label) => element("span", label, { "--own": hue(label) })));
  $("ticks").append(...Array.from({ length: TICKS }, () => element("i")));
  text.value = words();
  text.oninput = () => requestAnimationFrame(show);
  show();
} catch (error) {
  $("name").textContent = "The model cannot run here.";
  $("why").textContent = error.message;
}

/** page.html#words: a fragment is never sent anywhere. */
function words() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

function hue(label) {
  const index = labels.length === 2 ? +(label !== right) : labels.indexOf(label);
  return HUES[index % HUES.length] + 22 * Math.floor(index / HUES.length);
}

function percent(probability) {
  return `${Math.min(99, Math.max(1, Math.round(100 * probability)))}\u202f%`;
}

function show() {
  const value = text.value;
  if (value === asked) return;
  asked = value;
  text.parentElement.dataset.size = value.length < 90 ? "large" : value.length < 280 ? "medium" : "small";
  if (!value.trim()) return draw(value, null);
  const { label, probabilities } = model.predict(value);
  const toward = labels.length === 2 ? right : label;
  const order = Object.entries(probabilities).sort(([, a], [, b]) => b - a);
  const strength = Math.max(0, (probabilities[label] - 1 / labels.length) / (1 - 1 / labels.length));
  const name = strength < 0.15 ? "undecided" : strength < 0.5 ? `leaning ${label}` : strength < 0.9 ? label : `clearly ${label}`;
  draw(value, { label, toward, order, strength, name, place: probabilities[right], marks: marks(value, toward) });
}

/** The words that matter, in UTF-16 units; the core counts bytes of UTF-8. */
function marks(value, toward) {
  const { words } = model.explain(value, toward);
  const most = Math.max(...words.map(({ contribution }) => Math.abs(contribution)), 0);
  let [byte, unit] = [0, 0];
  const place = (target) => {
    for (; byte < target && unit < value.length; unit += value.codePointAt(unit) > 0xffff ? 2 : 1) {
      const point = value.codePointAt(unit);
      byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return unit;
  };
  return words
    .map(({ begin, end, contribution: weight }) => ({ begin: place(begin), end: place(end), weight, share: Math.abs(weight) / Math.max(1, most) }))
    .filter(({ begin, end, weight }) => Math.abs(weight) >= Math.max(0.1, most / 8) && READABLE.test(value.slice(begin, end)));
}

function draw(value, mood) {
  const strength = mood ? mood.strength : 0;
  root.setProperty("--strength", strength ** 0.7);
  if (mood) root.setProperty("--hue", hue(mood.label));
  const pieces = [];
  let at = 0;
  for (const { begin, end, weight, share } of mood ? mood.marks : []) {
    const label = weight > 0 ? mood.toward : labels.length === 2 && left;
    const style = label ? { "--share": share, "--own": hue(label) } : { background: "none" };
    pieces.push(value.slice(at, begin), element("mark", value.slice(begin, end), style));
    at = end;
  }
  $("mirror").replaceChildren(...pieces, value.slice(at) + "\u200b");
  const [first, ...others] = mood ? mood.order : [];
  const two = labels.length === 2;
  $("name").replaceChildren(...(mood ? [element("strong", mood.name), element("span", percent(first[1]) + (mood.name === "undecided" ? ` ${mood.label}` : "")),
    ...(two ? [] : others.slice(0, 5).map(([label, share]) => element("em", `${label} ${percent(share)}`, { "--own": hue(label) })))] : ["\u00a0"]));
  root.setProperty("--place", two ? (mood ? mood.place : 0.5) : 0);
  ruler(mood, strength, two);
  $("why").textContent = mood ? why(value, mood) : "";
  clearTimeout(draw.timer);
  draw.timer = setTimeout(() => ($("spoken").textContent = mood ? `${mood.name}, ${percent(first[1])} ${mood.label}` : ""), 700);
}

function ruler(mood, strength, two) {
  const width = 0.155 - 0.1 * strength;
  [...$("ticks").children].forEach((tick, index) => {
    const x = index / (TICKS - 1);
    let upTo = 0;
    const own = mood && !two && (mood.order.find(([, share]) => (upTo += share) >= x) || mood.order[0]);
    const swell = own ? 0.3 + 0.7 * own[1] : mood ? (0.5 + 0.5 * strength) * Math.exp(-(((x - mood.place) / width) ** 2)) : 0;
    tick.style.setProperty("--swell", Math.max(swell, index % 12 ? 0 : 0.1));
    tick.style.setProperty("--tone", own ? `oklch(var(--own-l) .1 ${hue(own[0])})` : "var(--accent)");
  });
}

function why(value, { label, toward, marks }) {
  const sign = label === toward ? 1 : -1;
  const said = (some, count) =>
    [...new Set(some.map(({ begin, end }) => `“${value.slice(begin, end).toLowerCase()}”`))].slice(0, count).join(", ");
  const read = marks.sort((a, b) => sign * (b.weight - a.weight));
  const because = said(read.filter(({ weight }) => sign * weight > 0), 3);
  const despite = said(read.filter(({ weight }) => sign * weight < 0).reverse(), 2);
  return because ? `Because of ${because}${despite && `, despite ${despite}`}.` : despite ? `Despite ${despite}.` : "No word here weighs much.";
}
