"""The core keeps to the memory it was given: never outside, never more than it said, nothing shared by sessions."""

from __future__ import annotations

import ctypes
import threading

import numpy as np
import pytest

from attacks import good, texts
from pinnace.runtime.library import Need, Word, library

SMALL, COLUMN, LONG = 32, 34, 33
GUARD = 4096  # bytes on either side
PACKAGES = good.packages()
ENGLISH = b"It's a good film, isn't it? 9.5!"  # ten words
TEXTS = [b"", b"a", ENGLISH, "Ça va, ế 👍🏽 中文".encode(), b"\xff\xfe \xc3", *texts.hostile(3000).values()]


class Guarded:
    """Memory of exactly `size` bytes between two guards, and whether they are still whole."""

    def __init__(self, size: int, shift: int = 0) -> None:
        self.bytes = np.full(GUARD + size + 8 + GUARD, 0xA5, np.uint8)
        start = self.bytes.ctypes.data + GUARD
        self.begin = GUARD + (-start) % 8 + shift
        self.end = self.begin + size
        self.address = self.bytes.ctypes.data + self.begin

    def whole(self) -> bool:
        return bool((self.bytes[: self.begin] == 0xA5).all() and (self.bytes[self.end :] == 0xA5).all())


class Opened:
    """A package opened in guarded memory of exactly the measured size."""

    def __init__(self, data: bytes) -> None:
        self.core, self.data, self.need = library(), data, Need()
        assert self.core.pn_measure(data, len(data), ctypes.byref(self.need)) == 0
        self.memory, self.model = Guarded(self.need.model), ctypes.c_void_p()
        assert self.core.pn_open(data, len(data), self.memory.address, self.need.model, ctypes.byref(self.model)) == 0
        self.sessions: list[Guarded] = []

    def session(self) -> ctypes.c_void_p:
        memory, session = Guarded(self.need.session), ctypes.c_void_p()
        self.sessions.append(memory)
        assert self.core.pn_begin(self.model, memory.address, self.need.session, ctypes.byref(session)) == 0
        return session

    def predict(self, session: ctypes.c_void_p, text: bytes) -> tuple[bytes, bytes]:
        """The bytes of scores and probabilities, written between guards too."""
        scores, chances = Guarded(4 * self.need.scores), Guarded(4 * self.need.labels)
        assert self.core.pn_predict(session, text, len(text), scores.address, chances.address) == 0
        assert scores.whole() and chances.whole()
        return scores.bytes[scores.begin : scores.end].tobytes(), chances.bytes[chances.begin : chances.end].tobytes()

    def whole(self) -> bool:
        return self.memory.whole() and all(session.whole() for session in self.sessions)


@pytest.mark.parametrize("name", list(PACKAGES))
def test_nothing_around_the_memory_is_touched(name: str) -> None:
    opened = Opened(PACKAGES[name])
    session = opened.session()
    model = opened.memory.bytes.copy()
    for text in TEXTS:
        opened.predict(session, text)
    assert opened.whole()
    assert (opened.memory.bytes == model).all()  # a model never changes once opened: threads share it


