"""Android's shared libraries, without Java: what the loader will find, and what arm64 answers under qemu."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import build_core
import pytest
from builds import needs_compiler
from image_networks import image_network
from models import model

from pinnace.checking import torture, torture_pictures
from pinnace.checking.protocol import Request, parse
from pinnace.checking.runtimes import python, reference
from pinnace.packaging import writer
from pinnace.runtime import library
from pinnace.shipping import android, sources

HERE = Path(__file__).parent / "android"
JNI = sources.sdk("android") / "jni"
LIBC = Path("/usr/aarch64-linux-gnu")  # Debian's libc6-arm64-cross
QEMU = shutil.which("qemu-aarch64") or shutil.which("qemu-aarch64-static")
JDK = shutil.which("javac")
PACKAGE = writer.write(model(bits=11, kept=1200, classes=5, chars=(3, 5), seed=1))
PICTURES = image_network(5)
BUDGET = {  # bytes that an app grows by for one processor: the library, and Kotlin as an app carries it
    ("linear", "arm64-v8a"): 40_000,
    ("linear", "x86_64"): 40_000,
    ("networks", "arm64-v8a"): 62_900,  # the aim is 60,000: depthwise convolutions by columns take 4,000 of it
    ("networks", "x86_64"): 84_500,  # three ways to multiply, for emulators and Chromebooks
}
CLASSES = 21_000  # bytes of classes.jar: what an app's build reads
CARRIED = 0.577  # of which an app carries this much, as deflated dex
DX = Path(os.environ.get("PINNACE_DX") or "/usr/share/java/com.android.dx.jar")  # Debian's dalvik-exchange has it
REPLAY = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-I", JNI, HERE / "replay.c"]

each = pytest.mark.parametrize("abi", android.ABIS)
cores = pytest.mark.parametrize("core", android.ARTIFACTS)


def place(core: str, abi: str) -> Path:
    return library.BIN / "android" / core / abi / "libpinnace.so"


def zig(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "ziglang", "cc", *map(str, arguments)], check=True)


@each
@cores
def test_pages_of_16_kb(core: str, abi: str) -> None:
    """Every LOAD segment (type 1) of the ELF program headers is aligned to 16,384 bytes."""
    assert alignments(place(core, abi).read_bytes()) == [16_384] * 3


@each
@cores
def test_it_needs_no_other_library(core: str, abi: str) -> None:
    """No DT_NEEDED, and nothing undefined: Android's own libc is not even asked for."""
    assert b"libc.so" not in place(core, abi).read_bytes()
    if shutil.which("readelf"):
        told = subprocess.run(["readelf", "-dW", "--dyn-syms", place(core, abi)], capture_output=True, text=True).stdout
        assert "NEEDED" not in told and "[libpinnace.so]" in told
        assert len(re.findall(" UND ", told)) == 1  # the empty first symbol
        exported = set(re.findall(r"Java_pinnace_Core_(\w+)", told))
        assert exported == set(re.findall(r"external fun (\w+)", (JNI.parent / "kotlin" / "Core.kt").read_text()))


@each
@cores
def test_size_added_to_an_app(core: str, abi: str) -> None:
    """Library uncompressed, as devices map it; classes as deflated dex: how much, the test below says."""
    classes = len(sources.core(android.CLASSES)) if sources.has(android.CLASSES) else CLASSES
    assert classes <= CLASSES
    assert place(core, abi).stat().st_size + CARRIED * classes <= BUDGET[core, abi]


@pytest.mark.skipif(not DX.is_file() or not JDK, reason="not run: needs dx (PINNACE_DX) and a JDK")
def test_size_of_the_classes_in_an_app(tmp_path: Path) -> None:
    """As Android's dx makes them, without an app's R8, which leaves out what the app does not call."""
    jar = library.BIN / android.CLASSES
    out = tmp_path / "classes.dex"
    dx = ["java", "-cp", DX, "com.android.dx.command.Main", "--dex", "--min-sdk-version=26", f"--output={out}", jar]
    subprocess.run(list(map(str, dx)), check=True)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    carried = len(deflate.compress(out.read_bytes()) + deflate.flush())
    print(f"classes.jar {jar.stat().st_size} bytes, dex {out.stat().st_size}, deflated {carried}")
    assert carried <= CARRIED * jar.stat().st_size


