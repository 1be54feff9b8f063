"""Compile sdk/android's Kotlin to the classes.jar that `pinnace ship --to android` puts into its AAR.

    python3 scripts/build_kotlin.py [--force]

Needs a JDK and the Kotlin compiler (`npm install -g kotlin-compiler`, or KOTLIN_HOME, or kotlinc on the path); without
them it is *not run* and nothing changes (docs/decisions/0009-kotlin-in-the-wheel.md).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import class_files

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "sdk" / "android" / "kotlin"
STUBS = ROOT / "sdk" / "android" / "stubs"  # Android's own classes, as far as ours use them: no class of theirs is made
JAR = ROOT / "src" / "pinnace" / "runtime" / "bin" / "android" / "classes.jar"
OPTIONS = [
    "-jvm-target", "1.8",  # what every Android Gradle plugin reads
    "-language-version", "2.2", "-api-version", "2.2",  # and apps with a Kotlin older than this one
    "-Xexplicit-api=strict", "-no-reflect", "-nowarn",
    "-Xno-param-assertions", "-Xno-call-assertions", "-Xno-receiver-assertions",  # Kotlin's callers cannot pass null
]  # fmt: skip
INTERNAL = {"Core", "CoreKt", "ErrorsKt", "ModelKt", "Opened", "Session"}  # classes that no app's Kotlin sees
GLOBAL = (Path("/usr/local/lib"), Path("/usr/lib"), Path("/opt/homebrew/lib"))  # npm's usual places


def home() -> Path | None:
    """The folder of the Kotlin compiler with its lib/, None when there is none or no JDK."""
    if not shutil.which("javac"):
        return None
    places = [Path(os.environ.get("KOTLIN_HOME", "/nowhere"))]
    if program := shutil.which("kotlinc"):
        places.append(Path(program).resolve().parents[1])
    places += [place / "node_modules" / "kotlin-compiler" for place in GLOBAL]
    return next((place for place in places if (place / "lib" / "kotlin-compiler.jar").is_file()), None)


def kotlinc(kotlin: Path, *arguments: str | Path) -> None:
    """Run the compiler, which is a Java program."""
    main = ["-cp", str(kotlin / "lib" / "kotlin-compiler.jar"), "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"]
    quick = ["-Xmx512m", "-XX:TieredStopAtLevel=1"]  # it ends before the second compiler of the JVM pays
    subprocess.run(["java", *quick, *main, "-kotlin-home", str(kotlin), *map(str, arguments)], check=True)


def sources() -> list[Path]:
    return sorted([*SOURCES.glob("*.kt"), *STUBS.rglob("*.java")])


def fingerprint() -> str:
    """SHA-256 over sources, options and what trims the classes."""
    digest = hashlib.sha256(repr((OPTIONS, sorted(INTERNAL))).encode() + Path(class_files.__file__).read_bytes())
    for path in sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fresh(jar: Path) -> bool:
    """Was it made of these sources? Its comment says of which."""
    if not jar.is_file():
        return False
    with zipfile.ZipFile(jar) as opened:
        return opened.comment == fingerprint().encode()


def build(jar: Path, *, force: bool = False) -> bool:
    """True when the jar is there and fresh."""
    if fresh(jar) and not force:
        return True
    kotlin = home()
    if not kotlin:
        jar.unlink(missing_ok=True)  # classes of other sources must not ship
        return False
    with tempfile.TemporaryDirectory(prefix="pinnace-kotlin-") as folder:
        kotlinc(kotlin, *OPTIONS, *sources(), "-d", folder)
        pack(jar, sorted(path for path in Path(folder).rglob("*") if path.is_file()), Path(folder))
    return True


def pack(jar: Path, files: Sequence[Path], folder: Path) -> None:
    """The same bytes for the same classes: no times in it."""
    jar.parent.mkdir(parents=True, exist_ok=True)
    new = jar.with_name(f"{jar.name}.new")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            data = path.read_bytes()
            if path.suffix == ".class":
                data = class_files.trimmed(data, internal=path.stem in INTERNAL)
            opened.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
        opened.comment = fingerprint().encode()
    new.replace(jar)


def main() -> None:
    if build(JAR, force="--force" in sys.argv[1:]):
        print(f"{JAR.stat().st_size:>9,} bytes  android/classes.jar")
    else:
        print("android/classes.jar: *not run*, it takes a JDK and Kotlin (npm install -g kotlin-compiler)")


if __name__ == "__main__":
    main()
