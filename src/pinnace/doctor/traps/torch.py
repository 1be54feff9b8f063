"""Pairs of Python, NumPy and PyTorch that pip cannot install, or that break when they are imported.

github.com/pytorch/pytorch/blob/main/RELEASE.md, "Release Compatibility Matrix" up to 2.9. Later ones pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinnace.doctor.finding import Finding, problem
from pinnace.doctor.project import Project

PYTHONS = {  # PyTorch -> the oldest and the newest Python 3 that it has wheels for
    (2, 2): (8, 12), (2, 3): (8, 12), (2, 4): (8, 12), (2, 5): (9, 13), (2, 6): (9, 13), (2, 7): (9, 13),
    (2, 8): (9, 13), (2, 9): (10, 14),
}  # fmt: skip
OLDEST = (2, 6)  # that `pinnace[train]` takes
PIN = r"^\s*[\"']?{}(?:\[[\w,]+\])?\s*==\s*(\d+)\.(\d+)"
LISTS = ("requirements.txt", "requirements-dev.txt", "constraints.txt", "pyproject.toml", "environment.yml")


def find(project: Project) -> Iterator[Finding]:
    pythons = {path: version for path in project.named("runtime.txt", ".python-version", "Dockerfile")
               if (version := python(project.text(path)))}  # fmt: skip
    for path in project.named(*LISTS):
        text = project.text(path)
        torch, numpy = pinned("torch", text), pinned("numpy", text)
        if torch is None:
            continue
        if torch < OLDEST and re.search(r"\bpinnace\[[\w,]*train", text):
            fix = f"torch>={OLDEST[0]}.{OLDEST[1]}"
            yield problem("torch", path, f"pinnace[train] does not take torch {shown(torch)}", fix)
        if torch < (2, 3) and numpy is not None and numpy >= (2, 0):
            what = f"torch {shown(torch)} was built for NumPy 1 and breaks with NumPy {shown(numpy)}"
            yield problem("torch", path, what, "torch>=2.3, or numpy<2")
        for place, version in pythons.items():
            low, high = PYTHONS.get(torch, (0, 99))
            if not low <= version <= high:
                what = f"there is no torch {shown(torch)} for Python 3.{version} ({place})"
                yield problem("torch", path, what, f"Python 3.{low} to 3.{high}, or another torch")


def pinned(name: str, text: str) -> tuple[int, int] | None:
    """Major and minor of NAME==VERSION in a list of requirements."""
    found = re.search(PIN.format(name), text, re.MULTILINE)
    return (int(found[1]), int(found[2])) if found else None


def python(text: str) -> int | None:
    """The minor version of Python 3 that a file asks for."""
    found = re.search(r"(?:^|python[-:]?)\s*3\.(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else None


def shown(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
