from __future__ import annotations

import json

import numpy as np

from pinnace.data import Dataset, Suspect, read, report, split


def sample(write) -> Dataset:
    rows = "".join(f"{'word ' * (i % 9 + 1)}{i},{'pos' if i % 4 else 'neg'}\n" for i in range(200))
    return read(write("r.csv", "text,label\n" + rows + ",pos\nword 0,neg\nWORD  0,pos\nno label,\n"))


def test_counts(write) -> None:
    data = sample(write)
    made = report(data, split=split(data), test=data)
    assert made.reading.rows == 204 and made.reading.kept == 202
    assert [(c.name, c.rows) for c in made.classes] == [("neg", 51), ("pos", 151)]
    assert abs(sum(c.share for c in made.classes) - 1) < 1e-12
    assert made.training + made.validation == 202
    assert made.duplicates == 2 and made.conflicting == 1
    assert made.across_split == 0 and made.across_test == made.test == 202


def test_rows_on_both_sides_of_a_bad_split_are_counted(write) -> None:
    data = sample(write)
    made = report(data, split=(np.arange(1, 202), np.arange(0, 1)))
    assert made.across_split == 1
    assert "across_split" in {finding.name for finding in made.warnings}


def test_lengths_are_percentiles_and_powers_of_two() -> None:
    texts = ["a"] * 10 + ["a b"] * 20 + ["a b c d e"] * 70
    lengths = report(Dataset(texts, np.array([0, 1] * 50, np.int32), ("x", "y"))).lengths
    assert lengths.histogram == (10, 20, 70)
    assert (lengths.words[0], lengths.words[25], lengths.words[50], lengths.words[100]) == (1, 2, 5, 5)
    assert lengths.characters[100] == 9


def test_unlabelled_sets_have_a_report(write) -> None:
    made = report(read(write("u.txt", "one two\nthree\n"), unlabelled=True))
    assert made.classes == () and made.suspects == [] and made.lines()


def test_json_holds_everything(write) -> None:
    data = sample(write)
    made = report(data, split=split(data))
    made.suspects.append(Suspect(7, "r.csv, line 7", "a text", "pos", "neg", "cross-validation is 99% sure"))
    found = json.loads(json.dumps(made.as_dict()))
    assert found["reading"]["empty"] == 1 and found["reading"]["unlabelled"] == 1
    assert found["lengths"]["words"]["50"] >= 1
    assert found["suspects"][-1]["suggested"] == "neg"
