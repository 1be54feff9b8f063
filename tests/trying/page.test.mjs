/** The page's two modules without a page. Run by test_page.py: node --test, with PAGE (their folder) set. */
import assert from "node:assert/strict";
import test from "node:test";

const { asCsv, cells, texts } = await import(`${process.env.PAGE}/table.js`);
const { marked, strongest } = await import(`${process.env.PAGE}/words.js`);

test("every line of a .txt that is not empty", () => {
  assert.deepEqual(texts("a.txt", "\ufeffone\r\n\r\ntwo, three\n"), ["one", "two, three"]);
});

test("the longest column of a .csv, without its header", () => {
  assert.deepEqual(texts("a.csv", 'label,text\npos,"good, very"\nneg,"a ""bad""\nthing"\n'), ["good, very", 'a "bad"\nthing']);
  assert.deepEqual(texts("a.csv", "text;label\ngood, very;pos\n"), ["good, very"]);
  assert.deepEqual(texts("a.tsv", "id\ttext\n1\tgood\n2\t \n"), ["good"]);
  assert.deepEqual(texts("a.csv", ""), []);
});

test("what is no text is named", () => {
  assert.throws(() => texts("a.csv", "PK\0\0"), /a\.csv is not a text file/);
});

test("saved answers are a table again, and no spreadsheet's formula", () => {
  const rows = [{ text: 'a "b",\nc', label: "pos", probability: 0.5 }, { text: "=1+1", label: "neg", probability: 1 }];
  assert.deepEqual(cells(asCsv(rows), ","), [
    ["label", "probability", "text"], ["pos", "0.5", 'a "b",\nc'], ["neg", "1", "'=1+1"],
  ]);
});

test("marks are pieces of the text, found by bytes of UTF-8", () => {
  const text = "é 👍🏽 good 漢";
  const at = (word) => Buffer.byteLength(text.slice(0, text.indexOf(word)));
  const word = (word, contribution) => ({ word, begin: at(word), end: at(word) + Buffer.byteLength(word), contribution });
  const pieces = marked(text, [word("é", 0.01), word("👍🏽", -2), word("good", 1), word("漢", 0.5)]);
  assert.equal(pieces.map(({ text }) => text).join(""), text);
  assert.deepEqual(pieces.filter(({ much }) => much).map(({ text, much }) => [text, much]), [["👍🏽", 1], ["good", 0.5], ["漢", 0.25]]);
  assert.deepEqual(marked("nothing known", []).map(({ text }) => text), ["nothing known"]);
});

test("the strongest words, each once", () => {
  const words = [["Good", 1], ["the", 0], ["bad", -1.5], ["good", 1]].map(([word, contribution]) => ({ word, contribution }));
  assert.deepEqual(strongest(words, 2), [{ word: "Good", contribution: 2 }, { word: "bad", contribution: -1.5 }]);
});
