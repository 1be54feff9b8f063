"""Short names: what others can see keeps its name, and everything means what it meant."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from pinnace.shipping.short_names import renamed, shortened

SOURCE = """import { outer } from "./outer.js";
const table = { width: 1, height: 2 }, factor = 3;
let memory;
export function area({ width, height = factor }, options = {}) {
  const { scale: zoom = 1 } = options, [first, , ...others] = [width, height, zoom];
  for (const other of others) memory = other;
  return `${first * memory} of ${table.width} ${[1, 2].map((width) => `${width}`)}`;
}
class Hidden {
  #secret = 5;
  static made = 0;
  constructor(secret) { this.#secret += secret; this.width = secret; Hidden.made++; }
  get told() { return this.#secret; }
  async *each(times) { for (let turn = 0; turn < times; turn++) yield turn * this.#secret; }
}
function* numbers(upTo) { for (let number = 0; number < upTo; number++) yield number; }
export class Shown extends Hidden {
  width(factor) { return /factor|i/i.test("FACTOR") ? factor : memory; }
}
const i = 7, label = outer ? "outer" : i;
try { label(); } catch (cause) { memory = cause instanceof TypeError ? label : cause; }
function shadows(value, other = value) {
  let count = 0, memory = "inner";
  { memory = value; const value2 = memory, count = 1; other += value2 + count; }
  for (const value of [1, 2]) for (const other of [value]) count += other;
  for (let value = 0; value < 3; value++) if (value) count += value;
  const twice = (value) => value * 2, picked = count ? (value) => value + other : (other) => other;
  const { length: value3, [count]: rest = value } = [value, twice(other), picked(1)];
  const texts = `${twice(value)}${[value].map((other) => other)}`;
  return [count, memory, value, other, value3, rest, ((value) => ({ value, other }))(9), texts];
}
const pair = { async told(value) { return value; }, get value() { return factor; }, count: 1 };
export const all = [shadows(3), shadows(4, 5), pair.value,
  area(table), area({ width: 4 }, { scale: 2 }), new Hidden(2).told, [...numbers(3)], memory];
export const sum = async () => {
  let total = 0;
  for await (const part of new Hidden(1).each(4)) total += part;
  return total;
};
"""
RUN = """
const module = await import("data:text/javascript," + encodeURIComponent(SOURCE));
console.log(JSON.stringify([Object.keys(module).sort(), module.all, await module.sum(), new module.Shown(1).width]));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")
def test_it_says_the_same() -> None:
    short = shortened(SOURCE)
    assert len(short) < 0.93 * len(SOURCE)
    told = []
    for source in (SOURCE, short):
        source = source.replace('import { outer } from "./outer.js";', "const outer = 1;")
        script = RUN.replace("SOURCE", json.dumps(source))
        run = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        told.append(json.loads(run.stdout))
    assert told[0] == told[1]


def test_what_others_see_stays() -> None:
    short = shortened(SOURCE)
    for seen in (
        "import { outer }",
        "export function area({ width:",
        "export class Shown",
        "get told()",
        "scale:",
    ):
        assert seen in short
    for private in ("table =", "Hidden", "zoom", "others", "numbers(", "cause", "turn++", "twice", "picked", "#secret"):
        assert private not in short
    assert shortened("const first = (one) => one;\nconst second = (two) => two;\n") == (
        "const e = (e) => e;\nconst t = (e) => e;\n"
    )
    assert "/factor|i/i.test(" in short  # a regular expression and its flags are no names


def test_one_name_for_another() -> None:
    source = "export class Model { load() { return load; } }\nexport const load = (a) => new Model({ load: a }).load;\n"
    assert renamed(source, {"load": "loadPictures", "Model": "Sight"}) == (
        "export class Sight { load() { return loadPictures; } }\n"
        "export const loadPictures = (a) => new Sight({ load: a }).load;\n"
    )
