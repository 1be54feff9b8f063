"""A price that is from memory says so, wherever it has a part: in the words, in the JSON, on the page."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from pinnace.advising.book import Book
from pinnace.cli.main import run

# An app for every price that is marked `recalled`, so that it has a part in an option.
APPS = {
    "aws.comprehend.sentiment": '[task]\ndoes = "sentiment"',
    "azure.language.sentiment": '[task]\ndoes = "sentiment"',
    "azure.vm.d2s_v5": '[choose]\nrented_server_cpu = "azure.vm.d2s_v5"',
    "gcp.translate": '[task]\nkind = "image"\ndoes = "translation"',
    "aws.rekognition.labels": '[task]\nkind = "image"\ndoes = "labels"',
    "aws.rekognition.faces": '[task]\nkind = "match"\ndoes = "faces"',
    "aws.transcribe": '[task]\nkind = "audio"\ndoes = "transcript"',
    "azure.custom_vision.train": '[task]\nkind = "image"',
}


def test_every_recalled_price_is_looked_at(book: Book) -> None:
    assert set(APPS) == {name for name, price in book.items.items() if price.confidence == "recalled"}


@pytest.mark.parametrize("name", APPS)
def test_the_mark_is_seen(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.toml").write_text(APPS[name] + "\n", encoding="utf-8")
    command = ["advise", str(tmp_path / "app.toml"), "--draws", "100", "--html", str(tmp_path / "page.html")]

    assert run(command) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert re.search(rf"{re.escape(name)} \([^)]*recalled", words)

    assert run([*command, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["prices"][name]["confidence"] == "recalled"
    assert any(f"recalled: {name}" in each["marks"] for each in said["options"])

    page = html.unescape((tmp_path / "page.html").read_text(encoding="utf-8"))
    rows = [row for row in page.split("<tr>") if f"<code>{name}</code>" in row]
    assert rows
    assert all("recalled" in row for row in rows)


def test_a_limit_from_memory_has_its_mark_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.toml").write_text('[task]\nplatforms = ["ios"]\n[model]\nbytes = 3e8\n', encoding="utf-8")
    run(["advise", str(tmp_path / "app.toml"), "--draws", "100", "--json"])
    options = json.loads(capsys.readouterr().out)["options"]
    why = {each["why"] for option in options for each in option["constraints"] if each["constraint"] == "download"}
    assert why == {"the store of ios limits an app to 200 MB (recalled)"}
