from __future__ import annotations

import pytest

from pinnace.data import read
from pinnace.data.encoding import detect, well_formed

SAMPLES = {
    "french": "Le café était très bon, déjà goûté à Noël. Où êtes-vous allés ? Ça coûte 5 € à l'hôtel…",
    "german": "Die Straße war schön, aber das Essen fürchterlich und überteuert – „nie wieder“.",
    "spanish": "¿Qué tal? La película es muy buena; mañana volveré con mi niño.",
    "portuguese": "Não gostei da refeição, mas a recepção é ótima e o preço também.",
    "danish": "Det var en dårlig film, men skuespillerne gør det så godt som muligt, ærlig talt.",
    "polish": "To był bardzo dobry film, polecam każdemu, świetna gra aktorów, żółć.",
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy, ale film se mi líbil.",
    "russian": "Очень хороший фильм, мне понравилось. Советую посмотреть всем друзьям.",
    "greek": "Η ταινία ήταν πολύ καλή και μου άρεσε, τη συνιστώ σε όλους.",
    "japanese": "この映画はとても面白かったです。また見たいと思います。",
    "chinese": "这部电影非常好看，我很喜欢，推荐大家去看。",
    "taiwanese": "這部電影非常好看，我很喜歡，推薦大家去看。",
    "korean": "이 영화는 정말 재미있었습니다. 추천합니다.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("french", e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")),
        *((language, "cp1252") for language in ("german", "spanish", "portuguese", "danish")),
        *((language, "cp1250") for language in ("polish", "czech")),
        *(("russian", e) for e in ("cp1251", "koi8_r", "utf-8", "utf-16")),
        *(("japanese", e) for e in ("shift_jis", "euc_jp", "utf-8")),
        *(("greek", "cp1253"), ("chinese", "gb18030"), ("taiwanese", "big5"), ("korean", "euc_kr")),
    ],
)
def test_texts_survive_their_encoding(write, language, encoding) -> None:
    sample = SAMPLES[language]
    rows = "".join(f'"{sample} {i}",{"pos" if i % 2 else "neg"}\n' for i in range(20))
    dataset = read(write("r.csv", ("text,label\n" + rows).encode(encoding)))
    assert dataset.texts == [f"{sample} {i}" for i in range(20)]
    told = any(note.startswith("encoding") for note in dataset.reading.notes)
    assert told is (not encoding.startswith("utf-8")), "a guess is always told"


def test_one_accent_in_a_western_file_is_enough(write) -> None:
    assert detect(write("r.csv", b"text,label\nplain,a\nun caf\xe9,b\n"))[0] == "cp1252"


def test_a_damaged_utf8_file_is_refused_with_the_place(write, refused) -> None:
    good = "café très bon,pos\nmauvais goût,neg\n".encode() * 50_000
    with refused("data.encoding", what=f"0xE9 at offset {14 + len(good):,}", where="r.csv, line 100002", hint="UTF-8"):
        read(write("r.csv", b"text,label\n" + good + b"caf\xe9,pos\n" + good))


def test_one_wrong_byte_among_many_right_ones(write, refused) -> None:
    with refused("data.encoding", what="is UTF-8 except for byte 0xE9", where="line 42"):
        read(write("r.csv", b"text,label\n" + "café,a\ngoût,b\n".encode() * 20 + b"caf\xe9,a\n"))


def test_two_encodings_in_one_file_are_refused(write, refused) -> None:
    with refused("data.encoding", what="mixes UTF-8", where="line 3"):
        read(write("r.csv", b"text,label\n" + ("déjà vu,a\n".encode() + "déjà vu,b\n".encode("cp1252")) * 20))


def test_a_byte_of_no_language_is_refused(write, refused) -> None:
    with refused("data.encoding", what="0xFF", where="line 3"):
        read(write("r.csv", b"text,label\ngood,pos\nbad \xff,neg\n"))


def test_a_truncated_file_is_refused(write, refused) -> None:
    with refused("data.encoding", where="line 3"):
        read(write("r.csv", "text,label\ncafé très bon,pos\ntrès".encode() + b"\xc3"))
    with refused("data.encoding"):
        read(write("r.txt", "text".encode("utf-16") + b"a"), unlabelled=True)


def test_binary_files_are_not_text(write, refused) -> None:
    with refused("data.format", what="NUL"):
        read(write("r.csv", bytes(range(256)) * 4 + bytes(100)))


def test_well_formed_pairs_and_lone_surrogates() -> None:
    assert well_formed("a\ud83d\ude00b\ud83dc\ude00") == "a😀b\ufffdc\ufffd"
