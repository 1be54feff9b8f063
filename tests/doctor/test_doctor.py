"""Each trap: a healthy folder, then the fault planted, and the finding that names it."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from models import model

from pinnace import doctor
from pinnace.cli.main import run
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, writer
from pinnace.shipping import android, folder, ios, sources, web

PACKAGE = writer.write(model())
GOOD = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
PAGE = '<meta http-equiv="Content-Security-Policy" content="{}">'
REWRITE = json.dumps({"routes": [{"src": "/(.*)", "dest": "/index.html"}]})


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A site, an iOS and an Android app, as ship and its READMEs make them: nothing to find but notes."""
    folder.write(tmp_path / "site" / "web", web.files(PACKAGE, "two"))
    (tmp_path / "site" / "index.html").write_text(PAGE.format(GOOD))
    folder.write(tmp_path / "ios", ios.files(PACKAGE, "two"))
    (tmp_path / "ios" / "Info.plist").write_text("<plist/>")
    library = "droid/library/src/main/jniLibs/{}/libpinnace.so"
    folder.write(tmp_path, {library.format(abi): android.shared("linear", abi) for abi in android.ABIS})
    return tmp_path


def plant(app: Path, path: str, content: str | bytes) -> None:
    folder.write(app, {path: content.encode() if isinstance(content, str) else content})


def found(app: Path, trap: str) -> list[tuple[str, str, str]]:
    return [(finding.kind, finding.where, finding.what) for finding in doctor.examine(app) if finding.trap == trap]


def test_a_healthy_app_has_no_problem(app: Path) -> None:
    assert [finding for finding in doctor.examine(app) if finding.kind == "problem"] == []


def narrowed(library: bytes) -> bytes:
    """An arm64 library as linkers made it before 2025: LOAD segments aligned to 4 KB."""
    at, (size, count) = struct.unpack_from("<Q", library, 32)[0], struct.unpack_from("<HH", library, 54)
    made = bytearray(library)
    for header in range(at, at + size * count, size):
        struct.pack_into("<Q", made, header + 48, 4096)
    return bytes(made)


