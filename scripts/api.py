"""The committed public faces of the Kotlin and Swift SDKs: every declaration that says `public`, without its body.

    python3 scripts/api.py            compare with sdk/*/api.txt; exit code 1 when they differ
    python3 scripts/api.py --write    write them: a changed face is a decision

Nothing is public without saying so: in Swift by its rules, in Kotlin by -Xexplicit-api=strict.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SDK = Path(__file__).resolve().parent.parent / "sdk"
FACES = {"android": "kotlin/*.kt", "swift": "*.swift"}
PUBLIC = re.compile(r"^ *(?:@\w+(?:\([^)]*\))? )*public ")


def dump(target: str) -> str:
    """The public declarations of each source file, in their order."""
    parts = []
    for path in sorted((SDK / target).glob(FACES[target])):
        if found := declarations(path.read_text(encoding="utf-8")):
            parts.append(f"== {path.name}\n" + "".join(f"{line}\n" for line in found))
    return "\n".join(parts)


def declarations(source: str) -> list[str]:
    """A declaration may go over several lines until its brackets close."""
    lines, found = iter(source.splitlines()), []
    for line in lines:
        if PUBLIC.match(line):
            while line.count("(") > line.count(")"):
                line = f"{line} {next(lines).strip()}"
            found.append(head(line))
    return found


def head(declaration: str) -> str:
    """Up to the body: a brace or an equals sign outside of brackets."""
    depth = 0
    for at, sign in enumerate(declaration):
        depth += (sign in "([<") - (sign in ")]" or (sign == ">" and declaration[at - 1] != "-"))
        if depth == 0 and sign in "{=":
            return declaration[:at].rstrip()
    return declaration.rstrip()


def main() -> None:
    changed = []
    for target in FACES:
        committed = SDK / target / "api.txt"
        if "--write" in sys.argv[1:]:
            committed.write_text(dump(target), encoding="utf-8")
        elif not committed.exists() or committed.read_text(encoding="utf-8") != dump(target):
            changed.append(str(committed.relative_to(SDK.parent)))
    if changed:
        raise SystemExit(f"changed: {', '.join(changed)}. If that is meant: python3 scripts/api.py --write")


if __name__ == "__main__":
    main()
