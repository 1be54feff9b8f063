"""The shipped folder as an npm package: packed, installed, typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from programs import ran

USE = """
import { load, url, PinnaceError, type Answer, type Model } from "pinnace-two";
import { useModel, usePrediction } from "pinnace-two/react.js";

const model: Model = await load(url, { onProgress: (bytes: number, total: number) => {} });
const answer: Answer = model.predict("good");
const words: string[] = (await model.explain("good", answer.label)).words.map(({ word }) => word);
const code = (error: unknown): string => (error instanceof PinnaceError ? error.code : words[0]);
export function Mood({ text }: { text: string }): string {
  const { model, error, progress } = useModel(url);
  return usePrediction(model, text, { debounce: 80 })?.label ?? (error ? code(error) : `${progress}`);
}
"""


def test_npm_pack_and_install(shipped: Path, tmp_path: Path) -> None:
    """With npm itself, from the tarball, offline: nothing is depended on."""
    (packed,) = json.loads(ran("npm", "pack", "--json", "--pack-destination", tmp_path, cwd=shipped))
    assert {file["path"] for file in packed["files"]} == {path.name for path in shipped.iterdir()}
    place = tmp_path / "app"
    place.mkdir()
    (place / "package.json").write_text('{"private": true, "type": "module"}')
    options = ("--offline", "--no-audit", "--no-fund", "--omit=peer")
    ran("npm", "install", *options, tmp_path / packed["filename"], cwd=place)
    script = 'import { load, url } from "pinnace-two"; console.log((await load(url)).predict("good").label)'
    (place / "use.mjs").write_text(script)
    assert ran("node", "use.mjs", cwd=place).startswith("label ")


@pytest.mark.parametrize("resolution", ["Bundler", "NodeNext"])
def test_types(resolution: str, project: Path) -> None:
    (project / "use.ts").write_text(USE)
    tsc = project / "node_modules" / ".bin" / "tsc"
    options = ("--noEmit", "--strict", "--target", "ES2022", "--lib", "ES2022,DOM", "--moduleResolution", resolution)
    chosen = "NodeNext" if resolution == "NodeNext" else "ESNext"
    ran(tsc, *options, "--module", chosen, "use.ts", cwd=project)


def test_types_are_not_any(project: Path) -> None:
    (project / "wrong.ts").write_text(USE.replace("const words: string[]", "const words: number[]"))
    tsc = project / "node_modules" / ".bin" / "tsc"
    with pytest.raises(AssertionError, match=r"wrong\.ts"):
        ran(tsc, "--noEmit", "--strict", "--module", "ESNext", "--moduleResolution", "Bundler", "wrong.ts", cwd=project)
