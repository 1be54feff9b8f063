from __future__ import annotations

from pinnace.data import read


def test_lines_are_texts_when_unlabelled(write) -> None:
    dataset = read(write("u.txt", "one\n\n two, with a comma\r\n"), unlabelled=True)
    assert dataset.texts == ["one", " two, with a comma"]
    assert dataset.numbers.tolist() == [1, 3]


def test_fasttext_labels(write) -> None:
    dataset = read(write("f.txt", "__label__b good day\n__label__a bad day\nno label\n__label__a\n"))
    assert dataset.texts == ["good day", "bad day"] and dataset.classes == ("a", "b")
    assert (dataset.reading.unlabelled, dataset.reading.empty) == (1, 1)


def test_two_labels_are_refused(write, refused) -> None:
    with refused("data.label", where="line 2", what="more than one label"):
        read(write("f.txt", "__label__b good\n__label__a __label__b bad\n"))


def test_a_text_file_without_labels_is_refused(write, refused) -> None:
    with refused("data.columns", what="no label", hint="__label__NAME"):
        read(write("u.txt", "one\ntwo\n"))


def test_an_empty_file_is_refused(write, refused) -> None:
    with refused("data.empty"):
        read(write("u.txt", "\n\n"), unlabelled=True)
