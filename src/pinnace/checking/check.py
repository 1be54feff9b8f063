"""``check``: the same raw inputs through every runtime on this machine; the answers must be equal, bit for bit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from pinnace.checking import reference
from pinnace.checking.inputs import Case, gather, gather_pictures
from pinnace.checking.protocol import Answers, Request
from pinnace.checking.reference.plan_reader import IMAGE
from pinnace.checking.report import DIFFERENT, EQUAL, NOT_RUN, CheckReport, Difference, Row
from pinnace.checking.runtimes import RUNTIMES
from pinnace.checking.runtimes.process import Broken, NotRun
from pinnace.core_errors import from_core
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.runtime.package import contents

SHOWN = 3  # differences kept of each runtime

Progress = Callable[[str], None]  # told the name of each runtime before it runs


def check(
    path: str | Path,
    inputs: str | Path | None = None,
    runtimes: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> CheckReport:
    """Replay goldens, torture list and ``inputs`` (a file) through ``runtimes`` (all by default).

    Expected are a golden's recorded answer and, for everything else, the answer of the first runtime that ran
    (``reference``, unless it was left out). Raises PinnaceError: usage.runtime for an unknown name, package.missing,
    data.* for the file of inputs, and the package's own code when every runtime refuses it alike.
    """
    names = chosen(runtimes)
    data = contents(path)
    shipped, _ = evidence.split(data)
    package = opened(shipped)
    pictures = package is not None and package.plan.task == IMAGE
    collect = gather_pictures if pictures else gather
    cases, explained = collect(evidence.read(data) if package else {}, inputs)
    request = Request(shipped, [case.text for case in cases], explained)
    answers: dict[str, dict[str, Answers]] = {}
    rows: dict[str, Row] = {}
    for name in names:
        if progress:
            progress(name)
        try:
            answers[name] = RUNTIMES[name](request)
        except NotRun as reason:
            rows[name] = Row(status=NOT_RUN, cases=0, mismatches=0, why=str(reason))
        except Broken as reason:
            rows[name] = Row(status=DIFFERENT, cases=len(cases), mismatches=len(cases), why=str(reason))
    if not any(row["status"] == DIFFERENT for row in rows.values()):
        refused_alike(answers, path)
    differences: list[Difference] = []
    if answers:
        baseline = next(iter(next(iter(answers.values())).values()))
        for name, variants in answers.items():
            rows[name], found = compare(name, variants, baseline, cases)
            differences += found
    equal = len(answers) > 0 and all(row["status"] != DIFFERENT for row in rows.values())
    return CheckReport(equal, {name: rows[name] for name in names}, differences)


def chosen(runtimes: Sequence[str] | None) -> list[str]:
    names = list(RUNTIMES) if runtimes is None else [name for name in RUNTIMES if name in runtimes]
    unknown = sorted(set(runtimes or ()) - set(RUNTIMES))
    if unknown or not names:
        raise PinnaceError(
            "usage.runtime", what=f"no such runtime: {', '.join(unknown)}", hint=f"there are: {', '.join(RUNTIMES)}"
        )
    return names


def opened(shipped: bytes) -> reference.Package | None:
    """The package as the reference reads it; None if it refuses: evidence of refused bytes is not worth reading."""
    try:
        return reference.parse(shipped)
    except PinnaceError:
        return None


def refused_alike(answers: dict[str, dict[str, Answers]], path: str | Path) -> None:
    errors = {found.error for variants in answers.values() for found in variants.values()}
    if len(errors) == 1:
        from_core(errors.pop(), str(path))


def compare(
    name: str, variants: dict[str, Answers], baseline: Answers, cases: Sequence[Case]
) -> tuple[Row, list[Difference]]:
    """One runtime against what is expected. Each input counts once, however many variants answered it otherwise."""
    for variant, found in variants.items():
        if found.error or baseline.error:
            if found.error != baseline.error:
                told = f"refuses the package: {found.refusal}" if found.error else "opens a package that others refuse"
                return Row(status=DIFFERENT, cases=len(cases), mismatches=len(cases), why=label(variant) + told), []
            return Row(status=EQUAL, cases=len(cases), mismatches=0, why=f"refuses the package: {found.refusal}"), []
        if found.rows.shape != baseline.rows.shape:
            why = f"{label(variant)}answers have shape {found.rows.shape}, not {baseline.rows.shape}"
            return Row(status=DIFFERENT, cases=len(cases), mismatches=len(cases), why=why), []
    wrong: dict[int, tuple[str, list[int], list[int]]] = {}
    for variant, found in variants.items():
        for i in map(int, np.flatnonzero((found.rows != baseline.rows).any(axis=1))):
            wrong.setdefault(i, (variant, baseline.rows[i].tolist(), found.rows[i].tolist()))
        for i, (ours, theirs) in enumerate(zip(baseline.explanations, found.explanations, strict=True)):
            if not np.array_equal(ours, theirs):
                wrong.setdefault(i, (f"{variant} explanation".strip(), ours.tolist(), theirs.tolist()))
        for i, case in enumerate(cases):
            if case.recorded is not None and not np.array_equal(case.recorded, found.rows[i]):
                wrong[i] = (variant, case.recorded.tolist(), found.rows[i].tolist())
    differences = [
        Difference(name, label(variant) + cases[i].source, cases[i].text, expected, got)
        for i, (variant, expected, got) in sorted(wrong.items())[:SHOWN]
    ]
    told_first = str(differences[0]) if differences else None
    status = DIFFERENT if wrong else EQUAL
    return Row(status=status, cases=len(cases), mismatches=len(wrong), why=told_first), differences


def label(variant: str) -> str:
    return f"{variant}: " if variant else ""