@pytest.mark.parametrize("name", list(PACKAGES))
def test_one_byte_less_is_refused_and_nothing_outside_is_touched(name: str) -> None:
    opened, model = Opened(PACKAGES[name]), ctypes.c_void_p()
    need = opened.need
    for size in (0, 8, need.model // 2, need.model - 8, need.model - 1):
        memory = Guarded(size)
        assert opened.core.pn_open(opened.data, len(opened.data), memory.address, size, ctypes.byref(model)) == SMALL
        assert memory.whole() and model.value is None
    for size in (0, 8, need.session - 8, need.session - 1):
        memory = Guarded(size)
        assert opened.core.pn_begin(opened.model, memory.address, size, ctypes.byref(model)) == SMALL
        assert memory.whole() and model.value is None


@pytest.mark.parametrize("shift", range(1, 8))
def test_misaligned_memory_is_refused(shift: int) -> None:
    opened, out = Opened(PACKAGES["two-labels"]), ctypes.c_void_p()
    need = opened.need
    model, session = Guarded(need.model, shift), Guarded(need.session, shift)
    assert opened.core.pn_open(opened.data, len(opened.data), model.address, need.model, ctypes.byref(out)) == SMALL
    assert opened.core.pn_begin(opened.model, session.address, need.session, ctypes.byref(out)) == SMALL
    assert out.value is None


def test_no_memory_is_refused() -> None:
    opened, out = Opened(PACKAGES["two-labels"]), ctypes.c_void_p()
    assert opened.core.pn_open(opened.data, len(opened.data), None, 1 << 30, ctypes.byref(out)) == SMALL
    assert opened.core.pn_begin(opened.model, None, 1 << 30, ctypes.byref(out)) == SMALL


def test_the_answer_does_not_depend_on_what_memory_held() -> None:
    for data in PACKAGES.values():
        opened = Opened(data)
        first = [opened.predict(opened.session(), text) for text in TEXTS]
        session = opened.session()
        assert [opened.predict(session, text) for text in TEXTS] == first
        memory, other = np.zeros(opened.need.session, np.uint8), ctypes.c_void_p()
        assert opened.core.pn_begin(opened.model, memory.ctypes.data, memory.size, ctypes.byref(other)) == 0
        assert [opened.predict(other, text) for text in reversed(TEXTS)] == first[::-1]


def test_sessions_are_independent() -> None:
    opened = Opened(PACKAGES["both"])
    core, text = opened.core, b"It's a good film, isn't it?"
    first, second = opened.session(), opened.session()
    alone = opened.predict(second, text)
    for at, byte in enumerate(text):  # two streams, a byte of each in turn
        core.pn_write(first, b"another text"[at % 12 : at % 12 + 1], 1)
        core.pn_write(second, bytes([byte]), 1)
    scores, chances = (ctypes.c_int32 * opened.need.scores)(), (ctypes.c_uint32 * opened.need.labels)()
    assert core.pn_finish(second, scores, chances) == 0
    assert (bytes(scores), bytes(chances)) == alone


def test_a_stream_that_was_not_finished_leaves_no_trace() -> None:
    opened = Opened(PACKAGES["both"])
    session, text = opened.session(), b"a good film"
    expected = opened.predict(session, text)
    opened.core.pn_write(session, b"terrible \xf0\x9f", 11)
    assert opened.predict(session, text) == expected


def test_threads_in_parallel_answer_alike() -> None:
    opened = Opened(PACKAGES["long-words"])
    expected = [opened.predict(opened.session(), text) for text in TEXTS]
    sessions = [opened.session() for _ in range(4)]
    wrong: list[int] = []

    def work(number: int) -> None:
        for _ in range(20):
            if [opened.predict(sessions[number], text) for text in TEXTS] != expected:
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert opened.whole()


def test_a_hundred_thousand_predictions_change_nothing() -> None:
    opened = Opened(PACKAGES["two-labels"])
    session, text = opened.session(), b"a good film"
    expected = opened.predict(session, text)
    before = opened.sessions[0].bytes.copy()
    scores, chances = (ctypes.c_int32 * opened.need.scores)(), (ctypes.c_uint32 * opened.need.labels)()
    predict = opened.core.pn_predict
    for _ in range(100_000):
        predict(session, text, len(text), scores, chances)
    assert (bytes(scores), bytes(chances)) == expected
    assert (opened.sessions[0].bytes == before).all()  # the same bytes again: there is nowhere to grow
    assert opened.whole()


@pytest.mark.parametrize("capacity", [0, 1, 3, 100])
def test_an_explanation_fills_what_room_there_is(capacity: int) -> None:
    opened = Opened(PACKAGES["both"])
    session = opened.session()
    scratch, words = Guarded(opened.need.explain), Guarded(capacity * ctypes.sizeof(Word))
    count, bias = ctypes.c_size_t(), ctypes.c_int32()

    def explain(column: int, scratch_size: int) -> int:
        return int(
            opened.core.pn_explain(
                session,
                ENGLISH,
                len(ENGLISH),
                column,
                scratch.address,
                scratch_size,
                words.address,
                capacity,
                ctypes.byref(count),
                ctypes.byref(bias),
            )
        )

    assert explain(0, opened.need.explain) == 0
    assert count.value == 10
    assert scratch.whole() and words.whole() and opened.whole()
    assert explain(opened.need.scores, opened.need.explain) == COLUMN
    assert explain(0, opened.need.explain - 8) == SMALL


def test_an_explanation_of_more_than_256_megabytes_is_refused_before_it_is_read() -> None:
    opened = Opened(PACKAGES["two-labels"])
    scratch, count, bias = Guarded(opened.need.explain), ctypes.c_size_t(), ctypes.c_int32()
    said = opened.core.pn_explain(
        opened.session(),
        b"",
        (1 << 28) + 1,
        0,
        scratch.address,
        opened.need.explain,
        None,
        0,
        ctypes.byref(count),
        ctypes.byref(bias),
    )
    assert said == LONG


def test_a_text_of_4_gb_is_refused_before_it_is_read() -> None:
    opened = Opened(PACKAGES["two-labels"])
    assert opened.core.pn_predict(opened.session(), b"", 1 << 32, None, None) == LONG
