"""Which columns hold the text, the label and the group: as the user says, else by name, else by content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from statistics import fmean

from pinnace.data.dialect import is_number
from pinnace.data.names import LABEL, RATING, SHORT_TEXT, TEXT, normal
from pinnace.data.table import Table, listed
from pinnace.errors import PinnaceError


@dataclass(frozen=True)
class Columns:
    """Indexes into ``Table.names``, and what was guessed."""

    text: int
    label: int | None
    group: int | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """What the first rows say about one column."""

    index: int
    name: str
    count: int  # rows that have a value
    distinct: int
    length: float  # mean number of characters
    textual: bool  # strings that are not numbers
    filled: bool  # at least half of the rows have a value

    @property
    def prose(self) -> bool:
        """Longer than a name or a code, hardly ever the same twice, and there in most rows."""
        return self.textual and self.length >= 12 and self.distinct > 0.5 * self.count and self.filled


def choose(table: Table, *, text: str | None, label: str | None, group: str | None, unlabelled: bool) -> Columns:
    """The columns of ``table``; raises ``data.columns`` when a name is unknown or a choice would be a gamble."""
    profiles = [profile(table, index) for index in range(len(table.names))]
    notes: list[str] = []
    named_text = None if text is None else find(table, text)
    named_label = None if label is None else find(table, label)
    named_group = None if group is None else find(table, group)
    if named_text is not None and named_text == named_label:
        raise PinnaceError(
            "data.columns",
            what=f"the text column and the label column are the same: {text!r}",
            where=table.source,
            hint=f"name two columns of: {listed(table.names)}",
        )
    taken = {named_label, named_group}
    text_index = (
        named_text if named_text is not None else guess_text([p for p in profiles if p.index not in taken], table)
    )
    if named_text is None and len(profiles) > 1:
        others = [p.name for p in profiles if p.prose and p.index not in (text_index, *taken)]
        notes.append(f"text column: {table.names[text_index]} (found{also(others)})")
    label_index = named_label
    if label_index is None and not unlabelled:
        rest = [p for p in profiles if p.index not in (text_index, named_group)]
        label_index, why = guess_label(rest, table, table.names[text_index])
        notes.append(f"label column: {table.names[label_index]} ({why})")
    return Columns(text_index, label_index, named_group, tuple(notes))


def profile(table: Table, index: int) -> Profile:
    values = [cells[index] for _, cells in table.head]
    values = [v for v in values if v is not None and not (isinstance(v, str) and not v.strip())]
    strings = [v for v in values if isinstance(v, (str, bytes))]
    textual = bool(strings) and not all(isinstance(v, str) and is_number(v) for v in strings)
    if not values:
        textual = normal(table.names[index]) in TEXT  # so that "no row has a text" is said of the right column
    length = fmean(len(v) for v in strings) if strings else 0.0
    filled = 2 * len(values) >= len(table.head)
    return Profile(index, table.names[index], len(values), len({str(v) for v in values}), length, textual, filled)


def guess_text(profiles: Sequence[Profile], table: Table) -> int:
    texts = [p for p in profiles if p.textual]
    if not texts or any(normal(p.name) == "text" and p.count and not p.textual for p in profiles):
        raise PinnaceError(
            "data.columns",
            what="no column holds texts" if not texts else "the column 'text' holds no texts",
            where=table.source,
            hint=f"the columns are: {listed(table.names)}; name the one with the texts: --text-column NAME",
        )
    for names in (TEXT, SHORT_TEXT):
        matching = [p for p in texts if normal(p.name) in names]
        if exact := [p for p in matching if normal(p.name) == "text"]:
            return exact[0].index
        if matching:
            return clearly_longest(matching, 4.0, table)
    return clearly_longest(texts, 2.0, table)


def clearly_longest(profiles: Sequence[Profile], factor: float, table: Table) -> int:
    """The column of the longest values, unless another is prose of a like length."""
    first, *others = sorted(profiles, key=lambda p: (-p.length, p.index))
    rivals = [p for p in others if p.prose and p.length * factor > first.length]
    if rivals:
        raise PinnaceError(
            "data.columns",
            what=f"more than one column may be the text: {listed([first.name, *(p.name for p in rivals)])}",
            where=table.source,
            hint=f"name it: --text-column {shell(first.name)}",
        )
    return first.index


def guess_label(profiles: Sequence[Profile], table: Table, text: str) -> tuple[int, str]:
    """(index, how it was found) of the label column."""
    for names in (LABEL, RATING):
        matching = sorted((p for p in profiles if normal(p.name) in names), key=lambda p: names.index(normal(p.name)))
        usable = [p for p in matching if few_values(p)] or matching
        if usable:
            others = [p.name for p in profiles if normal(p.name) in (*LABEL, *RATING) and p is not usable[0]]
            return usable[0].index, f"found{also(others)}"
    plausible = [p for p in profiles if few_values(p) and p.filled]
    usable = sorted((p for p in plausible if p.distinct > 1), key=lambda p: (p.distinct, p.index))
    constant = [p for p in plausible if p.distinct == 1]
    if not usable and len(constant) == 1:  # sorted by class: the first rows have the first class only
        return constant[0].index, "found: nothing else comes again and again"
    if not usable:
        alone = f"there is no label: {text!r} is the only column"
        raise PinnaceError(
            "data.columns",
            what=f"no column but {text!r} has a few values that come again and again" if profiles else alone,
            where=table.source,
            hint=f"name the label, --label-column NAME; the columns are: {listed(table.names)}"
            if profiles
            else "add a column of labels (in a .txt file: __label__NAME before each text)",
        )
    if len(usable) > 1 and usable[0].distinct == usable[1].distinct:
        raise PinnaceError(
            "data.columns",
            what=f"more than one column may be the label: {listed([p.name for p in usable])}",
            where=table.source,
            hint=f"name it: --label-column {shell(usable[0].name)}",
        )
    others = [p.name for p in usable[1:]]
    return usable[0].index, f"found: it has the fewest values, {usable[0].distinct}{also(others)}"


def also(names: Sequence[str]) -> str:
    return f"; not used: {listed(names)}" if names else ""


def few_values(p: Profile) -> bool:
    return p.count > 0 and (p.distinct <= 0.5 * p.count or p.count < 10) and p.distinct <= 500 and p.length <= 100


def find(table: Table, wanted: str) -> int:
    """Index of the column called ``wanted``, up to case; by number from 1 where the file names none."""
    if wanted in table.names:
        return table.names.index(wanted)
    same = [index for index, name in enumerate(table.names) if name.casefold() == wanted.strip().casefold()]
    if len(same) == 1:
        return same[0]
    if not table.named and wanted.isdecimal() and 1 <= int(wanted) <= len(table.names):
        return int(wanted) - 1
    lower = {name.casefold(): name for name in table.names}
    near = get_close_matches(wanted.casefold(), lower, n=1, cutoff=0.6)
    did = f"did you mean {lower[near[0]]!r}? " if near else ""
    raise PinnaceError(
        "data.columns",
        what=f"there is no column {wanted!r}",
        where=table.source,
        hint=f"{did}the columns are: {listed(table.names)}",
    )


def shell(name: str) -> str:
    return f'"{name}"' if " " in name else name