def apk(library: bytes, *, shifted: int) -> bytes:
    """An APK that stores a library uncompressed, ``shifted`` bytes behind a page's begin."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("lib/arm64-v8a/libother.so")
        entry.extra = bytes(16_384 - 30 - len(entry.filename) + shifted)
        archive.writestr(entry, library)
    return made.getvalue()


NARROW = narrowed(android.shared("linear", "arm64-v8a"))
WIDE = android.shared("linear", "arm64-v8a")
Fault = Callable[[Path], object]
FAULTS: dict[str, tuple[str, str, Fault]] = {  # fault -> its trap, part of what is said, how to plant it
    "a package with line ends turned": (
        "package", "package.",
        lambda app: plant(app, "site/web/two.pinnace", PACKAGE.replace(b"\n", b"\r\n") + b"\r\n"),
    ),
    "a pointer of Git LFS": (
        "package", "Git LFS",
        lambda app: plant(app, "site/web/two.pinnace", "version https://git-lfs.github.com/spec/v1"),
    ),
    "a core that was not copied": (
        "wasm", "pinnace.wasm, which is not there", lambda app: (app / "site/web/pinnace.wasm").unlink(),
    ),
    "a package that was not copied": (
        "wasm", "two.pinnace, which is not there", lambda app: (app / "site/web/two.pinnace").unlink(),
    ),
    "a page where the core should be": (
        "wasm", "a page of HTML", lambda app: plant(app, "site/web/pinnace.wasm", "<!doctype html>"),
    ),
    "a bundle without its core": (
        "wasm", "/assets/pinnace-x1.wasm", lambda app: plant(
            app, "site/dist/assets/index.js", 'x=new URL("/assets/pinnace-x1.wasm",import.meta.url)'),
    ),
    "IIS without types": ("serving", "IIS", lambda app: plant(app, "site/web.config", "<configuration/>")),
    "a rewrite that catches files": ("serving", "/(.*)", lambda app: plant(app, "site/vercel.json", REWRITE)),
    "a page's policy without wasm": (
        "policy", "forbids WebAssembly", lambda app: plant(app, "site/index.html", PAGE.format("script-src 'self'")),
    ),
    "a host's policy without wasm": (
        "policy", "forbids WebAssembly",
        lambda app: plant(app, "site/_headers", "/*\n  Content-Security-Policy: default-src 'self'\n"),
    ),
    "nginx's policy without wasm": (
        "policy", "forbids WebAssembly",
        lambda app: plant(app, "nginx.conf", "add_header Content-Security-Policy \"script-src 'self'\" always;"),
    ),
    "Vercel's policy without wasm": (
        "policy", "forbids WebAssembly", lambda app: plant(app, "site/vercel.json", json.dumps(
            {"headers": [{"headers": [{"key": "Content-Security-Policy", "value": "script-src 'self'"}]}]})),
    ),
    "a policy that forbids fetching": (
        "policy", "forbids fetching",
        lambda app: plant(app, "site/index.html", PAGE.format("connect-src 'none'; script-src 'unsafe-eval'")),
    ),
    "a library for pages of 4 KB": (
        "pages", "16 KB", lambda app: plant(app, "droid/app/src/main/jniLibs/arm64-v8a/libother.so", NARROW),
    ),
    "one inside an APK": ("pages", "16 KB", lambda app: plant(app, "app.apk", apk(NARROW, shifted=0))),
    "one that lies askew in an APK": (
        "pages", "no multiple", lambda app: plant(app, "app.apk", apk(WIDE, shifted=4096)),
    ),
    "the library twice": (
        "size", "more than once", lambda app: plant(app, "droid/app/src/main/jniLibs/arm64-v8a/libpinnace.so", WIDE),
    ),
    "a privacy manifest that is none": (
        "privacy", "no privacy manifest", lambda app: plant(app, "ios/App/PrivacyInfo.xcprivacy", "<plist><dict>"),
    ),
    "the library's privacy manifest lost": (
        "privacy", "own privacy manifest", lambda app: (app / "ios/Pinnace/sdk/swift/PrivacyInfo.xcprivacy").unlink(),
    ),
    "an API without a reason": (
        "privacy", "UserDefaults wants a reason",
        lambda app: plant(app, "ios/App/Store.swift", "let seen = UserDefaults.standard.bool(forKey: k)"),
    ),
    "PyTorch too old for the Python": (
        "torch", "no torch 2.6 for Python 3.14",
        lambda app: (plant(app, "requirements.txt", "torch==2.6.0\n"), plant(app, ".python-version", "3.14.1\n")),
    ),
    "PyTorch built for NumPy 1": (
        "torch", "NumPy 1", lambda app: plant(app, "requirements.txt", "torch==2.2.0\nnumpy==2.1.0\n"),
    ),
    "PyTorch older than pinnace takes": (
        "torch", "pinnace[train]", lambda app: plant(app, "requirements.txt", "pinnace[train]\ntorch==2.4.1\n"),
    ),
}  # fmt: skip
NOTES: dict[str, tuple[str, str, Fault]] = {
    "evidence that ships": (
        "package", "evidence",
        lambda app: plant(app, "site/web/two.pinnace", evidence.attach(PACKAGE, {"goldens": []})),
    ),
    "Apache with types but wasm": ("serving", ".wasm", lambda app: plant(app, "site/.htaccess", "AddType text/x .x")),
    "esbuild that copies nothing": (
        "bundle", "esbuild", lambda app: plant(app, "site/package.json", json.dumps(
            {"dependencies": {"pinnace-two": "file:web"}, "scripts": {"build": "esbuild page.js --bundle"}})),
    ),
    "Vite that inlines under a policy": (
        "bundle", "data:", lambda app: plant(app, "site/package.json", json.dumps(
            {"dependencies": {"pinnace-two": "file:web"}, "devDependencies": {"vite": "^8"}})),
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, app: Path) -> None:
    trap, said, planting = FAULTS[fault]
    before = found(app, trap)
    planting(app)
    fresh = [finding for finding in found(app, trap) if finding not in before]
    assert fresh and all(kind == "problem" for kind, _, _ in fresh)
    assert any(said in what for _, _, what in fresh), fresh
    assert run(["doctor", str(app)]) == 1


@pytest.mark.parametrize("fault", NOTES)
def test_what_is_worth_knowing_is_noted(fault: str, app: Path) -> None:
    trap, said, planting = NOTES[fault]
    planting(app)
    assert [kind for kind, _, what in found(app, trap) if said in what] == ["note"]
    assert run(["doctor", str(app)]) == 0


@pytest.mark.skipif(not sources.has(android.CLASSES), reason="not run: needs scripts/build_kotlin.py run")
def test_the_size_added_is_told(app: Path) -> None:
    shutil.rmtree(app / "droid")
    plant(app, "droid/pinnace.aar", android.aar(sources.sdk("android"), "linear"))
    added = max(len(android.shared("linear", abi)) for abi in android.ABIS) + len(sources.core(android.CLASSES))
    assert [what for _, _, what in found(app, "size")] == [
        f"adds at most {added / 1000:.1f} KB to the app on a device, beside the packages"
    ]


def test_a_healthy_apk_is_left_alone(app: Path) -> None:
    plant(app, "app.apk", apk(WIDE, shifted=0))
    assert found(app, "pages") == []


@pytest.mark.parametrize("data", [b"", b"\x7fELF\x02", WIDE[:70], b"\x7fELF\x02" + b"\xff" * 100, b"PK\x03\x04junk"])
def test_hostile_files_are_survived(data: bytes, app: Path) -> None:
    for name in ("jniLibs/arm64-v8a/libx.so", "x.apk", "x.aar", "x.pinnace", "x.wasm", "PrivacyInfo.xcprivacy"):
        plant(app, f"odd/{name}", data)
    plant(app, "odd/package.json", data)
    plant(app, "odd/vercel.json", data)
    doctor.examine(app)


def test_json(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "site/web/pinnace.wasm").unlink()
    assert run(["doctor", str(app), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == 1
    (finding,) = [row for row in told["findings"] if row["kind"] == "problem"]
    assert set(finding) == {"trap", "kind", "where", "what", "fix"} and finding["fix"]


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(PinnaceError, match=r"usage\.file"):
        doctor.examine(tmp_path / "none")
    assert run(["doctor", str(tmp_path / "none")]) == 2
