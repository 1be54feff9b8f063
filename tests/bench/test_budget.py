"""The budget of the ready-made pages: every byte is of some kind."""

from __future__ import annotations

from bench.web import budget


def test_bytes_by_kind() -> None:
    files = {"": 1, "a/page.js": 2, "b.js": 4, "c.css": 8, "d.wasm": 16, "e.pinnace": 32, "icon.svg": 64}
    found = budget.by_kind(files)
    assert found == {"page": 1, "script": 6, "style": 8, "core": 16, "model": 32, "other": 64}
    assert sum(found.values()) == sum(files.values())
