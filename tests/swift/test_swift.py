"""The Swift package as it ships, built and tested by Swift on Linux. Run by scripts/swift.py; iOS itself is not run."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from models import model

from pinnace.checking import torture
from pinnace.checking.protocol import Request
from pinnace.checking.runtimes import reference, swift_linux
from pinnace.checking.runtimes.swift_linux import quietly
from pinnace.packaging import writer
from pinnace.shipping import folder, ios

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GUIDE = ROOT / "docs" / "guides" / "ios.md"
TESTS = [HERE / "GuideTests.swift", HERE / "ModelTests.swift", HERE.parent / "scenario" / "ScenarioTests.swift"]

pytestmark = pytest.mark.skipif("PINNACE_SWIFT_TESTS" not in os.environ, reason="not run: python3 scripts/swift.py")


@pytest.fixture(scope="module")
def swift() -> swift_linux.Toolchain:
    return swift_linux.toolchain()


@pytest.fixture(scope="module")
def place(swift: swift_linux.Toolchain, fixture: Path) -> Iterator[Path]:
    """A folder that Swift's Linux can see, with the shipped package, the tests and the scenario's folder."""
    swift.builds.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=swift.builds, prefix=".test-"))
    folder.write(place, {f"Pinnace/{path}": data for path, data in ios.swift_package().items()})
    shutil.copytree(fixture, place / "fixture")
    shutil.copy(fixture / "two.pinnace", place / "fixture" / "reviews.pinnace")
    tests = {f"Sources/{path.name}": path.read_bytes() for path in TESTS}
    (code,) = re.findall(r"```swift\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    tests["Sources/Reviews.swift"] = code.encode()
    folder.write(place / "Tests", tests | {"Package.swift": (HERE / "Package.swift").read_bytes()})
    yield place
    shutil.rmtree(place)


def test_the_package_builds_without_a_warning(swift: swift_linux.Toolchain, place: Path) -> None:
    said = quietly(swift.command(place / "Pinnace", "swift", "build"))
    assert "warning:" not in said, said


def test_scenario_and_model(swift: swift_linux.Toolchain, place: Path) -> None:
    inside = f"/{(place / 'fixture').relative_to(swift.root)}" if swift.root else str(place / "fixture")
    options = ["-c", "release", "-Xswiftc", "-enable-testing"]
    said = quietly(swift.command(place / "Tests", "env", f"FIXTURE={inside}", "swift", "test", *options))
    assert "Executed 20 tests, with 0 failures" in said, said
    print(re.findall("resident memory.*", said))


def test_the_checkout_builds_as_it_is(swift: swift_linux.Toolchain, place: Path) -> None:
    """Package.swift at the root, for those who take Pinnace as a git dependency."""
    (place / "checkout").mkdir()
    shutil.copy(ROOT / "Package.swift", place / "checkout")
    for path in ("core", "sdk"):
        shutil.copytree(ROOT / path, place / "checkout" / path)
    assert "error:" not in quietly(swift.command(place / "checkout", "swift", "build"))


def test_apple_s_pictures_against_stubs(swift: swift_linux.Toolchain, place: Path) -> None:
    """Type-checked and run: CGImage and CVPixelBuffer as our stubs have them, which says nothing of Apple's own."""
    stubs = sorted((HERE / "stubs").glob("*.swift"))
    files = {f"stubs/{path.name}": path.read_bytes() for path in stubs}
    files["main.swift"] = (HERE / "images.swift").read_bytes()
    files["modules/module.modulemap"] = b'module CPinnace { header "../../Pinnace/core/include/pinnace.h" }\n'
    folder.write(place / "images", files)

    def run(*words: str) -> str:
        return quietly(swift.command(place / "images", *words))

    for path in stubs:  # each a module and an object
        module = ["-module-name", path.stem, "-emit-module", "-emit-module-path", f"modules/{path.stem}.swiftmodule"]
        run("swiftc", "-parse-as-library", *module, "-c", f"stubs/{path.name}", "-o", f"modules/{path.stem}.o")
    run(
        "env",
        "PATH=/usr/libexec/swift/bin:/usr/bin:/bin",
        "clang",
        "-O1",
        "-DPN_DEVICE",
        "-c",
        "../Pinnace/core/pinnace.c",
        "-o",
        "modules/core.o",
    )
    sources = [f"../Pinnace/sdk/swift/{path.name}" for path in sorted((ROOT / "sdk" / "swift").glob("*.swift"))]
    objects = [f"modules/{name}.o" for name in (*(path.stem for path in stubs), "core")]
    said = run("swiftc", "-I", "modules", "main.swift", *sources, *objects, "-o", "images")
    assert "warning:" not in said, said
    assert run("./images", "../fixture/cover.pinnace") == "images: equal\n"


def test_swift_linux_answers_as_the_reference() -> None:
    package = writer.write(model(bits=11, kept=1200, classes=5, chars=(3, 5), seed=1))
    inputs = list(torture.cases().values())
    request = Request(package, inputs, len(inputs))
    found, expected = swift_linux.run(request)[""], reference.run(request)[""]
    assert (found.rows == expected.rows).all()
    assert all((a == b).all() for a, b in zip(found.explanations, expected.explanations, strict=True))
