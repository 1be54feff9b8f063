"""ship --to ios: a SwiftPM package of sources, and the package for the app's bundle."""

from __future__ import annotations

import plistlib
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from builds import needs_compiler
from models import model

import pinnace
from pinnace.core_errors import CORE_ERRORS
from pinnace.packaging import writer
from pinnace.shipping import folder, ios, sources

BUDGET = 60_000  # bytes of arm64 code and data that an app grows by
PACKAGE = writer.write(model())
FILES = ios.files(PACKAGE, "two")
TARGETS = {"device": "aarch64-ios.13.0", "simulator": "aarch64-ios.14.0-simulator", "mac": "aarch64-macos.11.0"}


def test_the_folder(tmp_path: Path) -> None:
    (tmp_path / "My Reviews.pinnace").write_bytes(PACKAGE)
    outcome = pinnace.ship(tmp_path / "My Reviews.pinnace", ["ios"], tmp_path / "out")
    assert {path.split("/")[1] for path in outcome.files} == {"README.md", "Pinnace", "my-reviews.pinnace"}
    assert (tmp_path / "out" / "ios" / "my-reviews.pinnace").read_bytes() == PACKAGE
    assert 'Model(named: "my-reviews")' in (tmp_path / "out" / "ios" / "README.md").read_text()


def test_the_readme_is_filled() -> None:
    assert "{{" not in FILES["README.md"].decode() and "“label 0”, “label 1”" in FILES["README.md"].decode()


def test_what_the_manifest_names_is_there() -> None:
    text = FILES["Pinnace/Package.swift"].decode()
    assert "unsafeFlags" not in text  # SwiftPM refuses it in a dependency
    listed = [name for found in re.findall(r"\bsources: \[(.*?)\]", text) for name in re.findall(r'"(.+?)"', found)]
    swift = ["Core", "Errors", "Images", "Model", "Pictures", "Probabilities"]
    assert sorted(listed) == [*(f"{name}.swift" for name in swift), "pinnace.c"]
    for name in [*listed, *re.findall(r'\.copy\("(.+?)"\)', text), "pinnace.h"]:
        assert [path for path in FILES if path.endswith(f"/{name}")], name


def test_the_privacy_manifest_says_that_nothing_is_collected() -> None:
    told = plistlib.loads(FILES["Pinnace/sdk/swift/PrivacyInfo.xcprivacy"])
    assert told == {
        "NSPrivacyTracking": False,
        "NSPrivacyTrackingDomains": [],
        "NSPrivacyCollectedDataTypes": [],
        "NSPrivacyAccessedAPITypes": [],
    }


def test_no_api_that_wants_a_reason() -> None:
    """Apple's list: file times, boot time, disk space, keyboards, user defaults. Our sources name none of them."""
    wanted = r"UserDefaults|systemUptime|mach_absolute_time|stat\(|(creation|modification)Date|InputModes|DiskSpace"
    for path in sources.sdk("swift").glob("*.swift"):
        assert not re.search(wanted, path.read_text(encoding="utf-8")), path.name


def test_errors_are_those_of_the_core() -> None:
    text = (sources.sdk("swift") / "Errors.swift").read_text(encoding="utf-8")
    rows = re.findall(r'^    (\d+): \("(\S+?)", "(.+?)"\)', text, re.MULTILINE)
    assert {int(number): (code, what) for number, code, what in rows} == {
        number: row[:2] for number, row in CORE_ERRORS.items()
    }


@needs_compiler
@pytest.mark.parametrize("name", TARGETS)
def test_the_shipped_core_as_apple_object_code(name: str, tmp_path: Path) -> None:
    """Compiled by zig from the shipped sources alone; Xcode itself is not run."""
    folder.write(tmp_path, FILES)
    flags = ["-Os", "-std=c11", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-DPN_DEVICE", "-DPN_SMALL", "-c"]
    command = ["-target", TARGETS[name], *flags, tmp_path / "Pinnace/core/pinnace.c", "-o", tmp_path / "core.o"]
    subprocess.run([sys.executable, "-m", "ziglang", "cc", *map(str, command)], check=True)
    data = (tmp_path / "core.o").read_bytes()
    assert struct.unpack_from("<II", data) == (0xFEEDFACF, 0x0100000C)  # 64-bit Mach-O, arm64
    found = code_and_data(data)
    print(f"{name}: {found} bytes")
    assert 10_000 < found <= BUDGET


def code_and_data(macho: bytes) -> int:
    """Bytes of all sections but debug information, out of the load commands LC_SEGMENT_64 (0x19)."""
    count, at, total = struct.unpack_from("<I", macho, 16)[0], 32, 0
    for _ in range(count):
        command, size = struct.unpack_from("<II", macho, at)
        if command == 0x19:
            for i in range(struct.unpack_from("<I", macho, at + 64)[0]):
                section = at + 72 + 80 * i
                if not macho[section + 16 : section + 32].startswith(b"__DWARF"):
                    total += struct.unpack_from("<Q", macho, section + 40)[0]
        at += size
    return total
