from __future__ import annotations

from pathlib import Path

from pinnace.data import read


def test_files_are_texts_and_folders_classes(write, tmp_path: Path) -> None:
    write("r/pos/1.txt", "good\nday")
    write("r/pos/deep/2.txt", "fine")
    write("r/neg/1.txt", "bad")
    write("r/neg/.hidden", "not me")
    write("r/neg/.git/config", "nor me")
    write("r/.cache/x.txt", "nor me")
    write("r/README.md", "nor me")
    dataset = read(tmp_path / "r")
    assert dataset.texts == ["bad", "good\nday", "fine"]
    assert dataset.labels.tolist() == [0, 1, 1] and dataset.classes == ("neg", "pos")
    assert dataset.place(2) == str(tmp_path / "r/pos/deep/2.txt")


def test_each_file_has_its_own_encoding(write, tmp_path: Path) -> None:
    write("r/a/1", "été à la plage".encode("cp1252"))
    write("r/a/2", "été".encode("utf-16"))
    write("r/b/1", b"\xef\xbb\xbf" + "été".encode())
    write("r/b/2", "Очень хороший фильм, мне понравилось".encode("cp1251"))
    assert read(tmp_path / "r").texts == ["été à la plage", "été", "été", "Очень хороший фильм, мне понравилось"]


def test_refusals(write, tmp_path: Path, refused) -> None:
    write("r/a/1.txt", "x")
    write("r/b/photo.txt", b"\x89PNG\r\n\x1a\n")
    with refused("data.format", what="PNG", where="photo.txt"):
        read(tmp_path / "r")
    write("bytes/a/1.txt", b"\xff\xfe\xff")
    with refused("data.encoding", where="1.txt"):
        read(tmp_path / "bytes")
    write("nul/a/1.txt", b"a\0b\0c")
    with refused("data.encoding", where="1.txt"):
        read(tmp_path / "nul")
    write("one/a/1.txt", "x")
    with refused("data.one_class", what="'a'"):
        read(tmp_path / "one")
    write("splits/train/pos/1.txt", "x")
    with refused("data.format", hint=str(tmp_path / "splits/train")):
        read(tmp_path / "splits")
    write("files/train.csv", "x")
    with refused("data.format", hint="train.csv"):
        read(tmp_path / "files")
    (tmp_path / "hollow/a").mkdir(parents=True)
    with refused("data.empty", hint="one folder per class"):
        read(tmp_path / "hollow")
    write("long/a/1.txt", "x" * 16_000_001)
    with refused("data.too_long", where="1.txt"):
        read(tmp_path / "long")
