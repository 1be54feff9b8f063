"""`pinnace advise`: from an app.toml, from answers, from a package; and the prices behind it."""

from __future__ import annotations

import html
import io
import json
import re
import sys
from pathlib import Path

import pytest
from image_networks import image_network

from pinnace.cli.main import run

CHAT = Path(__file__).resolve().parent.parent.parent / "examples" / "chat-sentiment" / "app.toml"
QUICK = ["--draws", "200"]


def test_json_is_one_line_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["advise", str(CHAT), *QUICK, "--json"]) == 0
    shown = capsys.readouterr()
    advice = json.loads(shown.out)
    assert shown.out.count("\n") == 1
    assert advice["recommendation"] == "own/device"
    best = advice["options"][0]
    assert best["id"] == "own/device"
    assert sum(best["costs"].values()) == pytest.approx(best["usd"], abs=0.1)
    assert {"constraint", "state", "why", "flip"} == set(best["constraints"][0])
    assert advice["commands"][0] == "pinnace train labelled.csv --out run"


def test_words_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["advise", str(CHAT), *QUICK]) == 0
    shown = capsys.readouterr().out
    assert "Run it on the device" in shown
    assert "It works offline." in shown
    assert "stale: 2026-01-01" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_the_page_needs_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["advise", str(CHAT), *QUICK, "--html", str(tmp_path / "report.html"), "--json"]) == 0
    page = html.unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert page.count("<svg") >= 2
    advice = json.loads(capsys.readouterr().out)
    assert advice["title"].lower() in page.lower()


def test_a_hostile_name_is_only_text(tmp_path: Path) -> None:
    (tmp_path / "app.toml").write_text('name = "<script>alert(1)</script>"', encoding="utf-8")
    assert run(["advise", str(tmp_path / "app.toml"), *QUICK, "--html", str(tmp_path / "page.html")]) == 0
    assert "<script" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_exit_code_1_when_nothing_will_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.toml").write_text('[needs]\noffline = "yes"\nsecret_model = "yes"\n', encoding="utf-8")
    assert run(["advise", str(tmp_path / "app.toml"), *QUICK, "--html", str(tmp_path / "page.html")]) == 1
    assert "The cheapest single change" in capsys.readouterr().out
    assert "The cheapest single change" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        ("[use]\nuser = 5", "there is no key use.user", "did you mean use.users?"),
        ("[use]\nusers = [9, 1]", "use.users: is a range whose numbers do not rise", "change use.users"),
        ('[needs]\noffline = "maybe"', "needs.offline", "change needs.offline"),
        ("[use]\nusers = -1", "use.users: is below zero", "change use.users"),
        ("[use]\nusers = nan", "use.users: is not a finite number", "change use.users"),
        ("[use]\nusers = 1e16", "use.users: is larger than", "change use.users"),
        ("[use]\noffline = 5", "use.offline: is a share", "change use.offline"),
        ("[server]\nutilisation = 0", "server.utilisation: must be above zero", "change server.utilisation"),
        ("[devices]\nmine = { slowdown = 0, share = 1 }", "must be above zero", "change devices.mine"),
        ("users = = 5", "this is not TOML", "mend the line"),
        ("[networks]\nmoon = 1", "networks has no moon", "one of wifi"),
        ('[choose]\negress = "nowhere"', "choose.egress has no nowhere", "one of"),
    ],
)
def test_errors_name_the_key_and_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, what: str, remedy: str
) -> None:
    (tmp_path / "app.toml").write_text(content, encoding="utf-8")
    assert run(["advise", str(tmp_path / "app.toml")]) == 2
    shown = capsys.readouterr()
    assert "error[advise.app]" in shown.err
    assert what in shown.err
    assert remedy in shown.err
    assert shown.out == ""


def test_a_package_brings_its_own_facts(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["advise", str(CHAT), *QUICK, "--package", str(package), "--json"]) == 0
    advice = json.loads(capsys.readouterr().out)
    size = advice["assumptions"]["model.bytes"]
    assert size["origin"] == "package"
    assert size["value"] < 14_000 + package.stat().st_size
    assert advice["assumptions"]["model.desktop_ms"]["value"][1] < 5
    assert advice["assumptions"]["model.accuracy"]["origin"] == "default"  # no evidence, no accuracy


def test_answers_instead_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [
        "Moods",
        "",
        "sentiment",
        "no",
        "web ios",
        "1k-50k",
        "many",
        "5",
        "3%",
        "yes",
        "",
        "",
        "200",
        "85%",
        "?",
        "80",
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    assert run(["advise", *QUICK, "--save", str(tmp_path / "app.toml"), "--json"]) == 0
    shown = capsys.readouterr()
    asked = json.loads(shown.out)
    assert asked["app"] == "Moods"
    assert asked["recommendation"] == "own/device"
    assert "How many people" in shown.err
    assert run(["advise", str(tmp_path / "app.toml"), *QUICK, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == asked
    assert "users = [1000, 50000]" in (tmp_path / "app.toml").read_text(encoding="utf-8")


def test_with_every_answer_unknown_it_says_what_that_hides(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is cheapest if no need is pressing fails in most draws: the option that does not is named beside it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("unknown\n" * 20))
    assert run(["advise", "--draws", "1000"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Call a canned service" in shown
    assert "% of them that is the device" in shown
    assert "it may rule this out: it must work without a network (needs.offline)." in shown


def test_what_a_package_says_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And one that cannot be read is refused before the first question."""
    (tmp_path / "cats.pinnace").write_bytes(image_network(3))
    (tmp_path / "junk.pinnace").write_bytes(b"junk")
    monkeypatch.setattr(sys, "stdin", io.StringIO("?\n" * 20))
    assert run(["advise", "--package", str(tmp_path / "cats.pinnace"), *QUICK, "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["assumptions"]["model.bytes"]["origin"] == "package"
    assert "What goes in?" not in shown.err
    assert run(["advise", "--package", str(tmp_path / "junk.pinnace")]) == 2
    assert "What is it called?" not in capsys.readouterr().err


def test_prices_check_says_what_is_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["advise", "prices", "check", "--json"]) == 1
    checked = json.loads(capsys.readouterr().out)
    assert "aws.egress" in checked["stale"]
    assert all(row["source"] for row in checked["prices"])
    (tmp_path / "mine.yaml").write_text("items:\n  own.line: {price: 55, range: [55, 55]}\n", encoding="utf-8")
    assert run(["advise", "prices", "show", "--prices", str(tmp_path / "mine.yaml"), "--json"]) == 0
    shown = {row["id"]: row for row in json.loads(capsys.readouterr().out)["prices"]}
    assert shown["own.line"]["bands"] == [[None, 55]]


def test_prices_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["advise", "prices", "show"]) == 0
    shown = capsys.readouterr().out
    assert "gcp.nl.sentiment" in shown
    assert max(map(len, shown.splitlines())) <= 100
