"""One table of errors: spec/errors.md, the core's header and Python say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pinnace.core_errors import CORE_ERRORS, from_core
from pinnace.errors import PinnaceError

ROOT = Path(__file__).parent.parent
TABLE = (ROOT / "spec" / "errors.md").read_text(encoding="utf-8")


def test_core_rows() -> None:
    rows = re.findall(r"^\| (\d+) \| `(.+?)` \| (.+?) \| (.+?) \|$", TABLE, re.MULTILINE)
    assert {int(number): (code, what, hint) for number, code, what, hint in rows} == CORE_ERRORS


def test_header_has_the_same_numbers() -> None:
    header = (ROOT / "core" / "include" / "pinnace.h").read_text(encoding="utf-8")
    numbers = dict(re.findall(r"PN_([A-Z]+_[A-Z]+) = (\d+)", header))
    assert {int(n): name.lower().replace("_", ".") for name, n in numbers.items()} == {
        number: row[0] for number, row in CORE_ERRORS.items()
    }


def test_every_code_is_explained() -> None:
    used = {
        code
        for path in (ROOT / "src" / "pinnace").rglob("*.py")
        for code in re.findall(r'PinnaceError\(\s*"([a-z]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(used) > 20
    assert sorted(code for code in used if f"`{code}`" not in TABLE) == []


def test_from_core() -> None:
    from_core(0, "here")
    with pytest.raises(PinnaceError, match=r"package\.checksum") as caught:
        from_core(5, "a.pinnace")
    assert (caught.value.where, caught.value.exit_code) == ("a.pinnace", 2)
