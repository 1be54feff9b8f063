"""A package in Python: load it once, predict from any number of threads."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, overload

import numpy as np

from pinnace.core_errors import from_core
from pinnace.errors import PinnaceError
from pinnace.runtime.answers import Explanation, Prediction, Predictions, WordContribution
from pinnace.runtime.library import Need, Word, library
from pinnace.runtime.picture import FITS, View, as_raw
from pinnace.runtime.text import as_bytes, joined


class _Session(NamedTuple):
    """A core session of one thread, and the two small buffers that single predictions write to."""

    pointer: int
    scores: ctypes.Array[ctypes.c_int32]
    probabilities: ctypes.Array[ctypes.c_uint32]
    scores_at: int
    probabilities_at: int
    memory: np.ndarray  # where the session lives


class _Local(threading.local):
    session: _Session | None = None


class Package:
    """An opened package.

    package = Package.load("run/reviews.pinnace")
    package.predict("great value").label
    package.predict(["great value", "broke in a week"]).labels
    """

    def __init__(self, data: bytes, *, where: str = "the package's bytes") -> None:
        """Verifies and opens the bytes of a package. Raises PinnaceError("package.…") that says what is wrong."""
        self._core = library()
        self._data = bytes(data)  # the model points into it
        need = Need()
        from_core(self._core.pn_measure(self._data, len(self._data), ctypes.byref(need)), where)
        self._need = need
        self._memory = _aligned(need.model)
        model = ctypes.c_void_p()
        from_core(
            self._core.pn_open(self._data, len(self._data), self._memory.ctypes.data, need.model, ctypes.byref(model)),
            where,
        )
        self._model = model
        self.view = self._sees()  # what it sees of pictures; None: it reads texts
        self._local = _Local()
        self.labels: tuple[str, ...] = tuple(self._label(i) for i in range(need.labels))
        self.memory = {"model": need.model, "session": need.session, "explain": need.explain}  # bytes the core needs

    @classmethod
    def load(cls, path: str | Path) -> Package:
        """Opens a NAME.pinnace file. Raises PinnaceError: package.missing, or what is wrong with its bytes."""
        return cls(contents(path), where=str(path))

    @overload  # a string is a sequence of strings too: the first that fits is meant
    def predict(self, texts: str | bytes) -> Prediction: ...
    @overload
    def predict(self, texts: Sequence[Any]) -> Predictions: ...
    @overload
    def predict(self, texts: Any) -> Prediction: ...
    def predict(self, texts: Any) -> Prediction | Predictions:
        """The answer for one text, or for many (n of them, in order). Any text has an answer, the empty one too.

        A package of pictures takes paths, bytes of encoded files, Pillow images or arrays (height, width, 3 or 4) of
        uint8 instead. Raises PinnaceError for what is no picture: data.picture, input.picture.
        """
        if self.view is not None:
            if isinstance(texts, Sequence) and not isinstance(texts, (str, bytes)):
                return self._gathered([self._predict_one(as_raw(picture)) for picture in texts])
            return self._predict_one(as_raw(texts))
        if isinstance(texts, (str, bytes)):
            return self._predict_one(as_bytes(texts))
        session = self._session()
        data, offsets = joined(texts)
        scores = np.empty((len(texts), self._need.scores), np.int32)
        probabilities = np.empty((len(texts), self._need.labels), np.uint32)
        from_core(
            self._core.pn_predict_batch(
                session.pointer, data, offsets.ctypes.data, len(texts), scores.ctypes.data, probabilities.ctypes.data
            ),
            "predict",
        )
        return Predictions(self.labels, scores, probabilities)

    def predict_raw(self, data: bytes) -> Prediction:
        """The answer for the raw input that the core takes: UTF-8, or a raw picture (spec/image.md)."""
        return self._predict_one(data)

    def seen(self, picture: Any) -> np.ndarray:
        """(height, width, 3) uint8: what the network sees of a picture. Raises PinnaceError("input.picture")."""
        if self.view is None:
            raise PinnaceError("input.picture", what="this package reads texts", hint="give a package of pictures")
        self._predict_one(as_raw(picture))
        found = np.empty((self.view.height, self.view.width, 3), np.uint8)
        from_core(self._core.pn_seen(self._session().pointer, found.ctypes.data, found.nbytes), "seen")
        return found

    def explain(self, text: str | bytes, label: str | None = None) -> Explanation:
        """What each word adds to the score of a label (by default the predicted one), in nats; bias + sum = score.

        With two labels there is one score: for the first label its contributions change sign.
        Raises PinnaceError("input.label") for a label that the package does not have.
        """
        data = as_bytes(text)
        session = self._session()
        chosen = label if label is not None else self._predict_one(data).label
        if chosen not in self.labels:
            raise PinnaceError(
                "input.label",
                what=f"no label “{chosen}”",
                where="explain",
                hint=f"one of {', '.join(self.labels[:20])}",
            )
        index = self.labels.index(chosen)
        column, sign = (0, 1 if index else -1) if self._need.scores == 1 else (index, 1)
        scratch = _aligned(self._need.explain)
        words = (Word * (len(data) + 1))()
        count, bias = ctypes.c_size_t(), ctypes.c_int32()
        from_core(
            self._core.pn_explain(
                session.pointer,
                data,
                len(data),
                column,
                scratch.ctypes.data,
                self._need.explain,
                ctypes.byref(words),
                len(words),
                ctypes.byref(count),
                ctypes.byref(bias),
            ),
            "explain",
        )
        found = tuple(
            WordContribution(data[w.begin : w.end].decode("utf-8", "replace"), w.begin, w.end, sign * w.contribution)
            for w in words[: count.value]
        )
        return Explanation(chosen, sign * bias.value, found)

    def _gathered(self, answers: list[Prediction]) -> Predictions:
        scores = [answer.raw_scores for answer in answers]
        chances = [answer.raw_probabilities for answer in answers]
        return Predictions(
            self.labels,
            np.array(scores, np.int32).reshape(len(answers), self._need.scores),
            np.array(chances, np.uint32).reshape(len(answers), self._need.labels),
        )

    def _sees(self) -> View | None:
        found = self._core.pn_sees(self._model)
        if not found:
            return None
        view, colour = found.contents, found.contents.background
        return View(view.width, view.height, FITS[view.fit], (colour >> 16, colour >> 8 & 255, colour & 255))

    def _predict_one(self, text: bytes) -> Prediction:
        pointer, scores, probabilities, scores_at, probabilities_at, _ = self._local.session or self._session()
        error = self._core.pn_predict(pointer, text, len(text), scores_at, probabilities_at)
        if error:
            from_core(error, "predict")
        return Prediction(self.labels, tuple(scores), tuple(probabilities))

    def _session(self) -> _Session:
        """This thread's session, begun when it first predicts."""
        session = self._local.session
        if session is None:
            memory, pointer = _aligned(self._need.session), ctypes.c_void_p()
            begun = self._core.pn_begin(self._model, memory.ctypes.data, self._need.session, ctypes.byref(pointer))
            from_core(begun, "a new thread")
            scores = (ctypes.c_int32 * self._need.scores)()
            probabilities = (ctypes.c_uint32 * self._need.labels)()
            ends = ctypes.addressof(scores), ctypes.addressof(probabilities)
            session = self._local.session = _Session(pointer.value or 0, scores, probabilities, *ends, memory)
        return session

    def _label(self, index: int) -> str:
        length = ctypes.c_size_t()
        return ctypes.string_at(self._core.pn_label(self._model, index, ctypes.byref(length)), length.value).decode()


def _aligned(size: int) -> np.ndarray:
    """Memory for the core: `size` bytes, aligned to 8."""
    return np.empty((size + 7) // 8, np.uint64)


def contents(path: str | Path) -> bytes:
    """The bytes of a package file, unread. Raises PinnaceError("package.missing")."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise PinnaceError(
            "package.missing",
            what="the package cannot be read",
            where=f"{path}: {error.strerror}",
            hint="make one with `pinnace train DATA --out run/`",
        ) from error
