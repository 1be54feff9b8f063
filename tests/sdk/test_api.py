"""The public face: sdk/web/api.txt is the committed list of what apps may rely on; a change of it is a decision."""

from __future__ import annotations

import re
import sys
from pathlib import Path

SDK = Path(__file__).parents[2] / "sdk" / "web"
MODULES = ("model", "pictures", "answer", "source", "errors", "react")


def dump() -> str:
    """The declarations without their comments."""
    parts = []
    for name in MODULES:
        text = re.sub(r"[ ]*/\*\*.*?\*/\n", "", (SDK / f"{name}.d.ts").read_text(encoding="utf-8"), flags=re.DOTALL)
        parts.append(f"== {name}.js\n{text.strip()}\n")
    return "\n".join(parts)


def exported(text: str) -> set[str]:
    """Names of values, not of types."""
    named = set(re.findall(r"^export (?:declare )?(?:async )?(?:function|class|const) (\w+)", text, re.MULTILINE))
    return named | set(re.findall(r"^export \{ (\w+) \};", text, re.MULTILINE))


def test_the_face_is_as_committed() -> None:
    committed = (SDK / "api.txt").read_text(encoding="utf-8")
    assert dump() == committed, f"if that is meant: python {Path(__file__).name} writes it anew"


def test_declarations_name_what_the_modules_export() -> None:
    for name in ("model", "pictures", "react"):
        declared = exported((SDK / f"{name}.d.ts").read_text(encoding="utf-8"))
        assert declared == exported((SDK / f"{name}.js").read_text(encoding="utf-8")), name
        assert declared


if __name__ == "__main__":
    sys.stdout.write(dump())
    (SDK / "api.txt").write_text(dump(), encoding="utf-8")
