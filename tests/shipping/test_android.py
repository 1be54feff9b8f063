"""ship --to android: a Maven repository with an AAR, or a Gradle module of sources without compiled Kotlin."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from models import model

import pinnace
from pinnace.packaging import writer
from pinnace.runtime import library
from pinnace.shipping import android, cores, sources

VERSION = metadata.version("pinnace")
STEM = f"maven/pinnace/pinnace/{VERSION}/pinnace-{VERSION}"
PACKAGE = writer.write(model())
compiled = pytest.mark.skipif(not sources.has(android.CLASSES), reason="not run: needs scripts/build_kotlin.py run")


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@compiled
def test_a_maven_repository(tmp_path: Path) -> None:
    (tmp_path / "My Reviews.pinnace").write_bytes(PACKAGE)
    outcome = pinnace.ship(tmp_path / "My Reviews.pinnace", ["android"], tmp_path / "out")
    library = {f"{STEM}{end}" for end in (".aar", ".pom", "-sources.jar", "-javadoc.jar")}
    found = {path.removeprefix("android/") for path in outcome.files}
    assert found == library | {"README.md", "assets/my-reviews.pinnace"}
    assert (tmp_path / "out" / "android" / "assets" / "my-reviews.pinnace").read_bytes() == PACKAGE
    assert outcome.wire == 0


@compiled
def test_the_aar_holds_what_android_wants() -> None:
    files = unzipped(android.files(PACKAGE, "two")[f"{STEM}.aar"])
    libraries = [f"jni/{abi}/libpinnace.so" for abi in ("arm64-v8a", "x86_64")]
    assert list(files) == ["AndroidManifest.xml", "classes.jar", "R.txt", "proguard.txt", *libraries]
    assert ET.fromstring(files["AndroidManifest.xml"]).attrib["package"].count(".")  # Android wants two parts
    kept = re.findall(r"class (\S+) \{ native", files["proguard.txt"].decode())
    assert [f"{name.replace('.', '/')}.class" in unzipped(files["classes.jar"]) for name in kept] == [True]
    for abi in android.ABIS:
        built = library.BIN / "android" / "linear" / abi / "libpinnace.so"
        assert files[f"jni/{abi}/libpinnace.so"] == built.read_bytes()


@compiled
def test_networks_are_an_artifact_of_their_own() -> None:
    """Asked for with --core, or by the package itself: its byte 5 is the level of core that it needs."""
    for package, ahead in ((PACKAGE, "networks"), (PACKAGE[:5] + b"\2" + PACKAGE[6:], None)):
        files = android.maven(sources.sdk("android"), cores.chosen([package], ahead)[-1].name)
        (aar,) = [unzipped(data) for path, data in files.items() if path.endswith(".aar")]
        assert all("/pinnace-networks/" in path for path in files)
        assert aar["jni/arm64-v8a/libpinnace.so"] == android.shared("networks", "arm64-v8a")


@compiled
def test_the_same_bytes_each_time() -> None:
    assert android.files(PACKAGE, "two") == android.files(PACKAGE, "two")


@compiled
def test_sources_javadoc_and_pom() -> None:
    files = android.files(PACKAGE, "two")
    assert set(unzipped(files[f"{STEM}-sources.jar"])) == {
        f"pinnace/{name}.kt" for name in ("Bitmaps", "Core", "Errors", "Model")
    }
    assert b"public fun predict" in unzipped(files[f"{STEM}-javadoc.jar"])["index.html"]
    pom = ET.fromstring(files[f"{STEM}.pom"])
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    told = [pom.findtext(f"m:{tag}", None, space) for tag in ("groupId", "artifactId", "version", "packaging")]
    assert told == ["pinnace", "pinnace", VERSION, "aar"]
    assert pom.findtext(".//m:dependency/m:artifactId", None, space) == "kotlin-stdlib"


def test_without_compiled_kotlin_it_ships_as_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "has", lambda name: False)
    files = android.files(PACKAGE, "two")
    assert b"made without Kotlin" in files["README.md"]
    assert b"native <methods>" in files["library/proguard.txt"]
    assert not [path for path in files if path.startswith("maven/")]
    for path in android.kotlin(sources.sdk("android")):
        assert files[f"library/src/main/kotlin/pinnace/{path.name}"] == path.read_bytes()
    for abi in android.ABIS:
        assert files[f"library/src/main/jniLibs/{abi}/libpinnace.so"] == android.shared("linear", abi)


@pytest.mark.parametrize("kind", ["maven", "module"])
def test_readmes_are_filled(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(android, "maven", lambda sdk, core: {})
    monkeypatch.setattr(sources, "has", lambda name: kind == "maven")
    text = android.files(PACKAGE, "two")["README.md"].decode()
    assert "{{" not in text and "“label 0”, “label 1”" in text and 'assets.open("two.pinnace")' in text
