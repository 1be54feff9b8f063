from __future__ import annotations

from pathlib import Path

from pinnace.data import read, report, split


def test_the_report_says_it_all_in_a_hundred_columns(write, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"{'word ' * (i % 30 + 1)}{i},{'pos' if i % 40 else 'neg'}\n" for i in range(400))
    write("[bold]r.csv", "text,label\n" + rows + ",pos\nword 1,neg\nword 1,pos\n")
    data = read("[bold]r.csv")
    lines = report(data, split=split(data), test=data).lines()
    text = "\n".join(lines)
    assert max(map(len, lines)) <= 100
    for part in (
        *("402 of 403; left out: 1 without text", "line 402: no text", "text column"),
        *("362 training", "neg      11   2.7%", "━━━━", "length", "words", "95 %", "labels to look at", "suggested"),
        *("! only 2.7% of the rows are 'neg'", "402 of 402 test texts", "[bold]r.csv"),
    ):
        assert part in text, f"{part!r} is not in\n{text}"


def test_many_classes_are_cut_to_the_largest(write) -> None:
    rows = "".join(f"text number {i},class {i % 30 if i < 300 else 7}\n" for i in range(330))
    lines = report(read(write("r.csv", "text,label\n" + rows))).lines()
    assert any("… 10 more" in line for line in lines)
    assert next(line for line in lines if line.startswith("class ") and "rows" not in line).startswith("class 7")
