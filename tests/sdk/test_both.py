"""A page with a model of texts and one of pictures: one core, one SDK, and what all of it weighs on the way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from browser import POLICY, module, needs_chromium, visit
from image_networks import image_network
from models import model
from picture_files import scene

import pinnace
from pinnace.errors import PinnaceError
from pinnace.packaging import writer
from pinnace.runtime import Package, picture
from pinnace.shipping import cores, folder, web

BUDGET = 19_200  # bytes of WebAssembly and JavaScript after brotli until both have answered; the aim is 20,000
TEXTS, PICTURES = writer.write(model(bits=10, kept=900)), image_network(5)
PACKAGES = {"reviews": TEXTS, "photos": PICTURES}
SITE = {f"web/{path}": data for path, data in web.together(PACKAGES).items()}
IMPORT = 'import { load, loadPictures, urls, PinnaceError } from "./web/model.js";'
SENTENCES = ["Good, not bad at all 👍🏽", "", "É e\u0301 Ελλάδα ΣΊΣΥΦΟΣ ﬁne 漢字", "don't " * 500]
PIXELS = np.asarray(scene(1, 61, 43).convert("RGBA"))
EXPECTED = [
    [Package(TEXTS).predict(text).probabilities for text in SENTENCES],
    Package(PICTURES).predict_raw(picture.raw(PIXELS)).probabilities,
]
LATER = ["explain.js", cores.BUILDS[0].simd]  # what it takes to explain
PAGE = f"""
const texts = await load(urls.reviews), pictures = await loadPictures(urls.photos);
const pixels = {{ width: 61, height: 43, data: Uint8Array.from({PIXELS.ravel().tolist()}) }};
const told = [
  {SENTENCES!r}.map((text) => texts.predict(text).probabilities),
  (await pictures.predict(pixels)).probabilities,
];
"""


def head() -> bytes:
    links = "".join(web.hints("web", PACKAGES))
    return f'<!doctype html>{links}<script type="module" src="page.js"></script>'.encode()


@needs_chromium
@pytest.mark.parametrize("hinted", [True, False])
def test_both_answer_from_one_core_within_the_budget(hinted: bool, tmp_path: Path) -> None:
    sent: list[tuple[str, int]] = []
    site = SITE | {"page.js": module(PAGE + "await tell(told);", IMPORT)} | ({"index.html": head()} if hinted else {})
    assert visit(site, tmp_path, POLICY, sent=sent) == EXPECTED
    code = {name: sum(size for path, size in sent if path == f"web/{name}") for name in web.wire(PACKAGES)[:-2]}
    assert set(code) == {"model.js", "worker.js", cores.BUILDS[2].simd}
    assert all(size > 0 for size in code.values()), "a file that was never asked for"
    assert sum(code.values()) <= BUDGET, code
    fetched = {path for path, size in sent if path.startswith("web/")}
    assert fetched == {f"web/{path}" for path in web.wire(PACKAGES)}, "nothing else of the folder"


@needs_chromium
def test_reasons_are_fetched_when_they_are_asked_for(tmp_path: Path) -> None:
    """Once, with a core that explains: the smallest; and they are those of every other runtime."""
    sent: list[tuple[str, int]] = []
    page = """
        const why = async (text) => {
          const { label, bias, words } = await texts.explain(text);
          return [label, bias * 1024, words.map(({ begin, end, contribution }) => [begin, end, contribution * 1024])];
        };"""
    page += f"await tell(await Promise.all({SENTENCES!r}.map(why)));"
    told = visit(SITE | {"page.js": module(PAGE + page, IMPORT)}, tmp_path, POLICY, sent=sent)
    expected = []
    for text in SENTENCES:
        why = Package(TEXTS).explain(text)
        words = [[word.begin, word.end, word.raw] for word in why.words]
        expected.append([why.label, why.raw_bias, words])
    assert told == expected
    later = [path for path, size in sent if path.removeprefix("web/") in LATER]
    assert sorted(later) == [f"web/{path}" for path in LATER]


@needs_chromium
def test_reasons_that_cannot_be_fetched(tmp_path: Path) -> None:
    page = 'await tell([told[0].length, await texts.explain("good").catch(({ code }) => code)]);'
    for path in LATER:
        site = {name: data for name, data in SITE.items() if name != f"web/{path}"}
        told = visit(site | {"page.js": module(PAGE + page, IMPORT)}, tmp_path / path, POLICY)
        assert told == [len(SENTENCES), "fetch.failed"]


@needs_chromium
def test_refusals_have_one_class(tmp_path: Path) -> None:
    """Whichever model refuses, and wherever it works."""
    page = """
        const named = (error) => (error instanceof PinnaceError ? error.code : String(error));
        const code = (promise) => promise.then(() => "none", named);
        await tell(await Promise.all([
          code(load(urls.photos).then((model) => model.predict("a"))),
          code(loadPictures(urls.reviews)), code(loadPictures(new Uint8Array(40))),
          code(pictures.predict("a text")), code(pictures.predict({ width: 1, height: 1, data: new Uint8Array(3) })),
          (await texts.explain("good")).words.length,
        ]));"""
    site = SITE | {"page.js": module(PAGE + page, IMPORT)}
    expected = ["input.picture", "input.text", "package.magic", "input.picture", "input.picture", 1]
    assert visit(site, tmp_path) == expected


def test_shipped_together(tmp_path: Path) -> None:
    for name, data in PACKAGES.items():
        (tmp_path / f"{name}.pinnace").write_bytes(data)
    paths = [tmp_path / f"{name}.pinnace" for name in PACKAGES]
    outcome = pinnace.ship(paths, ["web"], tmp_path / "out")
    assert folder.read(outcome.targets["web"]) == {path.removeprefix("web/"): data for path, data in SITE.items()}
    assert outcome.wire == sum(
        min(outcome.bytes_brotli[f"web/{path}"], outcome.files[f"web/{path}"]) for path in web.wire(PACKAGES)
    )
    for to, app in ((["web", "ios"], False), (["web"], True)):
        with pytest.raises(PinnaceError) as refused:
            pinnace.ship(paths, to, tmp_path / "out", app=app)
        assert refused.value.code == "ship.target"
    with pytest.raises(PinnaceError, match="same name"):
        pinnace.ship([paths[0], paths[0]], ["web"], tmp_path / "out")
