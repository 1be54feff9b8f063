"""The bytes of a package, checked and taken apart (spec/package.md). Refuses with the same codes as the core."""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass

from pinnace.checking.reference.bounded import MOST, Reader, refuse
from pinnace.checking.reference.plan_reader import Plan, plan
from pinnace.checking.reference.tensors import MOST_COLUMNS, Tensor, tensors

MAGIC = b"\x89PNC"
FORMAT, LEVEL, HEADER = 1, 3, 16
LABELS, TENSORS, PLAN = 1, 2, 3
MOST_LABEL_BYTES = 1 << 16  # of all labels, their lengths included


@dataclass(frozen=True)
class Package:
    """What a device loads."""

    labels: list[str]
    tensors: list[Tensor]
    plan: Plan


def parse(data: bytes) -> Package:
    """Raises PinnaceError with a package.* code."""
    if data[:4] != MAGIC:
        refuse("package.magic")
    if len(data) < HEADER:
        refuse("package.length")
    if data[4] != FORMAT:
        refuse("package.version")
    if data[5] > LEVEL:
        refuse("package.core")
    length = int.from_bytes(data[8:12], "little")
    if not HEADER <= length <= len(data):
        refuse("package.length")
    if zlib.crc32(data[HEADER:length]) != int.from_bytes(data[12:16], "little"):
        refuse("package.checksum")
    if data[6:8] != b"\0\0":
        refuse("package.section")
    file = Reader(data, HEADER, length)
    part = section(file, LABELS)
    found_labels = labels(part)
    filled(part)
    part = section(file, TENSORS)
    found_tensors = tensors(part, data[5])
    filled(part)
    part = section(file, PLAN)
    found_plan = plan(part, found_tensors, len(found_labels), data[5])
    filled(part)
    filled(file)
    return Package(found_labels, found_tensors, found_plan)


def section(file: Reader, kind: int) -> Reader:
    if file.byte() != kind:
        refuse("package.section")
    return file.part(file.varint(MOST))


def filled(part: Reader) -> None:
    if not part.empty:
        refuse("package.section")


def labels(reader: Reader) -> list[str]:
    count = reader.varint(MOST_COLUMNS)
    if count < 2:
        refuse("package.label")
    if reader.end - reader.at > MOST_LABEL_BYTES:
        refuse("package.limit")
    found: list[str] = []
    for _ in range(count):
        try:
            label = reader.take(reader.byte()).decode("utf-8", "strict")
        except UnicodeDecodeError:
            refuse("package.label")
        if not label or label in found or any(unicodedata.category(character) == "Cc" for character in label):
            refuse("package.label")
        found.append(label)
    return found
