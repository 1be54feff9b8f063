// The starter app without React: the same mood, name, ruler and reasons. Runs after the SDK, in one module with it.
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

const own = (tag, content, label) => element(tag, content, { "--own": hue(label) });

let core, labels, left, right, asked;

try {
  core = texts(await WebAssembly.compile(pinnace.core), pinnace.bytes);
  labels = core.labels();
  [left, right] = GLOOM.test(labels[1]) && !GLOOM.test(labels[0]) ? [labels[1], labels[0]] : labels;
  if (labels.length === 2) $("ends").append(...[left, right].map((label) => own("span", label, label)));
  $("ticks").append(...Array.from({ length: TICKS }, () => element("i")));
  text.value = words();
  text.oninput = () => requestAnimationFrame(show);
  show();
} catch (error) {
  $("name").textContent = "The model cannot run here.";
  $("why").textContent = error.message;
}
$("verdict").removeAttribute("aria-busy");

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
  const { label, probabilities } = answer(labels, core.predict(value));
  const toward = labels.length === 2 ? right : label;
  const order = Object.entries(probabilities).sort(([, a], [, b]) => b - a);
  const chance = 1 / labels.length;
  const strength = Math.max(0, (probabilities[label] - chance) / (1 - chance));
  const sure = strength < 0.9 ? label : `clearly ${label}`;
  const name = strength < 0.15 ? "undecided" : strength < 0.5 ? `leaning ${label}` : sure;
  draw(value, { label, toward, order, strength, name, place: probabilities[right], marks: marks(value, toward) });
}

/** The words that matter, in UTF-16 units; the core counts bytes of UTF-8. */
function marks(value, toward) {
  const { words } = explanation(core, labels, value, toward);
  const most = words.reduce((most, { contribution }) => Math.max(most, Math.abs(contribution)), 0);
  let [byte, unit] = [0, 0];
  const place = (target) => {
    for (; byte < target && unit < value.length; unit += value.codePointAt(unit) > 0xffff ? 2 : 1) {
      const point = value.codePointAt(unit);
      byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return unit;
  };
  return words
    .map(({ begin, end, contribution }) => ({ begin: place(begin), end: place(end), weight: contribution }))
    .map((mark) => ({ ...mark, share: Math.abs(mark.weight) / Math.max(1, most), word: value.slice(mark.begin, mark.end) }))
    .filter(({ weight, word }) => Math.abs(weight) >= Math.max(0.1, most / 8) && READABLE.test(word))
    .slice(0, 2000); // a whole book pasted in must not stop the page
}

function draw(value, mood) {
  const strength = mood ? mood.strength : 0;
  root.setProperty("--strength", strength ** 0.7);
  if (mood) root.setProperty("--hue", hue(mood.label));
  $("mirror").replaceChildren(...marked(value, mood));
  $("name").replaceChildren(...(mood ? named(mood) : ["\u00a0"]));
  root.setProperty("--place", labels.length > 2 ? 0 : mood ? mood.place : 0.5);
  ruler(mood, strength);
  $("why").textContent = mood ? why(mood) : "";
  clearTimeout(draw.timer); // a voice that follows every key would be in the way
  draw.timer = setTimeout(() => {
    $("spoken").textContent = mood ? `${mood.name}, ${percent(mood.order[0][1])} ${mood.label}` : "";
  }, 700);
}

function marked(value, mood) {
  const pieces = [];
  let at = 0;
  for (const { begin, end, weight, share, word } of mood ? mood.marks : []) {
    const label = weight > 0 ? mood.toward : labels.length === 2 && left;
    const style = label ? { "--share": share, "--own": hue(label) } : { background: "none" };
    pieces.push(value.slice(at, begin), element("mark", word, style));
    at = end;
  }
  return [...pieces, value.slice(at) + "\u200b"]; // keeps the last, empty line open
}

function named({ name, label, order: [[, probability], ...others] }) {
  const share = percent(probability) + (name === "undecided" ? ` ${label}` : "");
  const rest = labels.length > 2 ? others.slice(0, 5) : [];
  return [element("strong", name), element("span", share), ...rest.map(([other, p]) => own("em", `${other} ${percent(p)}`, other))];
}

/** Two labels: a hill at the probability of the right one. More: each its share, the likeliest first and highest. */
function ruler(mood, strength) {
  const width = 0.155 - 0.1 * strength;
  const hill = (x) => (0.5 + 0.5 * strength) * Math.exp(-(((x - mood.place) / width) ** 2));
  [...$("ticks").children].forEach(({ style }, index) => {
    const x = index / (TICKS - 1);
    let upTo = 0;
    const rank = mood && labels.length > 2 && (mood.order.find(([, share]) => (upTo += share) >= x) || mood.order[0]);
    const swell = rank ? 0.3 + 0.7 * rank[1] : mood ? hill(x) : 0;
    style.setProperty("--swell", Math.max(swell, index % 12 ? 0 : 0.1));
    style.setProperty("--tone", rank ? `oklch(var(--own-l) .1 ${hue(rank[0])})` : "var(--accent)");
  });
}

function why({ label, toward, marks }) {
  const sign = label === toward ? 1 : -1;
  const order = marks.sort((a, b) => sign * (b.weight - a.weight));
  const said = (some, count) => [...new Set(some.map(({ word }) => `“${word.toLowerCase()}”`))].slice(0, count).join(", ");
  const because = said(order.filter(({ weight }) => sign * weight > 0), 3);
  const despite = said(order.filter(({ weight }) => sign * weight < 0).reverse(), 2);
  const but = despite && `, despite ${despite}`;
  if (because) return `Because of ${because}${but}.`;
  return despite ? `Despite ${despite}.` : "No word here weighs much.";
}
