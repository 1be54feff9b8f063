"""The public faces of the Kotlin and Swift SDKs are as committed; scripts/api.py says how they change."""

from __future__ import annotations

import api
import pytest


@pytest.mark.parametrize("target", api.FACES)
def test_the_face_is_as_committed(target: str) -> None:
    committed = (api.SDK / target / "api.txt").read_text(encoding="utf-8")
    assert api.dump(target) == committed, "if that is meant: python3 scripts/api.py --write"
    assert "predict(" in committed


def test_a_declaration_ends_where_its_body_begins() -> None:
    source = (
        "public class A internal constructor(\n    public val b: Int = 0,\n) : C() {\n    private fun no() {}\n"
        "    @JvmStatic public fun yes(f: (Int) -> List<Int> = { it }): Int = 1\n"
    )
    assert api.declarations(source) == [
        "public class A internal constructor( public val b: Int = 0, ) : C()",
        "    @JvmStatic public fun yes(f: (Int) -> List<Int> = { it }): Int",
    ]
