"""The evidence behind a package says what training found, in words that a reader understands."""

from __future__ import annotations

from pathlib import Path

import pinnace
from pinnace.packaging import evidence


def test_metrics_and_card_are_those_of_the_run(tmp_path: Path) -> None:
    table = tmp_path / "few.csv"
    rows = [
        f"{'lovely great' if i % 25 else 'awful broken'} thing {i},{'good' if i % 25 else 'bad'}" for i in range(200)
    ]
    table.write_text("text,label\n" + "\n".join(rows) + "\n", encoding="utf-8")
    made = pinnace.train(table, out=tmp_path / "out", max_size=600, report=False)
    content = evidence.read(made.package)
    assert content["metrics"]["validation_accuracy"] == made.validation_accuracy
    assert content["metrics"]["confusion"] == made.result.confusion.tolist()
    card = content["card"]
    assert (card["task"], card["rung"], card["labels"]) == ("text", made.rung, ["bad", "good"])
    assert card["data"]["classes"] == {"bad": 8, "good": 192}
    warnings = [warning.message for warning in made.data_report.warnings]
    assert warnings
    assert card["data"]["warnings"] == warnings
