"""Packages that were damaged on their way into the app, or that carry what devices do not need."""

from __future__ import annotations

from collections.abc import Iterator

from pinnace.doctor.finding import Finding, note, problem
from pinnace.doctor.project import Project
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.runtime import Package

LFS = b"version https://git-lfs"


def find(project: Project) -> Iterator[Finding]:
    for path in project.ending(".pinnace"):
        data = project.bytes(path)
        if data.startswith(LFS):
            yield problem("package", path, "this is a pointer of Git LFS, not the package", "git lfs pull")
            continue
        try:
            Package(data)
        except PinnaceError as error:
            fix = f"ship it again; in .gitattributes: *.pinnace binary ({error.hint})"
            yield problem("package", path, f"{error.code}: {error.what}", fix)
            continue
        if rest := evidence.split(data)[1]:
            what = f"it carries {len(rest):,} bytes of evidence, which no device reads"
            yield note("package", path, what, "take the file that `pinnace ship` writes")
