"""``jvm``: the Android SDK's own classes and shared library, as shipped, on a desktop's Java virtual machine."""

from __future__ import annotations

import os
import platform
import shutil
from importlib import resources
from pathlib import Path

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes.process import NotRun, ask, build, find
from pinnace.shipping import android, cores

PROCESSORS = {"x86_64": "x86_64", "aarch64": "arm64-v8a"}  # Linux's name -> Android's
GLOBAL = (Path("/usr/local/lib"), Path("/usr/lib"), Path("/opt/homebrew/lib"))  # where npm puts kotlin-compiler


def run(request: Request) -> dict[str, Answers]:
    find("javac")  # `java Replay.java` compiles it, which a JRE cannot
    processor = PROCESSORS.get(platform.machine())
    if platform.system() != "Linux" or not processor:
        raise NotRun("the shared libraries of the AAR load on Linux only")
    path = os.pathsep.join(map(str, (build("android/classes.jar"), stdlib())))
    script = Path(str(resources.files("pinnace.checking"))) / "jvm" / "Replay.java"
    answers = {}
    least = list(android.ARTIFACTS).index(android.linked(cores.needed(request.package)))
    for core in list(android.ARTIFACTS)[least:]:
        library = build(f"android/{core}/{processor}/libpinnace.so")
        answers[core] = ask(["java", "-cp", path, f"-Djava.library.path={library.parent}", script], request)
    return answers


def stdlib() -> Path:
    """Kotlin's standard library, which an app's build brings along; here it comes with the compiler."""
    places = [Path(os.environ.get("KOTLIN_HOME", "/nowhere"))]
    if program := shutil.which("kotlinc"):
        places.append(Path(program).resolve().parents[1])
    places += [place / "node_modules" / "kotlin-compiler" for place in GLOBAL]
    for place in places:
        if (place / "lib" / "kotlin-stdlib.jar").is_file():
            return place / "lib" / "kotlin-stdlib.jar"
    raise NotRun("Kotlin is not installed (npm install -g kotlin-compiler)")
