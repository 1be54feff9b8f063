"""The same attacks on the WebAssembly modules, where sizes have 32 bits: the same codes, as soon."""

from __future__ import annotations

import base64
import ctypes
import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from image_networks import image_network, later_network, mirrored_network

from attacks import bombs, good, recipe
from attacks.case import attacks
from pinnace.core_errors import CORE_ERRORS
from pinnace.packaging.numbers import HEADER
from pinnace.runtime.library import BIN, Need, library

SCRIPT = Path(__file__).parent / "refusals.mjs"


def _opened(module: str, packages: list[bytes]) -> list[tuple[str, float]]:
    """(code or "accepted", milliseconds of processor time) of each package."""
    node = shutil.which("node")
    if not node:
        pytest.skip("not run: node is missing (python3 scripts/system.py installs it)")
    given = json.dumps([base64.b64encode(data).decode() for data in packages])
    command = [node, str(SCRIPT), str(BIN / module)]
    return json.loads(subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout)


LINEAR = ("pinnace.wasm", "pinnace.scalar.wasm")
NETWORKS = ("pinnace.networks.wasm", "pinnace.networks.scalar.wasm", "pinnace.networks.relaxed.wasm")
PICTURES = ("pinnace.pictures.wasm", "pinnace.pictures.scalar.wasm", "pinnace.pictures.relaxed.wasm")
LEVEL_AT = 5  # of a package's header


@pytest.mark.parametrize("module", [*LINEAR, *NETWORKS])
def test_refused_with_the_same_code_within_a_second(module: str) -> None:
    cases = attacks()
    packages = [case.make() for case in cases]
    answers = _opened(module, packages)
    codes = {case.name: code for case, (code, _) in zip(cases, answers, strict=True)}
    expected = {case.name: case.code for case in cases}
    if module in LINEAR:  # networks are none of its business
        expected |= {
            case.name: "package.core"
            for case, data in zip(cases, packages, strict=True)
            if case.name.startswith(("network.", "later.")) and data[LEVEL_AT] > 1
        }
    assert codes == expected
    assert max(time for _, time in answers) < 1000


@pytest.mark.parametrize("module", [*LINEAR, *NETWORKS])
def test_good_packages_are_accepted_and_the_largest_too(module: str) -> None:
    assert [code for code, _ in _opened(module, [recipe.package(), bombs.largest()])] == ["accepted", "accepted"]
    expected = "package.core" if module in LINEAR else "accepted"
    assert {code for code, _ in _opened(module, list(good.networks().values()))} == {expected}


@pytest.mark.parametrize("module", PICTURES)
def test_the_core_of_pictures_refuses_texts_and_what_others_refuse(module: str) -> None:
    cases = attacks()
    codes = [code for code, _ in _opened(module, [case.make() for case in cases])]
    assert {code for code, case in zip(codes, cases, strict=True) if code != case.code} == {"package.core"}
    assert {code for code, _ in _opened(module, list(good.packages().values()))} == {"package.core"}
    seen = [make(seed) for make in (image_network, later_network, mirrored_network) for seed in range(20)]
    assert {code for code, _ in _opened(module, seen)} == {"accepted"}
    damaged = _damaged(seen)
    codes, expected = [code for code, _ in _opened(module, damaged)], _codes(damaged)
    differ = {code for code, other in zip(codes, expected, strict=True) if code != other}
    assert differ <= {"package.core"}  # what only networks over words have
    assert len(set(codes)) > 8


def _damaged(packages: list[bytes]) -> list[bytes]:
    """One to three bytes changed behind the header, and the checksum put right."""
    dice = random.Random(0)
    found = []
    for data in packages:
        for _ in range(100):
            body = bytearray(data[HEADER:])
            for _ in range(dice.randint(1, 3)):
                body[dice.randrange(len(body))] = dice.choice([0, 1, 127, 128, 255, dice.randrange(256)])
            sealed = recipe.sealed(bytes(body))
            found.append(sealed[:LEVEL_AT] + data[LEVEL_AT : LEVEL_AT + 1] + sealed[LEVEL_AT + 1 :])
    return found


def _codes(packages: list[bytes]) -> list[str]:
    """What the library for this machine says."""
    numbers = [library().pn_measure(data, len(data), ctypes.byref(Need())) for data in packages]
    return [CORE_ERRORS[number][0] if number else "accepted" for number in numbers]


def test_32_and_64_bits_refuse_the_same_bytes_for_the_same_reason() -> None:
    damaged = _damaged(list(good.packages().values()))
    codes = _codes(damaged)
    assert [code for code, _ in _opened("pinnace.networks.wasm", damaged)] == codes
    assert len(set(codes)) > 8
