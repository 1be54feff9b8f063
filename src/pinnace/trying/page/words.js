// @ts-check
/** From an explanation to what is marked in a text. No page in here. */

/** @typedef {import("./model/model.js").Word} Word */

const FAINT = 0.08; // of the strongest word: below, a mark would only be noise

/**
 * A text in pieces, in order; `much` (0 … 1) says how strongly a piece is marked.
 * @param {string} text @param {Word[]} words @returns {{text: string, much: number, contribution: number}[]}
 */
export function marked(text, words) {
  const most = Math.max(0.5, ...words.map(({ contribution }) => Math.abs(contribution)));
  const pieces = [];
  let [unit, byte, done] = [0, 0, 0]; // UTF-16 units and bytes of UTF-8 up to here; units already in a piece
  /** @param {number} goal bytes */
  const walk = (goal) => {
    while (byte < goal && unit < text.length) {
      const code = /** @type {number} */ (text.codePointAt(unit));
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      unit += code < 0x10000 ? 1 : 2;
    }
    return unit;
  };
  for (const { begin, end, contribution } of words) {
    const much = Math.abs(contribution) / most;
    if (much < FAINT) continue;
    const from = walk(begin);
    if (from > done) pieces.push({ text: text.slice(done, from), much: 0, contribution: 0 });
    done = walk(end);
    pieces.push({ text: text.slice(from, done), much, contribution });
  }
  pieces.push({ text: text.slice(done), much: 0, contribution: 0 });
  return pieces;
}

/** Each word once, with all it adds wherever it stands; the strongest first. @param {Word[]} words @param {number} count */
export function strongest(words, count) {
  /** @type {Map<string, {word: string, contribution: number}>} */
  const sums = new Map();
  for (const { word, contribution } of words) {
    const key = word.toLowerCase();
    const sum = sums.get(key) ?? { word, contribution: 0 };
    sum.contribution += contribution;
    sums.set(key, sum);
  }
  const order = [...sums.values()].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const least = Math.max(0.005, FAINT * Math.abs(order[0]?.contribution ?? 0));
  return order.filter(({ contribution }) => Math.abs(contribution) >= least).slice(0, count);
}
