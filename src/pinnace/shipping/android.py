"""``android``: the library as an AAR in a Maven repository of its own, and the package as an asset. No Gradle made it.

Where this installation carries no compiled Kotlin, the library is a Gradle module of sources instead
(docs/decisions/0009-kotlin-in-the-wheel.md); the shared libraries are compiled in both.
"""

from __future__ import annotations

import html
from importlib import metadata
from pathlib import Path

from pinnace.shipping import sources
from pinnace.shipping.archive import zipped
from pinnace.shipping.web import labels

ABIS = ("arm64-v8a", "x86_64")
CLASSES = "android/classes.jar"


def files(package: bytes, name: str) -> dict[str, bytes]:
    """The folder's files by path. ``package`` without evidence; ``name`` a slug."""
    sdk, kind = sources.sdk("android"), "maven" if sources.has(CLASSES) else "module"
    words = {"file": f"{name}.pinnace", "labels": labels(package), "version": metadata.version("pinnace")}
    library = maven(sdk) if kind == "maven" else module(sdk)
    readme = {"README.md": filled(sdk / kind / "README.md", words)}
    return readme | library | {f"assets/{name}.pinnace": package}


def maven(sdk: Path) -> dict[str, bytes]:
    """maven/pinnace/pinnace/VERSION: what a repository of Maven's layout holds for one library."""
    version = metadata.version("pinnace")
    api = html.escape((sdk / "api.txt").read_text(encoding="utf-8"))
    javadoc = filled(sdk / "maven" / "javadoc.html", {"version": version, "api": api})
    stem = f"maven/pinnace/pinnace/{version}/pinnace-{version}"
    return {
        f"{stem}.aar": aar(sdk),
        f"{stem}.pom": filled(sdk / "maven" / "pom.xml", {"version": version}),
        f"{stem}-sources.jar": zipped({f"pinnace/{path.name}": path.read_bytes() for path in kotlin(sdk)}),
        f"{stem}-javadoc.jar": zipped({"index.html": javadoc}),
    }


def aar(sdk: Path) -> bytes:
    """developer.android.com/studio/projects/android-library#aar-contents"""
    return zipped(
        {
            "AndroidManifest.xml": (sdk / "AndroidManifest.xml").read_bytes(),
            "classes.jar": sources.core(CLASSES),
            "R.txt": b"",
            "proguard.txt": (sdk / "proguard.txt").read_bytes(),
            **{f"jni/{abi}/libpinnace.so": shared(abi) for abi in ABIS},
        }
    )


def module(sdk: Path) -> dict[str, bytes]:
    """library/: a Gradle module that the app's own build compiles."""
    return {
        "library/build.gradle.kts": (sdk / "module" / "build.gradle.kts").read_bytes(),
        "library/proguard.txt": (sdk / "proguard.txt").read_bytes(),
        "library/src/main/AndroidManifest.xml": b"<manifest />\n",
        **{f"library/src/main/kotlin/pinnace/{path.name}": path.read_bytes() for path in kotlin(sdk)},
        **{f"library/src/main/jniLibs/{abi}/libpinnace.so": shared(abi) for abi in ABIS},
    }


def shared(abi: str) -> bytes:
    return sources.core(f"android/{abi}/libpinnace.so")


def kotlin(sdk: Path) -> list[Path]:
    return sorted((sdk / "kotlin").glob("*.kt"))


def filled(template: Path, words: dict[str, str]) -> bytes:
    """A template with its {{fields}} filled in."""
    text = template.read_text(encoding="utf-8")
    for field, value in words.items():
        text = text.replace("{{" + field + "}}", value)
    return text.encode()
