"""Results: printed as a table, kept as JSON and as a page in `bench/results/`, with the date and the machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import machine

RESULTS = Path(__file__).resolve().parent / "results"

Row = dict[str, Any]


class Report:
    """Rows of one benchmark. `save` may be called after every row: what an interrupted run measured is kept."""

    def __init__(
        self, name: str, question: str, *, quick: bool = False, notes: Sequence[str] = (), command: str = ""
    ) -> None:
        self.name, self.question, self.notes = name, question, list(notes)
        self.quick = quick
        self.command = command or f"text/{name.replace('-', ' --only ')}"
        self.began = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        self.machine = machine.describe()
        self.rows: list[Row] = []
        self.facts: dict[str, Any] = {}  # what does not fit a table

    def add(self, **row: Any) -> None:
        """A row of the table: column name -> what to show. Printed at once."""
        self.rows.append(row)
        print("  ".join(f"{name}: {value}" for name, value in row.items()), flush=True)

    def page(self) -> str:
        """Markdown: the question, the table, the notes, the machine."""
        columns = list(dict.fromkeys(name for row in self.rows for name in row))
        lines = [f"# {self.question}", ""]
        lines += [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
        lines += [f"| {' | '.join(str(row.get(name, '')) for name in columns)} |" for row in self.rows]
        lines += ["", *(f"- {note}" for note in self.notes), ""]
        versions = ", ".join(f"{name} {version}" for name, version in self.machine["versions"].items())
        lines += [
            f"{self.began}; {self.machine['machine']}, shared with other work (load {self.machine['load_at_start']} "
            f"at the start); Python {self.machine['python']}, {versions}; commit {self.machine['commit']}.",
            "",
            f"    python3 scripts/bench.py {self.command}",
        ]
        return "\n".join(lines) + "\n"

    def save(self) -> None:
        """Write both files; a smoke run (`--quick`) writes nothing: its figures mean nothing."""
        if self.quick:
            return
        RESULTS.mkdir(exist_ok=True)
        content = {
            "benchmark": self.name,
            "question": self.question,
            "date": self.began,
            **self.machine,
            "rows": self.rows,
            "notes": self.notes,
            **self.facts,
        }
        (RESULTS / f"{self.name}.json").write_text(
            json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        (RESULTS / f"{self.name}.md").write_text(self.page(), encoding="utf-8")

    def finish(self) -> None:
        """Save and print the page."""
        self.save()
        print("\n" + self.page() + ("\n(--quick: a smoke run, nothing was saved)" if self.quick else ""))
