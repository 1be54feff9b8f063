"""The single-file export, opened from the disk in a real Chromium: no server, no driver, no npm.

The page takes words from its address (page.html#words), so its document is a whole test.
"""

from __future__ import annotations

import html
import random
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import needs_chromium
from devtools import document as opened
from models import model

from pinnace.packaging import write
from pinnace.runtime import Package
from pinnace.shipping import sources
from pinnace.shipping.single_file import single_file

TWO = write(model(seed=3, bits=8, kept=200, levels=40))
FOUR = write(model(seed=4, bits=8, kept=200, classes=4))
TEXTS = (
    "A plain sentence, twice a plain sentence.",
    "Grüße 👩‍👩‍👧 naïve 🙂 ﬁne — e\u0301t\u00e9",
    "إلى فريق الدعم، الجهاز يعمل",
    "two\nlines & <b>no markup</b>",
)


DONE = "document.readyState === 'complete' && !document.querySelector('[aria-busy]')"  # loaded and answered, or refused


def page(package: bytes, name: str = "mood") -> str:
    return single_file(sources.sdk("web"), sources.core("pinnace.wasm"), package, name)


def shown(folder: Path, content: str, text: str = "") -> str:
    """The document as soon as the page is no longer busy, without what it carries."""
    file = folder / "page.html"
    file.write_text(content, encoding="utf-8")
    document = opened(f"{file.as_uri()}#{quote(text)}", folder, DONE)
    return re.sub(r"<script[^>]*>.*?</script>", "", document, flags=re.DOTALL)


def inside(document: str, name: str) -> str:
    found = re.search(rf'<(\w+) id="{name}"[^>]*>(.*?)</\1>', document, re.DOTALL)
    assert found, f"no {name} in {document[:2000]}"
    return found[2]


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def readable(word: str) -> bool:
    """Letters, digits or a picture: what the page marks."""
    return any(letter.isalnum() or unicodedata.category(letter) == "So" for letter in word)


@needs_chromium
@pytest.mark.parametrize("text", TEXTS)
def test_two_labels_the_exact_probability_and_the_same_words(tmp_path: Path, text: str) -> None:
    document = shown(tmp_path, page(TWO), text)
    package = Package(TWO)
    place = re.search(r"--place: ([\d.e-]+);", document)
    assert place and float(place[1]) == package.predict(text).probabilities["label 1"]
    mirror = inside(document, "mirror")
    assert plain(mirror) == text + "\u200b"  # nothing lost, nothing doubled
    words = package.explain(text, "label 1").words
    least = max(0.1, max(abs(word.contribution) for word in words) / 8)
    marked = [plain(found) for found in re.findall(r"<mark[^>]*>(.*?)</mark>", mirror, re.DOTALL)]
    assert marked == [word.text for word in words if abs(word.contribution) >= least and readable(word.text)]
    assert marked


@needs_chromium
def test_many_labels_in_their_order(tmp_path: Path) -> None:
    document = shown(tmp_path, page(FOUR), TEXTS[0])
    probabilities = Package(FOUR).predict(TEXTS[0]).probabilities
    named = re.findall(r"label \d", plain(inside(document, "name")))
    order = sorted(probabilities, key=lambda label: -probabilities[label])
    assert named[-3:] == order[1:]
    assert inside(document, "why").startswith(("Because", "Despite", "No word"))


@needs_chromium
def test_nothing_written_nothing_said(tmp_path: Path) -> None:
    document = shown(tmp_path, page(TWO))
    assert plain(inside(document, "name")).strip("\xa0") == ""
    assert plain(inside(document, "ends")) == "label 0label 1"


@needs_chromium
def test_a_damaged_package_is_refused_in_words(tmp_path: Path) -> None:
    damaged = bytearray(TWO)
    damaged[-1] ^= 1
    document = shown(tmp_path, page(bytes(damaged)), "words")
    assert plain(inside(document, "name")) == "The model cannot run here."
    assert inside(document, "why").startswith("package.checksum")


def test_no_address_no_connection_no_markup_in_the_name() -> None:
    text = page(TWO, name='<script>"&')
    policy = re.search(r'content="(default-src[^"]*)"', text)
    assert policy and policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in policy[1]
    assert not re.search(r"https?://", text)
    assert "<title>&lt;script&gt;&quot;&amp;</title>" in text


def test_small_enough_for_a_16_kb_package() -> None:
    assert len(page(random.Random(0).randbytes(16_000)).encode()) <= 45_000
