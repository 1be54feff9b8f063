"""Java class files without what only debuggers and Java's compilers read: an app carries less of them.

Left out, as R8 does in an app's release build: names of local variables, line numbers, annotations that no program sees
(@NotNull), and of internal classes Kotlin's metadata. Format: docs.oracle.com/javase/specs/jvms/se8/html/jvms-4.html.
"""

from __future__ import annotations

import struct

UNREAD = {"LineNumberTable", "LocalVariableTable", "SourceDebugExtension"}
UNREAD |= {"RuntimeInvisibleAnnotations", "RuntimeInvisibleParameterAnnotations"}
METADATA = "RuntimeVisibleAnnotations"  # kotlin.Metadata is the only one
SIZES = {
    3: 4,
    4: 4,
    5: 8,
    6: 8,
    7: 2,
    8: 2,
    9: 4,
    10: 4,
    11: 4,
    12: 4,
    15: 3,
    16: 2,
    17: 4,
    18: 4,
}  # of constants, by tag
TEXTLESS = {"StackMapTable", "ConstantValue", "BootstrapMethods", "Exceptions"}
TEXT, WIDE, NAMING, NAME_AND_TYPE = 1, {5, 6}, {7, 8, 16}, 12  # WIDE take two places; NAMING hold the index of a text


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, n: int) -> bytes:
        self.at += n
        return self.data[self.at - n : self.at]

    def number(self, n: int = 2) -> int:
        return int.from_bytes(self.take(n), "big")


def trimmed(data: bytes, *, internal: bool) -> bytes:
    """The same class. ``internal``: no Kotlin outside sees it. Raises ValueError for what Kotlin does not make."""
    reader = _Reader(data)
    head, count = reader.take(8), reader.number()
    constants = _constants(reader, count)
    body = _Body(reader, constants, UNREAD | ({METADATA} if internal else set()))
    body.read()
    used = body.used
    for tag, value in constants.values():
        if tag in NAMING:
            used.add(int.from_bytes(value, "big"))
        if tag == NAME_AND_TYPE:
            used.update(struct.unpack(">HH", value))
    parts = [head, struct.pack(">H", count)]
    for index, (tag, value) in constants.items():  # a text that nothing names any more becomes empty: indices stay
        kept = value if tag != TEXT or index in used else b""
        parts += [bytes([tag]), struct.pack(">H", len(kept)) if tag == TEXT else b"", kept]
    return b"".join([*parts, *body.parts])


def _constants(reader: _Reader, count: int) -> dict[int, tuple[int, bytes]]:
    """Index to tag and content."""
    found, index = {}, 1
    while index < count:
        tag = reader.number(1)
        found[index] = tag, reader.take(reader.number() if tag == TEXT else SIZES[tag])
        index += 2 if tag in WIDE else 1
    return found


class _Body:
    """What follows the constants: copied part by part, the texts that it names collected."""

    def __init__(self, reader: _Reader, constants: dict[int, tuple[int, bytes]], unread: set[str]) -> None:
        self.reader, self.constants, self.unread = reader, constants, unread
        self.parts: list[bytes] = []
        self.used: set[int] = set()

    def read(self) -> None:
        self.copy(6)  # access, this class, the one above it
        self.copy(2 * self.copied())  # interfaces
        for _ in range(2):  # fields, methods
            for _ in range(self.copied()):
                self.copy(2)
                self.name(2)
                self.attributes()
        self.attributes()

    def copy(self, n: int) -> bytes:
        self.parts.append(self.reader.take(n))
        return self.parts[-1]

    def copied(self) -> int:
        return int.from_bytes(self.copy(2), "big")

    def name(self, n: int = 1) -> None:
        for _ in range(n):
            self.used.add(self.copied())

    def attributes(self) -> None:
        at, kept = len(self.parts), 0
        self.parts.append(b"")
        for _ in range(self.reader.number()):
            index, length = self.reader.number(), self.reader.number(4)
            kind = self.constants[index][1].decode()
            if kind in self.unread:
                self.reader.take(length)
                continue
            kept += 1
            self.used.add(index)
            head, first = len(self.parts), len(self.parts) + 1
            self.parts.append(b"")
            self.content(kind, length)
            size = sum(map(len, self.parts[first:]))
            self.parts[head] = struct.pack(">HI", index, size)
        self.parts[at] = struct.pack(">H", kept)

    def content(self, kind: str, length: int) -> None:
        if kind == "Code":
            self.copy(4)  # stack, locals
            self.copy(int.from_bytes(self.copy(4), "big"))
            self.copy(8 * self.copied())  # exceptions caught
            self.attributes()
        elif kind in ("Signature", "SourceFile"):
            self.name()
        elif kind == "InnerClasses":
            for _ in range(self.copied()):
                self.copy(4)
                self.name()
                self.copy(2)
        elif kind == METADATA:
            for _ in range(self.copied()):
                self.annotation()
        elif kind in TEXTLESS:
            self.copy(length)
        else:
            raise ValueError(f"an attribute that Kotlin does not make: {kind}")

    def annotation(self) -> None:
        self.name()
        for _ in range(self.copied()):
            self.name()
            self.value()

    def value(self) -> None:
        tag = self.copy(1).decode()
        if tag == "[":
            for _ in range(self.copied()):
                self.value()
        elif tag in "sBCDFIJSZ":  # a text, or the index of a number
            self.name()
        else:
            raise ValueError(f"a value that Kotlin's metadata does not have: {tag}")
