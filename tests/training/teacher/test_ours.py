"""Our own teacher: it learns from texts without labels, sees no label that it must not, and takes up where it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pinnace.training.progress import Silence
from pinnace.training.teacher import Cache, ask, ours
from pinnace.training.teacher.ours import Ours, declines
from pinnace.training.teacher.vectors import Shape

KNOWN = (["lovely", "great", "brilliant"], ["awful", "broken", "useless"])  # words that labelled texts have
RARE = (["splendid", "superb", "marvellous"], ["dreadful", "shoddy", "rubbish"])  # only in texts without labels
FILLERS = [f"filler{i}" for i in range(60)]
SHAPE = Shape(16, 6)


def texts(count: int, seed: int, words: tuple[list[str], list[str]]) -> tuple[list[str], np.ndarray]:
    random = np.random.default_rng(seed)
    labels = random.integers(0, 2, count).astype(np.int32)
    made = [" ".join([*random.choice(words[label], 2), *random.choice(FILLERS, 6)]) for label in labels]
    return made, labels


@pytest.fixture(scope="module")
def data() -> tuple[list[str], np.ndarray, list[str]]:
    labelled, labels = texts(300, 0, KNOWN)
    both = ([*KNOWN[0], *RARE[0]], [*KNOWN[1], *RARE[1]])
    return labelled, labels, texts(2500, 1, both)[0]


def teachers(data: tuple[list[str], np.ndarray, list[str]], cache: Path | None = None) -> Ours:
    labelled, labels, unlabelled = data
    splits = [(np.arange(0, 240), np.arange(240, 300)), (np.arange(60, 300), np.arange(0, 60))]
    return Ours(labelled, unlabelled, labels, 2, splits, 0, Silence(), Cache(cache), SHAPE)


def test_words_that_no_labelled_text_has_are_understood(data: tuple[list[str], np.ndarray, list[str]]) -> None:
    unseen, labels = texts(200, 2, RARE)
    teacher = teachers(data).of_all()
    assert (ask(teacher, unseen, 2).argmax(1) == labels).mean() > 0.9
    alone = teacher.direct.scores(rows_of(teacher, unseen))[:, 0] > 0
    assert (alone == labels).mean() < 0.7, "the labels say nothing of them"


def rows_of(teacher: ours.OwnTeacher, some: list[str]):  # type: ignore[no-untyped-def]
    from pinnace.runtime.text import ngrams
    from pinnace.training.vocabulary import vocabulary_rows

    return vocabulary_rows(ngrams(some, words=3), teacher.ids)


def test_labels_of_held_out_rows_change_nothing(data: tuple[list[str], np.ndarray, list[str]]) -> None:
    labelled, labels, unlabelled = data
    other = labels.copy()
    other[240:] = 1 - other[240:]
    first = ask(teachers(data).of_split(0), unlabelled, 2)
    again = ask(teachers((labelled, other, unlabelled)).of_split(0), unlabelled, 2)
    assert (first == again).all()
    assert (first != ask(teachers((labelled, 1 - labels, unlabelled)).of_split(0), unlabelled, 2)).any()


def test_it_takes_up_where_it_was(
    data: tuple[list[str], np.ndarray, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = []
    learn = ours.learn

    def counted(*arguments: object) -> np.ndarray:
        learnt.append(1)
        if len(learnt) == 2:
            raise KeyboardInterrupt
        return learn(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ours, "learn", counted)
    with pytest.raises(KeyboardInterrupt):
        teachers(data, tmp_path / "cache").of_all()
    assert len(list((tmp_path / "cache").iterdir())) == 1
    resumed = ask(teachers(data, tmp_path / "cache").of_all(), data[2], 2)
    assert len(learnt) == 3, "the first round was not learnt again"
    monkeypatch.setattr(ours, "learn", learn)
    assert (resumed == ask(teachers(data).of_all(), data[2], 2)).all()


def test_names_follow_what_the_teachers_are_made_from(data: tuple[list[str], np.ndarray, list[str]]) -> None:
    labelled, labels, unlabelled = data
    names = [teachers(data).name(split) for split in (0, 1, None)]
    names += [
        teachers((labelled, 1 - labels, unlabelled)).name(0),
        teachers((labelled, labels, unlabelled[1:])).name(0),
    ]
    assert len(set(names)) == len(names)
    assert names[0] == teachers(data).name(0)


def test_it_doubts_itself_where_there_is_nothing_to_know(
    data: tuple[list[str], np.ndarray, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labelled, labels, unlabelled = data
    assert not teachers(data).doubt()
    drawn = np.random.default_rng(5).integers(0, 2, len(labels)).astype(np.int32)
    doubt = teachers((labelled, drawn, unlabelled), tmp_path / "cache").doubt()
    assert "no better than a linear model" in doubt and "120 held-out texts" in doubt
    monkeypatch.setattr(ours, "read", None)  # what it found is kept: nothing is read again
    assert teachers((labelled, drawn, unlabelled), tmp_path / "cache").doubt() == doubt


def test_rows_that_belong_together_are_set_aside_together(data: tuple[list[str], np.ndarray, list[str]]) -> None:
    labelled, labels, unlabelled = data
    units = np.repeat(np.arange(60), 5)
    grouped = Ours(labelled, unlabelled, labels, 2, [], 0, Silence(), Cache(None), SHAPE, units=units)
    rows, aside = grouped._rows
    assert 40 <= len(aside) <= 80 and len(rows) + len(aside) == 300
    assert not set(units[rows]) & set(units[aside])
    alone = Ours(labelled, unlabelled, labels, 2, [], 0, Silence(), Cache(None), SHAPE)
    assert len(set(units[alone._rows[0]]) & set(units[alone._rows[1]])) > 10, "without groups they straddle"


def test_one_group_of_everything_leaves_nothing_to_set_aside(data: tuple[list[str], np.ndarray, list[str]]) -> None:
    labelled, labels, unlabelled = data
    units = np.zeros(300, np.int64)
    whole = Ours(labelled, unlabelled, labels, 2, [], 0, Silence(), Cache(None), SHAPE, units=units)
    assert np.isfinite(ask(whole.of_all(), unlabelled[:100], 2)).all()


def test_too_little_text_is_declined_with_the_reason() -> None:
    assert "40 labelled" in declines(40, 100_000)
    assert "100 texts without" in declines(1_000, 100)
    assert not declines(1_000, 10_000)


def test_labelled_texts_alone_may_do_for_large_packages() -> None:
    assert not declines(10_000, 0, large=True)
    assert declines(10_000, 0) and declines(9_999, 0, large=True) and declines(10_000, 5, large=True)
