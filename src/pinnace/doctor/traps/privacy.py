"""Apple's privacy manifests: App Store Connect refuses apps that use certain APIs without giving a reason.

Since 1 May 2024: developer.apple.com/news/upcoming-requirements/?id=05012024a. Which APIs, and which reasons:
developer.apple.com/documentation/bundleresources/describing-use-of-required-reason-api. Read in November 2026.
"""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from pinnace.doctor.finding import Finding, problem
from pinnace.doctor.project import Project

NAME = "PrivacyInfo.xcprivacy"
WANTED = re.compile(
    r"\b(UserDefaults|@AppStorage|systemUptime|mach_absolute_time|creationDate|modificationDate"
    r"|activeInputModes|volumeAvailableCapacity\w*|systemFreeSize)\b"
)
LIBRARY = "sdk/swift/Model.swift"  # of ours, wherever it was copied


def find(project: Project) -> Iterator[Finding]:
    for path in project.named(NAME):
        try:
            told = plistlib.loads(project.bytes(path))
        except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, KeyError, IndexError):
            told = None
        if not isinstance(told, dict) or "NSPrivacyTracking" not in told:
            yield problem("privacy", path, "this is no privacy manifest", "write it again, with Xcode's template")
    for path in project.ending(LIBRARY):
        if f"{path.removesuffix('Model.swift')}{NAME}" not in project:
            yield problem("privacy", path, "the library's own privacy manifest is gone", "pinnace ship --to ios")
    yield from unexplained(project)


def unexplained(project: Project) -> Iterator[Finding]:
    """APIs that want a reason, in an app whose own manifest is missing."""
    if not list(project.named("Info.plist", "project.pbxproj")):
        return
    library = [path.removesuffix("Model.swift") for path in project.ending(LIBRARY)]
    if any(not path.startswith(tuple(library)) if library else True for path in project.named(NAME)):
        return
    for path in project.ending(".swift", ".m"):
        if found := WANTED.search(project.text(path)):
            what = f"{found[1]} wants a reason, and the app has no {NAME} of its own"
            yield problem("privacy", path, what, f"add {NAME} with NSPrivacyAccessedAPITypes to the app's target")
            return