@pytest.mark.skipif(not JDK, reason="not run: needs a JDK")
def test_the_table_is_the_jdk_s(tmp_path: Path) -> None:
    """Each function that we use lies where the JDK's jni.h has it."""
    include = Path(JDK or "").resolve().parents[1] / "include"
    fields = re.findall(r"\(\*(\w+)\)", (JNI / "jni_table.h").read_text())
    assert len(fields) == 9
    names = ["".join(part.capitalize() for part in field.split("_")) for field in fields]
    text = '#include <stddef.h>\n#include "jni_table.h"\n#include <jni.h>\n'
    for field, name in zip(fields, names, strict=True):
        ours, theirs = f"offsetof(struct jni_table, {field})", f"offsetof(struct JNINativeInterface_, {name})"
        text += f'_Static_assert({ours} == {theirs}, "{field}");\n'
    (tmp_path / "table.c").write_text(text)
    zig("-c", "-o", tmp_path / "table.o", "-I", JNI, "-I", include, "-I", include / "linux", tmp_path / "table.c")


@needs_compiler
@pytest.mark.skipif(not QEMU or not LIBC.is_dir(), reason="not run: needs qemu-user and libc6-arm64-cross")
@cores
def test_arm64_answers_as_the_reference(core: str, tmp_path: Path) -> None:
    """The very library of the AAR, loaded with dlopen in an emulated arm64 Linux; Android itself is not run."""
    zig("-target", "aarch64-linux-gnu.2.34", *REPLAY, "-ldl", "-o", tmp_path / "replay")
    inputs = list(torture.cases().values())
    request = Request(PACKAGE, inputs, len(inputs))
    command = [QEMU or "", "-L", str(LIBC), str(tmp_path / "replay"), str(place(core, "arm64-v8a"))]
    done = subprocess.run(command, input=bytes(request), capture_output=True)
    assert done.returncode == 0, done.stderr
    found, expected = parse(done.stdout, request), reference.run(request)[""]
    assert (found.rows == expected.rows).all()
    assert all((a == b).all() for a, b in zip(found.explanations, expected.explanations, strict=True))
    if core == "networks":
        pictures = Request(PICTURES, list(torture_pictures.cases().values()))
        done = subprocess.run(command, input=bytes(pictures), capture_output=True)
        assert (parse(done.stdout, pictures).rows == reference.run(pictures)[""].rows).all(), done.stderr
    refused = subprocess.run(command, input=bytes(Request(PACKAGE[:-1], [b""])), capture_output=True)
    assert struct.unpack("<i", refused.stdout) == (python.run(Request(PACKAGE[:-1], []))[""].error,)


@pytest.mark.skipif(shutil.which("clang") is None, reason="not run: needs clang")
@pytest.mark.parametrize("task", ["text", "image"])
def test_100_000_predictions_from_four_threads_race_for_nothing(task: str, tmp_path: Path) -> None:
    """The library's sources under ThreadSanitizer, the model shared, a session each."""
    done = four_threads(tmp_path, task, "-fsanitize=thread")
    assert done.returncode == 0, done.stderr.decode()
    assert b"ThreadSanitizer" not in done.stderr


@pytest.mark.skipif(shutil.which("clang") is None, reason="not run: needs clang")
@pytest.mark.parametrize("task", ["text", "image"])
def test_not_one_byte_of_a_prediction_stays(task: str, tmp_path: Path) -> None:
    """Without the sanitizer, whose malloc keeps no count: what four threads hold afterwards are their sessions."""
    stayed = int(four_threads(tmp_path, task).stdout.split()[0])
    print(f"{task}: {stayed} bytes stayed after 100,000 predictions from four threads, which are their sessions")
    assert 0 < stayed < 4 * 200_000


def four_threads(folder: Path, task: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    """replay.c over the library, both compiled by clang with these options: 25,000 predictions in each thread."""
    shared = ["-shared", "-fPIC", "-DPN_DEVICE", "-I", build_core.CORE, JNI / "pinnace_jni.c"]
    for output, arguments in {"library.so": shared, "replay": ["-pthread", *REPLAY, "-ldl"]}.items():
        command = ["clang", "-O1", "-g", *options, *arguments, "-o", folder / output]
        subprocess.run(list(map(str, command)), check=True)
    texts = Request(PACKAGE, [b"good, not bad at all " * n for n in range(4)])
    pictures = Request(PICTURES, [torture_pictures.picture(9, 7, turn) for turn in range(1, 9)])
    request = bytes(texts if task == "text" else pictures)
    return subprocess.run([folder / "replay", folder / "library.so", "4", "25000"], input=request, capture_output=True)


def alignments(elf: bytes) -> list[int]:
    start, size, count = struct.unpack_from("<Q", elf, 32)[0], *struct.unpack_from("<HH", elf, 54)
    headers = [struct.unpack_from("<IIQQQQQQ", elf, start + i * size) for i in range(count)]
    return [header[7] for header in headers if header[0] == 1]
