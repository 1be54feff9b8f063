"""pn_write: where a text is cut into pieces never changes its answer."""

from __future__ import annotations

import ctypes
import random

import numpy as np
import pytest
from models import model

from pinnace.checking import torture
from pinnace.packaging import writer
from pinnace.runtime.library import Need, library

MODELS = {
    "words": model(bits=10, kept=700, words=3),
    "characters": model(bits=10, kept=700, words=2, chars=(2, 4), classes=3),
}
EVERY_CUT = 70  # bytes of a text that is tried with every cut


class Stream:
    """A session fed by hand."""

    def __init__(self, package: bytes) -> None:
        self.core, self.package, need = library(), package, Need()
        assert self.core.pn_measure(package, len(package), ctypes.byref(need)) == 0
        self.memory = [np.zeros(size // 8 + 1, np.uint64) for size in (need.model, need.session)]
        model, session = (memory.ctypes.data for memory in self.memory)
        opened, self.session = ctypes.c_void_p(), ctypes.c_void_p()
        assert self.core.pn_open(package, len(package), model, need.model, ctypes.byref(opened)) == 0
        assert self.core.pn_begin(opened, session, need.session, ctypes.byref(self.session)) == 0
        self.scores, self.probabilities = np.zeros(need.scores, np.int32), np.zeros(need.labels, np.uint32)

    def answer(self, *pieces: bytes) -> list[int]:
        for piece in pieces:
            assert self.core.pn_write(self.session, piece, len(piece)) == 0
        self.core.pn_finish(self.session, self.scores.ctypes.data, self.probabilities.ctypes.data)
        return self.scores.tolist() + self.probabilities.tolist()


@pytest.fixture(params=MODELS)
def stream(request: pytest.FixtureRequest) -> Stream:
    return Stream(writer.write(MODELS[request.param]))


def test_every_cut_in_two(stream: Stream) -> None:
    for name, text in torture.cases().items():
        if len(text) <= EVERY_CUT:
            whole = stream.answer(text)
            for cut in range(len(text) + 1):
                assert stream.answer(text[:cut], text[cut:]) == whole, (name, cut)


def test_byte_by_byte(stream: Stream) -> None:
    for name, text in torture.cases().items():
        if len(text) <= 2000:
            assert stream.answer(*(text[i : i + 1] for i in range(len(text)))) == stream.answer(text), name


def test_random_cuts(stream: Stream) -> None:
    chance = random.Random(1)
    for name, text in (torture.cases() | torture.large()).items():
        if len(text) > EVERY_CUT:
            cuts = sorted(chance.randrange(len(text) + 1) for _ in range(chance.choice((1, 3, 20))))
            pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
            assert stream.answer(*pieces) == stream.answer(text), (name, cuts)


def test_reset_forgets_what_was_written(stream: Stream) -> None:
    whole = stream.answer(b"good and bad")
    stream.core.pn_write(stream.session, b"nothing of this counts '", 24)
    stream.core.pn_reset(stream.session)
    assert stream.answer(b"good and bad") == whole
