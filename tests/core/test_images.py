"""Networks over pictures: every instruction set against the reference, whole pictures and pieces of them."""

from __future__ import annotations

import base64
import ctypes
import json
import random
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from image_networks import DEEP, LATER_DEEP, image_network, later_network, mirrored_network, twice_network

from pinnace.checking import reference
from pinnace.checking.reference import picture as front_end
from pinnace.checking.reference.bounded import NUMBERS
from pinnace.errors import PinnaceError
from pinnace.runtime.library import Need, instructions, library

SEEDS = (*range(24), *DEEP)
VECTORS = Path(__file__).parents[2] / "spec" / "vectors" / "pictures.json"


class Model:
    """A package opened with one instruction set."""

    def __init__(self, package: bytes, which: int) -> None:
        self.core, self.need, pointer = library(), Need(), ctypes.c_void_p()
        self.package = package
        assert self.core.pn_measure(package, len(package), ctypes.byref(self.need)) == 0
        self.memory = [np.empty(size // 8 + 1, np.uint64) for size in (self.need.model, self.need.session)]
        model, session = self.memory
        self.error = self.core.pn_open_with(
            which,
            package,
            len(package),
            ctypes.c_void_p(model.ctypes.data),
            ctypes.c_size_t(model.nbytes),
            ctypes.byref(pointer),
        )
        if self.error:
            return
        self.model = pointer
        self.session = ctypes.c_void_p()
        assert self.core.pn_begin(pointer, session.ctypes.data, session.nbytes, ctypes.byref(self.session)) == 0
        self.scores = np.zeros(self.need.scores, np.int32)
        self.chances = np.zeros(self.need.labels, np.uint32)

    def predict(self, picture: bytes) -> tuple[list[int], list[int]] | int:
        into = self.scores.ctypes.data, self.chances.ctypes.data
        error = self.core.pn_predict(self.session, picture, len(picture), *into)
        return error or (self.scores.tolist(), self.chances.tolist())

    def stream(self, picture: bytes, borders: list[int]) -> tuple[list[int], list[int]] | int:
        self.core.pn_reset(self.session)
        for begin, end in zip([0, *borders], [*borders, len(picture)], strict=True):
            error = self.core.pn_write(self.session, picture[begin:end], end - begin)
            if error:
                return error
        error = self.core.pn_finish(self.session, self.scores.ctypes.data, self.chances.ctypes.data)
        return error or (self.scores.tolist(), self.chances.tolist())

    def seen(self, size: int) -> np.ndarray:
        found = np.zeros(size, np.uint8)
        assert self.core.pn_seen(self.session, found.ctypes.data, size) == 0
        return found


def picture(seed: int, width: int, height: int, turn: int = 1) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4)).astype(np.uint8)
    return struct.pack("<III", width, height, turn) + pixels.tobytes()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_instruction_set_answers_as_the_reference(seed: int) -> None:
    answers_as_the_reference(image_network(seed), seed)


@pytest.mark.parametrize("seed", (*range(40), *LATER_DEEP))
def test_every_instruction_set_knows_the_later_operators(seed: int) -> None:
    answers_as_the_reference(later_network(seed), seed)


@pytest.mark.parametrize("seed", (*range(24), *LATER_DEEP))
def test_every_instruction_set_mirrors(seed: int) -> None:
    answers_as_the_reference(mirrored_network(seed), seed)


@pytest.mark.parametrize("seed", range(12))
def test_tensors_that_are_used_in_several_ways(seed: int) -> None:
    answers_as_the_reference(twice_network(seed), seed)


def test_what_is_used_twice_is_packed_once() -> None:
    """The core's memory for a picture and its mirror image is hardly more than for the picture."""
    for seed in LATER_DEEP:
        alone, both = Need(), Need()
        for data, need in ((later_network(seed), alone), (mirrored_network(seed), both)):
            assert library().pn_measure(data, len(data), ctypes.byref(need)) == 0
        assert both.model == alone.model


def answers_as_the_reference(package: bytes, seed: int) -> None:
    known = reference.parse(package)
    pictures = [picture(seed + i, *size, 1 + (seed + i) % 8) for i, size in enumerate(((1, 1), (23, 9), (8, 40)))]
    expected = [reference.answer(known, one) for one in pictures]
    for which in range(len(instructions(library()))):
        model = Model(package, which)
        if model.error:
            continue  # this processor lacks it
        assert [model.predict(one) for one in pictures] == expected


@pytest.mark.parametrize("case", json.loads(VECTORS.read_text()), ids=lambda case: "-".join(case["operators"]))
def test_vectors(case: dict) -> None:
    model = Model(base64.b64decode(case["package"]), 0)
    for each in case["cases"]:
        said = each["scores"], each["probabilities"]
        assert model.predict(base64.b64decode(each["input"])) == said


@pytest.mark.parametrize("seed", range(12))
def test_pieces_give_the_same_answer(seed: int) -> None:
    model, chance = Model(image_network(seed), 0), random.Random(seed)
    one = picture(seed, 31, 17, 1 + seed % 8)
    whole = model.predict(one)
    for pieces in (1, 2, 5, 40):
        assert model.stream(one, sorted(chance.randrange(len(one)) for _ in range(pieces))) == whole
    assert model.stream(one, list(range(1, len(one)))) == whole


def test_what_the_model_saw() -> None:
    package = image_network(3)
    view = reference.parse(package).plan.ops[0].view
    model = Model(package, 0)
    one = picture(5, 50, 70, 6)
    assert model.core.pn_seen(model.session, 0, 1 << 20) == 35  # nothing yet
    model.predict(one)
    seen = model.seen(view.width * view.height * 3)
    assert np.array_equal(seen, np.maximum(front_end.seen(one, view).ravel(), 1))


def test_what_is_no_picture_leaves_the_session_usable() -> None:
    model, good = Model(image_network(1), 0), picture(1, 4, 4)
    expected = model.predict(good)
    for bad in (b"", good[:11], good[:-1], good + b"\0", struct.pack("<III", 0, 1, 1), b"a text, not a picture"):
        assert model.predict(bad) == 35
        assert model.predict(good) == expected
    assert model.stream(good[:-1], [5]) == 35
    assert model.predict(good) == expected


def test_reference_refuses_it_too() -> None:
    known = reference.parse(image_network(1))
    with pytest.raises(PinnaceError, match=r"input\.picture"):
        reference.answer(known, b"a text")
    with pytest.raises(PinnaceError, match=r"input\.column"):
        reference.explain(known, picture(1, 2, 2), 0)


@pytest.mark.parametrize("seed", range(300))
def test_damaged_plans_are_refused_alike(seed: int) -> None:
    """A byte of the plan is changed and the checksum mended: core and reference agree on what becomes of it."""
    chance = random.Random(seed)
    data = bytearray((image_network, later_network)[seed % 2](seed // 2 % 40))
    at = len(data) - 1 - chance.randrange(90)
    data[at] = chance.choice((data[at] ^ 1 << chance.randrange(8), chance.randrange(256)))
    data[12:16] = zlib.crc32(data[16:]).to_bytes(4, "little")
    need = Need()
    error = library().pn_measure(bytes(data), len(data), ctypes.byref(need))
    try:
        known, refused = reference.parse(bytes(data)), 0
    except PinnaceError as refusal:
        refused = NUMBERS[refusal.code]
    assert error == refused
    if not error:
        one = picture(seed, 6, 5)
        assert Model(bytes(data), 0).predict(one) == reference.answer(known, one)
