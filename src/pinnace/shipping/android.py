"""``android``: the library as an AAR in a Maven repository of its own, and the package as an asset. No Gradle made it.

Where this installation carries no compiled Kotlin, the library is a Gradle module of sources instead
(docs/decisions/0009-kotlin-in-the-wheel.md); the shared libraries are compiled in both.
"""

from __future__ import annotations

import html
from importlib import metadata
from pathlib import Path

from pinnace.shipping import cores, sources
from pinnace.shipping.archive import zipped
from pinnace.shipping.cores import Build
from pinnace.shipping.web import labels

ABIS = ("arm64-v8a", "x86_64")
CLASSES = "android/classes.jar"
ARTIFACTS = {"linear": "pinnace", "networks": "pinnace-networks"}  # what Maven calls a library with that core


def files(package: bytes, name: str, ahead: str | None = None) -> dict[str, bytes]:
    """The folder's files by path. ``package`` without evidence; ``name`` a slug; ``ahead`` as in `cores.chosen`."""
    sdk, kind = sources.sdk("android"), "maven" if sources.has(CLASSES) else "module"
    core = linked(cores.chosen([package], ahead)[-1])
    words = {
        "file": f"{name}.pinnace",
        "labels": labels(package),
        "version": metadata.version("pinnace"),
        "artifact": ARTIFACTS[core],
    }
    library = maven(sdk, core) if kind == "maven" else module(sdk, core)
    readme = {"README.md": filled(sdk / kind / "README.md", words)}
    return readme | library | {f"assets/{name}.pinnace": package}


def linked(build: Build) -> str:
    """An app links one, and the larger runs what the smaller does. That of pictures is built for the web only."""
    return "linear" if build is cores.BUILDS[0] else "networks"


def maven(sdk: Path, core: str) -> dict[str, bytes]:
    """maven/pinnace/ARTIFACT/VERSION: what a repository of Maven's layout holds for one library."""
    version, artifact = metadata.version("pinnace"), ARTIFACTS[core]
    api = html.escape((sdk / "api.txt").read_text(encoding="utf-8"))
    javadoc = filled(sdk / "maven" / "javadoc.html", {"version": version, "api": api})
    stem = f"maven/pinnace/{artifact}/{version}/{artifact}-{version}"
    return {
        f"{stem}.aar": aar(sdk, core),
        f"{stem}.pom": filled(sdk / "maven" / "pom.xml", {"version": version, "artifact": artifact}),
        f"{stem}-sources.jar": zipped({f"pinnace/{path.name}": path.read_bytes() for path in kotlin(sdk)}),
        f"{stem}-javadoc.jar": zipped({"index.html": javadoc}),
    }


def aar(sdk: Path, core: str) -> bytes:
    """developer.android.com/studio/projects/android-library#aar-contents"""
    return zipped(
        {
            "AndroidManifest.xml": (sdk / "AndroidManifest.xml").read_bytes(),
            "classes.jar": sources.core(CLASSES),
            "R.txt": b"",
            "proguard.txt": (sdk / "proguard.txt").read_bytes(),
            **{f"jni/{abi}/libpinnace.so": shared(core, abi) for abi in ABIS},
        }
    )


def module(sdk: Path, core: str) -> dict[str, bytes]:
    """library/: a Gradle module that the app's own build compiles."""
    return {
        "library/build.gradle.kts": (sdk / "module" / "build.gradle.kts").read_bytes(),
        "library/proguard.txt": (sdk / "proguard.txt").read_bytes(),
        "library/src/main/AndroidManifest.xml": b"<manifest />\n",
        **{f"library/src/main/kotlin/pinnace/{path.name}": path.read_bytes() for path in kotlin(sdk)},
        **{f"library/src/main/jniLibs/{abi}/libpinnace.so": shared(core, abi) for abi in ABIS},
    }


def shared(core: str, abi: str) -> bytes:
    """The core as a shared library for one processor."""
    return sources.core(f"android/{core}/{abi}/libpinnace.so")


def kotlin(sdk: Path) -> list[Path]:
    return sorted((sdk / "kotlin").glob("*.kt"))


def filled(template: Path, words: dict[str, str]) -> bytes:
    """A template with its {{fields}} filled in."""
    text = template.read_text(encoding="utf-8")
    for field, value in words.items():
        text = text.replace("{{" + field + "}}", value)
    return text.encode()
