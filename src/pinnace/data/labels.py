"""From the values of a label column to class names and their ids.

Strings stay as they are, stripped; integers and whole floats are "0", "1"; booleans are "false", "true". Empty cells,
null, NaN, ``nan``, ``NaN``, ``null``, ``NULL``, ``<NA>`` and ``#N/A`` are *no label* (but not ``NA`` or ``None``,
which may be names). Classes are sorted, as numbers when all are; the classes of an earlier model keep their ids and
new ones follow.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pinnace.data.dialect import is_number
from pinnace.errors import PinnaceError

MISSING = frozenset(("", "nan", "NaN", "null", "NULL", "<NA>", "#N/A"))
MAX_CLASSES = 10_000


def label_name(value: Any) -> str | None:
    """Class name of one cell, or None when it has no label. Raises ``TypeError`` for lists and objects."""
    if value is None:
        return None
    if isinstance(value, str):
        name = value.strip()
        return None if name in MISSING else name
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (list, tuple, dict, set)):
        raise TypeError(type(value).__name__)
    if isinstance(value, bytes):
        return label_name(value.decode("utf-8", "replace"))
    return str(value)


def whole_numbers(names: Collection[str]) -> dict[str, str]:
    """{"1.0": "1", …} when every name is a whole number and some are written as floats, as pandas does next to gaps."""
    if not all(is_number(name) and math.isfinite(float(name)) and float(name).is_integer() for name in names):
        return {}
    return {name: str(int(float(name))) for name in names if "." in name}


def ordered(names: Collection[str]) -> list[str]:
    if all(is_number(name) for name in names):
        return sorted(names, key=lambda name: (float(name), name))
    return sorted(names)


def assign(names: Collection[str], earlier: Sequence[str] = ()) -> tuple[str, ...]:
    """Class names by id: ``earlier`` first, in its order, then what is new, sorted."""
    return (*earlier, *ordered(set(names) - set(earlier)))


def check(counts: Mapping[str, int], column: str, source: str, examples: Sequence[str] = ()) -> None:
    """Refuse a label column that holds numbers to predict, ids, free text, or a single class."""
    rows, distinct = sum(counts.values()), len(counts)
    shown = ", ".join(repr(name[:30]) for name in list(counts)[:3])
    where = f"{source}, column {column!r}" if column else source
    hint = "name the column with the labels: --label-column NAME"
    numbers = all(is_number(name) for name in counts)
    if numbers and distinct > 20 and any(not float(name).is_integer() for name in counts if math.isfinite(float(name))):
        raise PinnaceError(
            "data.label",
            what=f"the labels are {distinct:,} different numbers ({shown}, …), a quantity rather than classes",
            where=where,
            hint=f"{hint}, or put the numbers into a few classes first",
        )
    if distinct > MAX_CLASSES or (rows >= 10 and distinct > 0.5 * rows):
        raise PinnaceError(
            "data.label",
            what=f"almost every row has a label of its own ({shown}, …): this looks like an id or free text",
            where=where,
            hint=hint,
        )
    if distinct == 1:
        raise PinnaceError(
            "data.one_class",
            what=f"every row has the same label, {next(iter(counts))!r}: there is nothing to tell apart",
            where=where,
            hint="add rows of at least one other class, or " + hint,
        )


def unknown(name: str, classes: Sequence[str], place: str) -> PinnaceError:
    near = get_close_matches(name.casefold(), {c.casefold(): c for c in classes}, n=1, cutoff=0.6)
    match = next((c for c in classes if near and c.casefold() == near[0]), "")
    did = f"did you mean {match!r}? " if match else ""
    return PinnaceError(
        "data.label",
        what=f"the label {name!r} is not one of the model's classes",
        where=place,
        hint=f"{did}the classes are: {', '.join(classes[:20])}",
    )
