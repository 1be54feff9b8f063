"""A package taken apart for people: which bytes are what. The core has verified them first; this only walks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pinnace.packaging import numbers as n


@dataclass
class Part:
    """A span of a package's bytes."""

    name: str
    bytes: int
    what: str


@dataclass
class Walk:
    """A cursor over verified bytes that remembers what each span was."""

    data: bytes
    at: int = 0
    parts: list[Part] = field(default_factory=list)

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def note(self, since: int, name: str, what: str) -> None:
        self.parts.append(Part(name, self.at - since, what))


def walk(shipped: bytes) -> tuple[list[Part], dict[str, Any]]:
    """(every byte's part, the facts of the plan) of the shipped bytes of a verified package (spec/package.md)."""
    w = Walk(shipped)
    w.take(n.HEADER)
    w.note(0, "header", "magic, format, core level, size, checksum")
    facts: dict[str, Any] = {"format": shipped[4], "core_level": shipped[5]}
    for reads in (_labels, _tensors, _plan):
        since = w.at
        w.byte()
        w.varint()
        w.note(since, "section", "kind and length")
        reads(w, facts)
    assert sum(part.bytes for part in w.parts) == len(shipped)
    return w.parts, facts


def _labels(w: Walk, facts: dict[str, Any]) -> None:
    since = w.at
    facts["labels"] = [w.take(w.byte()).decode() for _ in range(w.varint())]
    w.note(since, "labels", f"{len(facts['labels'])} labels, UTF-8")


def _tensors(w: Walk, facts: dict[str, Any]) -> None:
    since = w.at
    count = w.varint()
    w.note(since, "tensors", f"{count} tensors follow")
    facts["tensors"] = [_tensor(w) for _ in range(count)]


def _tensor(w: Walk) -> dict[str, Any]:
    since = w.at
    identity, coding = w.varint(), w.byte()
    if coding == n.RAW:
        rows, columns = w.varint(), w.varint()
        w.take(4 * rows * columns)
        w.note(since, f"tensor {identity}", f"raw: {rows} × {columns} int32")
        return {"id": identity, "coding": "raw", "rows": rows, "columns": columns}
    if coding == n.DENSE:
        rows, columns = w.varint(), w.varint()
        length = w.varint()
        w.take(length)
        w.note(
            since,
            f"tensor {identity}",
            f"dense: {rows} × {columns} int8, {8 * length / (rows * columns):.1f} bits each",
        )
        return {"id": identity, "coding": "dense", "rows": rows, "columns": columns}
    bits, rows, columns, count = w.byte(), w.varint(), w.varint(), w.byte()
    w.note(since, f"tensor {identity}", "description")
    since = w.at
    levels = np.frombuffer(w.take(2 * count), "<i2").tolist()
    w.note(
        since,
        f"tensor {identity} levels",
        f"{count} levels, from {levels[0] / 1024:+.2f} to {levels[-1] / 1024:+.2f} nat",
    )
    since = w.at
    length = w.varint()
    w.take(length)
    each = f", {8 * length / rows:.1f} bits each" if rows else ""
    w.note(since, f"tensor {identity} rows", f"{rows:,} kept n-grams of 2^{bits} keys{each}")
    return {"id": identity, "coding": "sparse rows", "bits": bits, "rows": rows, "columns": columns, "levels": levels}


def _plan(w: Walk, facts: dict[str, Any]) -> None:
    since = w.at
    facts["task"] = {n.TEXT: "text", n.IMAGE: "image"}[w.byte()]
    facts["tokenizer" if facts["task"] == "text" else "front_end"] = w.byte()
    facts["arena_bytes"] = w.varint()
    facts["values"] = [_value(w, facts["core_level"]) for _ in range(w.varint())]
    facts["operators"] = [_operator(w) for _ in range(w.varint())]
    facts["scores"], facts["probabilities"] = w.varint(), w.varint()
    w.note(since, "plan", " → ".join(op["op"] for op in facts["operators"]))


def _value(w: Walk, level: int) -> dict[str, Any]:
    kind = ("int32", "uint32", "int8", "int16")[w.byte()]
    shape = {"n": w.varint()} if level < n.NETWORK_LEVEL else {"rows": w.varint(), "columns": w.varint()}
    return {"type": kind, **shape, "offset": w.varint()}


WEIGHTED = ("weights", "bias", "scale")
WINDOW = ("in", "width", "stride", "dilation", "relu", "shift", *WEIGHTED, "out")
SQUARE = ("in", "across", "size", "stride", "relu", "shift", *WEIGHTED, "out")
DILATED = (*SQUARE[:4], "dilation", *SQUARE[4:])
GRAMS = ("words", "chars_min", "chars_max", "multiplier")
OPERATORS = {  # code -> name, arguments in their order (spec/ops.md)
    n.GRAM_SUM: ("gram_sum.v1", (*GRAMS, "features", "bias", "out")),
    n.EMBED: ("embed.v1", ("head", "tail", *GRAMS, "table", "out")),
    n.CONV: ("conv.v1", WINDOW),
    n.DEPTHWISE: ("depthwise.v1", WINDOW),
    n.POOL: ("pool.v1", ("in", "kind", "out")),
    n.ATTEND: ("attend.v1", ("in", "scores", "out")),
    n.GATE: ("gate.v1", ("in", "out")),
    n.ADD: ("add.v1", ("a", "b", "out")),
    n.GRU: ("gru.v1", ("in", *WEIGHTED, "shift", "out")),
    n.PICTURE: ("picture.v1", ("width", "height", "fit", "background", "out")),
    n.CONV2D: ("conv2d.v1", SQUARE),
    n.DEPTHWISE2D: ("depthwise2d.v1", SQUARE),
    n.CONV2D_2: ("conv2d.v2", DILATED),
    n.DEPTHWISE2D_2: ("depthwise2d.v2", DILATED),
    n.POOL2D: ("pool2d.v1", ("in", "across", "size", "stride", "kind", "out")),
    n.SCALE: ("scale.v1", ("in", "gates", "out")),
    n.MIRROR: ("mirror.v1", ("in", "across", "out")),
    n.LOGISTIC: ("logistic.v1", ("in", "out")),
    n.SOFTMAX: ("softmax.v1", ("in", "out")),
}


def _operator(w: Walk) -> dict[str, Any]:
    name, arguments = OPERATORS[w.byte()]
    return {"op": name, **{argument: w.varint() for argument in arguments}}
