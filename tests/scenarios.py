"""The scenarios of tests/sdk/web.test.js, laid out for any JavaScript runtime."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from models import model

from pinnace.packaging import writer
from pinnace.runtime import library

TESTS = Path(__file__).parent
SDK = TESTS.parent / "sdk" / "web"


def lay_out(folder: Path, core: str) -> dict[str, str]:
    """Script and packages in ``folder``; the variables that the script wants."""
    shutil.copy(TESTS / "sdk" / "web.test.js", folder / "web.test.mjs")
    (folder / "two.pinnace").write_bytes(writer.write(model(bits=10, kept=900)))
    four = replace(model(bits=10, kept=900, classes=4), classes=("__proto__", "7", "\ufeffä", "constructor"))
    (folder / "four.pinnace").write_bytes(writer.write(four))
    return {"SDK": str(SDK), "CORE": str(library.BIN / core), "PACKAGES": str(folder)}
