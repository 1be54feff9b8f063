"""``python``: the core as this Python loads it, through the batch call of pinnace.h; networks once more with each
instruction set that this processor has."""

from __future__ import annotations

import ctypes

import numpy as np

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.reference.bounded import NUMBERS
from pinnace.checking.runtimes.process import NotRun
from pinnace.errors import PinnaceError
from pinnace.runtime.library import Need, instructions, library
from pinnace.runtime.text import joined

BATCH = 256  # inputs per call
WORD = 12  # bytes of a pn_word
LEVEL_AT, NETWORK_LEVEL = 5, 2  # of a package's header
LACKING = NUMBERS["package.core"]  # what pn_open_with says of instructions that this processor does not have


def run(request: Request) -> dict[str, Answers]:
    try:
        core = library()
    except PinnaceError as error:
        raise NotRun(error.what) from None
    found = {"": answers(core, request)}
    if found[""].error or request.package[LEVEL_AT] < NETWORK_LEVEL:
        return found
    for index, name in enumerate(instructions(core)):  # every way to multiply that this processor has
        forced = answers(core, request, index)
        if forced.error != LACKING:
            found[name] = forced
    return found


def answers(core: ctypes.CDLL, request: Request, forced: int | None = None) -> Answers:
    """What a loaded core answers: tests hand in faulty ones. ``forced``: a position in `instructions`."""
    need, model, session = Need(), ctypes.c_void_p(), ctypes.c_void_p()
    package = request.package
    error = core.pn_measure(package, len(package), ctypes.byref(need))
    if error:
        return Answers(error)
    memory = [np.zeros(size // 8 + 1, np.uint64) for size in (need.model, need.session, need.explain)]
    room = package, len(package), memory[0].ctypes.data, memory[0].nbytes, ctypes.byref(model)
    error = core.pn_open(*room) if forced is None else core.pn_open_with(forced, *room)
    error = error or core.pn_begin(model, memory[1].ctypes.data, memory[1].nbytes, ctypes.byref(session))
    if error:
        return Answers(error)
    n = len(request.inputs)
    scores, probabilities = np.zeros((n, need.scores), np.int32), np.zeros((n, need.labels), np.uint32)
    for start in range(0, n, BATCH):
        batch = request.inputs[start : start + BATCH]
        texts, offsets = joined(batch)
        into = scores[start : start + BATCH], probabilities[start : start + BATCH]
        core.pn_predict_batch(session, texts, offsets.ctypes.data, len(batch), into[0].ctypes.data, into[1].ctypes.data)
    explanations = [
        explanation(core, session, text, i % need.scores, memory[2])
        for i, text in enumerate(request.inputs[: request.explained])
    ]
    return Answers(0, np.hstack([scores, probabilities.astype(np.int32)]), explanations)


def explanation(
    core: ctypes.CDLL, session: ctypes.c_void_p, text: bytes, column: int, scratch: np.ndarray
) -> np.ndarray:
    """(1 + 3 w,) int32: the bias, then begin, end and contribution of each word."""
    words = np.zeros((len(text) + 1, WORD // 4), np.int32)
    count, bias = ctypes.c_size_t(), ctypes.c_int32()
    room = scratch.ctypes.data, scratch.nbytes, words.ctypes.data, len(words)
    core.pn_explain(session, text, len(text), column, *room, ctypes.byref(count), ctypes.byref(bias))
    return np.append(np.int32(bias.value), words[: count.value].ravel()).astype(np.int32)
