"""Where the bytes are: the wasm modules and their Unicode tables after brotli-11, what a page fetches before its first
prediction, the host library, a package.

The share of the Unicode tables is what the module grows by: its compressed size less that of the module without the
bytes of the array in core/src/unicode_data.h.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import brotli

from bench.machine import ROOT
from bench.report import Report
from pinnace import packaging
from pinnace.runtime import library
from pinnace.shipping import cores, faces

ARRAY = re.compile(r"static const uint8_t \w+\[\d+\] = \{([\d,\s]+)\};")
BARS = {"whole": "≤ 11,000", "code": "≤ 8,000", "Unicode tables": "≤ 3,000"}
PAGE_BAR = 20_000  # wasm and JavaScript before the first prediction, without the model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the same, nothing saved")
    parser.add_argument("--package", type=Path, help="a package to take apart")
    args = parser.parse_args()
    report = Report(
        "sizes",
        "Sizes of what ships",
        quick=args.quick,
        notes=(
            "Bar: simd module at most 8,000 bytes of code and 3,000 of Unicode tables after brotli-11.",
            "brotli: of the file; of a part, what the file grows by when the part is in it, so the parts add up.",
        ),
    )
    binaries = Path(library.__file__).parent / "bin"
    tables = unicode_tables()
    for name in (name for build in cores.BUILDS if build.texts for name in build.files):
        bars = BARS if name == cores.BUILDS[0].simd else {}
        module = (binaries / name).read_bytes()
        assert tables in module, f"{name} has not the table of unicode_data.h: is it stale?"
        code = module.replace(tables, b"")
        whole, without = compressed(module), compressed(code)
        for part, size, small in (
            ("whole", len(module), whole),
            ("code", len(code), without),
            ("Unicode tables", len(module) - len(code), whole - without),
        ):
            report.add(file=name, part=part, bytes=f"{size:,}", brotli=f"{small:,}", bar=bars.get(part, ""))
    for name in cores.BUILDS[1].files:  # that of pictures has no tables
        module = (binaries / name).read_bytes()
        report.add(file=name, part="whole", bytes=f"{len(module):,}", brotli=f"{compressed(module):,}")
    pages(report)
    report.add(
        file="unicode_data.h", part="alone", bytes=f"{len(tables):,}", brotli=f"{compressed(tables):,}"
    )  # coded: brotli finds nothing more
    host = library.path()
    report.add(
        file=host.name, part="whole", bytes=f"{host.stat().st_size:,}", brotli=f"{compressed(host.read_bytes()):,}"
    )
    if args.package:
        facts = packaging.inspect(args.package)
        for part in facts["parts"]:
            report.add(file=args.package.name, part=part["name"], bytes=f"{part['bytes']:,}")
        report.add(
            file=args.package.name,
            part="whole, without evidence",
            bytes=f"{facts['bytes']:,}",
            brotli=f"{facts['bytes_brotli']:,}",
        )
    report.finish()


def pages(report: Report) -> None:
    """What `pinnace ship --to web` writes and a page fetches before its first prediction, without the package."""
    for what, face, build in (
        ("texts, linear rung", faces.TEXT, cores.BUILDS[0]),
        ("pictures", faces.PICTURES, cores.BUILDS[1]),
        ("both", faces.BOTH, cores.BUILDS[2]),
    ):
        code = face.code((build,))
        files = {name: code[name] for name in (*face.first, build.usual)}
        sizes = {name: compressed(data) for name, data in files.items()}
        report.add(
            file=f"page of {what}", part=" + ".join(f"{name} {size:,}" for name, size in sizes.items()),
            bytes=f"{sum(map(len, files.values())):,}", brotli=f"{sum(sizes.values()):,}", bar=f"≤ {PAGE_BAR:,}",
        )  # fmt: skip


def unicode_tables() -> bytes:
    source = (ROOT / "core" / "src" / "unicode_data.h").read_text(encoding="utf-8")
    found = ARRAY.findall(source)
    assert len(found) == 1, "unicode_data.h is expected to hold one array"
    return bytes(int(number) for number in re.findall(r"\d+", found[0]))


def compressed(data: bytes) -> int:
    return len(brotli.compress(data, quality=11))


if __name__ == "__main__":
    main()
