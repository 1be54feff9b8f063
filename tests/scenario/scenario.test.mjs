/** The scenario in JavaScript. SDK, CORE (.wasm), SEEING (.wasm, for pictures) and FIXTURE (a folder) are set by test_scenario.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const { SDK, CORE, SEEING, FIXTURE } = process.env;
const { load, PinnaceError } = await import(join(SDK, "model.js"));
const wasm = readFileSync(CORE);
const seeing = readFileSync(SEEING);
const open = (name, core = wasm) => load(new Uint8Array(readFileSync(join(FIXTURE, `${name}.pinnace`))), { wasm: core });
const table = (name) =>
  readFileSync(join(FIXTURE, `${name}.tsv`), "utf8").split("\n").slice(0, -1).map((line) => line.split("\t"));
const models = Object.fromEntries(await Promise.all(table("labels").map(async ([name]) => [name, await open(name)])));
const rows = table("answers").map(([name, hex, label, scores, probabilities, bias, words]) => ({
  model: models[name], text: new Uint8Array(Buffer.from(hex, "hex")), label, scores, probabilities, bias, words,
}));
const spelled = ({ scores, probabilities }) => [
  scores.map((score) => score * 1024).join(), Object.values(probabilities).map((p) => p * 65536).join(),
];

test("labels are those of the package", () => {
  for (const [name, ...labels] of table("labels")) assert.deepEqual(models[name].labels, labels);
});

test("answers are exact", () => {
  for (const { model, text, label, scores, probabilities } of rows) {
    const answer = model.predict(text);
    assert.equal(answer.label, label);
    assert.equal(answer.scores.map((score) => score * 1024).join(), scores);
    assert.equal(model.labels.map((name) => answer.probabilities[name] * 65536).join(), probabilities);
  }
});

test("explanations are exact and add up", async () => {
  for (const { model, text, scores, bias, words } of rows) {
    const why = await model.explain(text, model.labels.at(-1));
    const found = why.words.map(({ begin, end, contribution }) => `${begin}:${end}:${contribution * 1024}`);
    assert.equal(`${why.bias * 1024}`, bias);
    assert.equal(found.join(), words);
    const sum = why.words.reduce((sum, { contribution }) => sum + contribution, why.bias);
    assert.equal(`${sum * 1024}`, scores.split(",").at(-1));
  }
});

test("a string and its UTF-8 are the same input", () => {
  for (const text of ["", "good", "not so good 👍🏽 don’t", "é 漢字"])
    for (const model of Object.values(models))
      assert.deepEqual(spelled(model.predict(text)), spelled(model.predict(new TextEncoder().encode(text))));
});

test("the label explained is the answer's unless named", async () => {
  for (const { model, text, label } of rows) assert.equal((await model.explain(text)).label, label);
});

test("a label that is not there is refused", async () => {
  await assert.rejects(models.two.explain("good", "none"), (error) => error instanceof PinnaceError && error.code === "input.label");
});

test("refusals carry number, code and message", async () => {
  for (const [file, number, code, message] of table("refusals"))
    await assert.rejects(load(new Uint8Array(readFileSync(join(FIXTURE, file))), { wasm }), (error) => {
      assert.deepEqual([`${error.number}`, error.code, error.message], [number, code, message]);
      return error instanceof PinnaceError;
    });
});

/** A raw picture (spec/image.md). */
const picture = (width, height, orientation, rgba) =>
  new Uint8Array(Buffer.concat([Buffer.from(Uint32Array.of(width, height, orientation).buffer), rgba]));

test("pictures are exact", async () => {
  for (const [name, width, height, turn, rgba, label, scores, probabilities] of table("pictures")) {
    const answer = (await open(name, seeing)).predict(picture(width, height, turn, Buffer.from(rgba, "hex")));
    assert.deepEqual([answer.label, ...spelled(answer)], [label, scores, probabilities]);
  }
});

test("what is no picture is refused", async () => {
  const model = await open("cover", seeing);
  for (const size of [[2, 3, 1], [2, 1, 1], [2, 2, 0], [2, 2, 9], [0, 2, 1], [65536, 2, 1]])
    assert.throws(() => model.predict(picture(...size, Buffer.alloc(16))), { code: "input.picture" });
});

test("askers at the same time get the same answers", async () => {
  const ask = async () => rows.map(({ model, text }) => spelled(model.predict(text)).join());
  const [first, ...others] = await Promise.all(Array.from({ length: 4 }, ask));
  for (const other of others) assert.deepEqual(other, first);
});
