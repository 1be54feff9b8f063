/** The web SDK as an app uses it. Run by test_web.py: node --test, with SDK, CORE (.wasm) and PACKAGES (folder) set. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const { SDK, CORE, PACKAGES } = process.env;
const { load, PinnaceError } = await import(join(SDK, "model.js"));
const { texts } = await import(join(SDK, "text.js"));
const { told } = await import(join(SDK, "explanation.js"));
const wasm = readFileSync(CORE);
const two = readFileSync(join(PACKAGES, "two.pinnace"));
const four = readFileSync(join(PACKAGES, "four.pinnace"));
const TEXTS = ["", "good", "not so good, is it? 👍🏽 don’t", "e\u0301 é 漢字", "x".repeat(5000)];

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const refused = (code) => (error) => error instanceof PinnaceError && error.code === code && error.message.startsWith(code);

test("an answer has a label, exact probabilities and scores", async () => {
  const model = await load(two, { wasm });
  assert.deepEqual(model.labels, ["label 0", "label 1"]);
  for (const text of TEXTS) {
    const { label, probabilities, scores } = model.predict(text);
    assert.deepEqual(Object.keys(probabilities), [...model.labels]);
    assert.equal(sum(Object.values(probabilities)), 1);
    assert.equal(probabilities[label], Math.max(...Object.values(probabilities)));
    assert.equal(scores.length, 1);
    assert.equal(label, scores[0] > 0 ? "label 1" : "label 0");
    assert.ok(Number.isInteger(scores[0] * 1024));
  }
});

test("labels may be any text", async () => {
  const model = await load(four, { wasm });
  assert.deepEqual(model.labels, ["__proto__", "7", "\ufeffä", "constructor"]);
  const { probabilities } = model.predict("good");
  assert.equal(sum(model.labels.map((label) => probabilities[label])), 1);
});

test("a string and its UTF-8 are the same input", async () => {
  const model = await load(four, { wasm });
  for (const text of TEXTS) assert.deepEqual(model.predict(new TextEncoder().encode(text)), model.predict(text));
  assert.deepEqual(model.predict("a\ud800b"), model.predict("a\ufffdb"), "a lone surrogate is what encoders make of it");
});

test("an explanation adds up to the score of its label", async () => {
  for (const bytes of [two, four]) {
    const model = await load(bytes, { wasm });
    for (const text of TEXTS)
      for (const label of model.labels) {
        const { bias, words, ...rest } = await model.explain(text, label);
        const { scores } = model.predict(text);
        const index = model.labels.indexOf(label);
        const score = scores.length > 1 ? scores[index] : index ? scores[0] : -scores[0];
        assert.equal(bias + sum(words.map((word) => word.contribution)), score + 0);
        assert.deepEqual(rest, { label });
      }
  }
});

test("the words of an explanation are those of the text", async () => {
  const model = await load(two, { wasm });
  const { label, words } = await model.explain("Not bad: é 👍🏽");
  assert.equal(label, model.predict("Not bad: é 👍🏽").label);
  assert.deepEqual(words.map(({ word, begin, end }) => [word, begin, end]), [
    ["Not", 0, 3], ["bad", 4, 7], [":", 7, 8], ["é", 9, 11], ["👍", 12, 16],
  ]);
});

test("refusals carry the code of spec/errors.md", async () => {
  const broken = Uint8Array.from(two);
  broken[50] ^= 1;
  await assert.rejects(load(broken, { wasm }), refused("package.checksum"));
  await assert.rejects(load(new Uint8Array(0), { wasm }), refused("package.magic"));
  await assert.rejects(load(two.subarray(0, 40), { wasm }), refused("package.length"));
  await assert.rejects(load("data:nonsense", { wasm }), refused("fetch.failed"));
  await assert.rejects(load(new Response("", { status: 404 }), { wasm }), refused("fetch.failed"));
  const model = await load(two, { wasm });
  await assert.rejects(model.explain("good", "no such label"), refused("input.label"));
  await assert.rejects(model.explain(7), refused("input.text"));
});

test("sources: bytes, buffers, addresses, responses; a compiled core may be shared", async () => {
  const data = (bytes) => `data:application/octet-stream;base64,${Buffer.from(bytes).toString("base64")}`;
  const expected = (await load(two, { wasm })).predict("good");
  const module = await WebAssembly.compile(wasm);
  for (const source of [two, Uint8Array.from(two).buffer, data(two), new URL(data(two)), new Response(two)])
    assert.deepEqual((await load(source, { wasm: module })).predict("good"), expected);
  for (const core of [data(wasm), new URL(data(wasm)), new Response(wasm), Uint8Array.from(wasm).buffer])
    assert.deepEqual((await load(two, { wasm: core })).predict("good"), expected);
});

test("memory grows with the longest input and then stays", async () => {
  const model = texts(await WebAssembly.compile(wasm), two);
  const size = () => model.core.memory.buffer.byteLength;
  const long = "it's a long one! ".repeat(20000);
  const before = model.predict("good");
  model.predict(long);
  told(model, long, 0);
  const grown = size();
  for (let i = 0; i < 500; i++) model.predict(i % 50 ? "good" : long);
  for (let i = 0; i < 20; i++) told(model, i % 10 ? "good" : long, 0);
  assert.equal(size(), grown);
  assert.deepEqual(model.predict("good"), before);
});
