"""`pinnace inspect`: what is in a package and where every byte goes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import brotli

from pinnace.packaging import evidence, memory
from pinnace.packaging.reader import walk
from pinnace.runtime import Package


def inspect(path: str | Path) -> dict[str, Any]:
    """Facts of a package: sizes, labels, plan, `parts` (name, bytes, what; together every byte), evidence.

    `memory`, in bytes, is all that the core ever needs, whatever the input: `model` once it is open (weights unpacked),
    `session` for each thread that predicts, of which `values` are the network's values (activations) at their peak, and
    `explain`. `values_apart` is what the values would take if none shared memory.
    Raises PinnaceError("package.…") when the core refuses the file.
    """
    package = Package.load(path)
    data = Path(path).read_bytes()
    shipped, rest = evidence.split(data)
    parts, facts = walk(shipped)
    rows = [{"name": part.name, "bytes": part.bytes, "what": part.what} for part in parts]
    if rest:
        rows.append({"name": "evidence", "bytes": len(rest), "what": "goldens and metrics; `ship` leaves it out"})
    return {
        "package": str(path),
        "bytes": len(shipped),
        "bytes_brotli": len(brotli.compress(shipped, quality=11)),
        "bytes_file": len(data),
        "sha256": hashlib.sha256(shipped).hexdigest(),
        "memory": {**package.memory, "values": facts["arena_bytes"], "values_apart": apart(facts["values"])},
        **facts,
        "parts": rows,
        "evidence": summary(evidence.read(data)),
    }


def apart(values: list[dict[str, Any]]) -> int:
    """Bytes of all values of a plan together."""
    shapes = ((v["type"], v["n"] if "n" in v else v["rows"] * v["columns"]) for v in values)
    return memory.apart([int(kind.lstrip("uint")) // 8 * count for kind, count in shapes])[0]


def summary(content: dict[str, Any]) -> dict[str, Any]:
    """The evidence without its long lists."""
    return {key: f"{len(value)} cases" if isinstance(value, list) else value for key, value in content.items()}
