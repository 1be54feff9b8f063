"""Make core/src/exp2_table.h: round(2^(31 - i / 16^(k + 1))) for k = 0 … 3, i = 0 … 15 (spec/ops.md, softmax.v1)."""

from __future__ import annotations

from decimal import Decimal, getcontext
from pathlib import Path


def entry(k: int, i: int) -> int:
    return int((Decimal(2) ** (Decimal(31) - Decimal(i) / Decimal(16) ** (k + 1))).to_integral_value())


if __name__ == "__main__":
    getcontext().prec = 50
    rows = ["    {" + ", ".join(f"{entry(k, i)}u" for i in range(16)) + "}" for k in range(4)]
    Path(__file__).parents[1].joinpath("src/exp2_table.h").write_text(
        "/* Made by core/tables/exp2.py. Do not edit. */\n" + ",\n".join(rows) + "\n"
    )
