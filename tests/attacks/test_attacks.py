"""Every attack is refused with exactly its code, soon, and without memory."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time
from pathlib import Path

import pytest

from attacks import bombs, good, later, recipe
from attacks.__main__ import refusal, refusal_of
from attacks.case import PACKAGES, Attack, attacks
from pinnace.checking.reference.package import parse
from pinnace.core_errors import CORE_ERRORS
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.runtime import Package
from pinnace.runtime.library import Need, library

ROOT = Path(__file__).resolve().parents[2]
CASES = attacks() + attacks("evidence")
MEASURE = """
import resource, sys
from attacks.__main__ import main
from attacks.case import attacks
largest = max(len(case.make()) for case in attacks() + attacks("evidence"))
unit = 1 if sys.platform == "darwin" else 1024
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
main(lambda line: None)
print(largest, unit * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refused_with_its_code_within_a_second(case: Attack) -> None:
    code, seconds = refusal(case)
    assert code == case.code
    assert seconds < 1
    assert case.idea.endswith(".")


def test_there_are_many_and_every_code_of_a_package_is_met() -> None:
    assert len(attacks()) >= 40
    codes = {code for code, _, _ in CORE_ERRORS.values() if code.startswith("package.")}
    assert {case.code for case in attacks()} == codes


def test_names_and_bytes_differ() -> None:
    assert len({case.name for case in CASES}) == len({case.make() for case in CASES}) == len(CASES)
    others = {"__init__", "__main__", "case", "good", "recipe", "texts"}
    assert {path.stem for path in (ROOT / "attacks").glob("*.py")} == {*PACKAGES, "evidence", *others}


def test_what_attacks_are_made_from_is_accepted() -> None:
    for data in (recipe.package(), *good.packages().values()):
        assert Package(data).predict("a good film").probability >= 0.08
    for data in (*later.good().values(), *good.pictures().values()):
        assert list(Package(data).labels) == parse(data).labels


def test_memory_stays_bounded() -> None:
    pytest.importorskip("resource")
    done = subprocess.run([sys.executable, "-c", MEASURE], cwd=ROOT, capture_output=True, text=True, check=True)
    largest, grown = map(int, done.stdout.split())
    assert grown < 10 * evidence.LIMIT + 4 * largest


@pytest.mark.parametrize("name", list(good.packages()))
def test_no_single_bit_may_change(name: str) -> None:
    data = good.packages()[name]
    core, need = library(), Need()
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        # The format byte's zero would be an older format; the core level's an older core, which this core is good for.
        accepted = core.pn_measure(bytes(changed), len(changed), ctypes.byref(need)) == 0
        assert not accepted or (at == 5 and changed[5] < data[5])


@pytest.mark.parametrize("name", list(good.packages()))
def test_no_cut_is_accepted(name: str) -> None:
    data = good.packages()[name]
    for length in range(len(data)):
        with pytest.raises(PinnaceError, match=r"package\.(magic|length)"):
            Package(data[:length])


def test_the_largest_that_is_accepted_says_what_it_needs_and_is_verified_soon() -> None:
    data, need = bombs.largest(), Need()
    assert len(data) < 1000
    start = time.process_time()
    assert library().pn_measure(data, len(data), ctypes.byref(need)) == 0
    assert time.process_time() - start < 1
    assert 15e6 < need.model < 64 << 20
    assert need.session < 1 << 20


@pytest.mark.parametrize("case", attacks("evidence"), ids=lambda case: case.name)
def test_devices_do_not_look_at_evidence(case: Attack) -> None:
    assert Package(case.make()).predict("a good film") == Package(recipe.package()).predict("a good film")


def test_memory_of_tensors_is_bounded_to_the_byte() -> None:
    """What 21 bitmaps of 3 MB leave is filled with raw numbers; the reference counts alike."""
    bitmaps = [recipe.features(bits=24, rows=0, coded=b"")] * 21
    small = recipe.features()

    def package(numbers: int) -> bytes:
        raw = recipe.bias(*[0] * numbers, rows=numbers // 2, columns=2)
        return recipe.package(tensors=recipe.tensors(small, recipe.bias(), *bitmaps, raw))

    used = 21 * 3 * (1 << 20) + 1024 * 3 // 16 + 80 + 8  # the small tensor has 40 weights, the bias is one number
    room = ((1 << 26) - used) // 4
    assert (refusal_of(package(room)), refusal_of(package(room + 2))) == ("accepted", "package.limit")
    assert parse(package(room)).labels == ["bad", "good"]
    with pytest.raises(PinnaceError, match=r"package\.limit"):
        parse(package(room + 2))
