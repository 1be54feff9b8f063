"""Labels, tensors, plan: three sections in that order, filled to the last byte."""

from __future__ import annotations

from attacks.case import attack
from attacks.recipe import bias, features, labels, package, plan, sealed, section, tensors

LABELS = section(1, labels(b"bad", b"good"))
TENSORS = section(2, tensors(features(), bias()))
PLAN = section(3, plan())


@attack("package.section")
def no_labels() -> bytes:
    """The first section left out."""
    return sealed(TENSORS + PLAN)


@attack("package.length")
def no_plan() -> bytes:
    """The last section left out."""
    return sealed(LABELS + TENSORS)


@attack("package.section")
def wrong_order() -> bytes:
    """The plan before the tensors that it names: it would be checked against none."""
    return sealed(LABELS + PLAN + TENSORS)


@attack("package.section")
def labels_twice() -> bytes:
    """Two label sections: one is verified, the other is shown."""
    return sealed(LABELS + LABELS + TENSORS + PLAN)


@attack("package.section")
def unknown_section() -> bytes:
    """A fourth section that nobody asked for."""
    return sealed(LABELS + TENSORS + PLAN + section(4, b"hello"))


@attack("package.section")
def hidden_bytes() -> bytes:
    """Bytes behind the plan, within the length and the checksum: a place for another file."""
    return sealed(LABELS + TENSORS + PLAN + b"\x00")


@attack("package.section")
def padded_section() -> bytes:
    """A section longer than what it holds."""
    return package(labels=labels(b"bad", b"good") + b"\x00\x00")


@attack("package.length")
def empty_section() -> bytes:
    """A section of no bytes."""
    return package(plan=b"")


@attack("package.length")
def section_past_the_end() -> bytes:
    """A section that reaches one byte past the file."""
    return sealed(LABELS + TENSORS + b"\x03" + bytes([len(plan()) + 1]) + plan())


@attack("package.length")
def section_of_4_gb() -> bytes:
    """A section of 2^32 - 1 bytes: begin + length wraps on 32 bits and passes a careless check."""
    return sealed(LABELS + b"\x02" + b"\xff\xff\xff\xff\x0f" + TENSORS)


@attack("package.number")
def length_of_35_bits() -> bytes:
    """A varint of five full bytes: 2^35 - 1 cut to 32 bits would be another number."""
    return sealed(LABELS + b"\x02" + b"\xff\xff\xff\xff\x7f" + TENSORS)


@attack("package.number")
def endless_number() -> bytes:
    """A varint that never ends: shifting by 35 and more is undefined."""
    return sealed(b"\x01" + b"\x80" * 64)


@attack("package.number")
def long_spelling() -> bytes:
    """A number with a needless zero byte: two files would mean the same package."""
    content = labels(b"bad", b"good")
    return sealed(b"\x01" + bytes([len(content) | 128, 0]) + content + TENSORS + PLAN)


@attack("package.length")
def number_cut_off() -> bytes:
    """The file ends within a number."""
    return sealed(LABELS + b"\x02\x80")
