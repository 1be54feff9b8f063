"""Real files in a temporary folder, and the one error that a broken one must give."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from pinnace.errors import PinnaceError

Write = Callable[[str, str | bytes], Path]
Refused = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """``write("a/b.csv", "…")`` makes the file, folders included, and returns its path."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


@pytest.fixture
def refused() -> Refused:
    """``with refused("data.row", where="line 3", what="quote", hint="twice"):`` every part must be in the error."""

    @contextmanager
    def check(code: str, **parts: str):
        with pytest.raises(PinnaceError) as caught:
            yield
        error = caught.value
        assert error.code == code, str(error)
        assert error.exit_code == 2
        assert error.what and error.where and error.hint, "an error says what, where, and what to do"
        for name, part in parts.items():
            assert part in getattr(error, name), f"{name}: {getattr(error, name)!r} lacks {part!r}"

    return check


@pytest.fixture
def reviews() -> list[tuple[str, str]]:
    """Forty (text, label) rows of two classes; every text differs and holds a comma and a quote."""
    return [
        (f'review {i}: "good", they said', "pos") if i % 2 else (f"review {i}: bad, I say", "neg") for i in range(40)
    ]
