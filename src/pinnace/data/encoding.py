"""Which encoding a text file is in, decided on the whole file before anything is taken from it.

The rule, in order:

1. A byte-order mark (UTF-8, UTF-16) decides.
2. Every byte of the file is valid UTF-8: UTF-8.
3. Most non-ASCII characters are valid UTF-8 and a few are not: a *damaged* UTF-8 file. That is refused, with line and
   offset, because any 8-bit encoding would "succeed" and turn every accent of the file into two wrong characters.
4. Otherwise an older encoding: Windows-1252 if its non-ASCII letters are those of one Western European language, else
   what charset-normalizer finds among common encodings, on the first 256 KB of lines that hold anything but ASCII.
   The choice is always told in the notes. No convincing choice: refused, with line and offset.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pinnace.data.stream import CHUNK, MAX_TEXT, open_bytes
from pinnace.errors import PinnaceError

EVIDENCE = 1 << 18  # bytes of non-ASCII lines that a guess is made from
ENOUGH = 8  # non-ASCII bytes; fewer prove nothing about a script
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLDER = (
    *("cp1251", "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "euc_kr"),
    *("cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_7"),
)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
SIGNS = set("‘’“”„–—…•€£§°«»´·©®™½¼¾²³×\u00a0¿¡ªº‚‹›")
WESTERN = tuple(  # letters beyond ASCII, per group of languages that share them
    set(letters) | set(letters.upper())
    for letters in (
        "éèêëàâçùûüôîïœæ",
        "äöüßé",
        "áéíóúñü",
        "áâãàéêíóôõúç",
        "àèéìíòóù",
        "åäöæøéü",
        "áðéíóúýþæö",
        "éëèïöüáó",
    )
)


@dataclass(frozen=True)
class Flaw:
    """The first byte that an encoding cannot read."""

    offset: int  # bytes from the start of the (unpacked) file
    line: int
    byte: int


def detect(path: Path) -> tuple[str, list[str]]:
    """Encoding of a text file, as Python names it, and what to tell people about it. Reads the whole file once."""
    with open_bytes(path) as raw:
        head = raw.read(4096)
    for mark, name in BOMS:
        if head.startswith(mark):
            flaw = first_flaw(path, name)
            if flaw:
                raise refusal(path, flaw, f"begins like {name.upper()[:6]} but is damaged")
            return name, ["encoding: UTF-16"] if name == "utf-16" else []
    if utf16 := utf16_without_mark(head):
        if not first_flaw(path, utf16):
            return utf16, [f"encoding: {utf16.upper()} (guessed: no byte-order mark)"]
    elif head.count(0) > 0.01 * len(head):  # a stray one is reported with its line by the reader
        raise PinnaceError(
            "data.format",
            what="this is not a text file (it holds NUL bytes)",
            where=str(path),
            hint="give a CSV, TSV, JSONL or Parquet file, or a folder per class",
        )
    flaw = first_flaw(path, "utf-8")
    if flaw is None:
        return "utf-8", []
    evidence = non_ascii_lines(path)
    valid = len(MULTIBYTE.findall(evidence))
    bad = len(HIGH.findall(MULTIBYTE.sub(b"", evidence)))
    if valid >= 2 * bad:
        raise refusal(path, flaw, "is UTF-8 except for")
    guess = "cp1252" if western(evidence) else older(evidence)
    if guess == "cp1252" and valid > 0.1 * bad:  # Windows-1252 hardly ever looks like UTF-8
        raise refusal(path, flaw, "mixes UTF-8 with another encoding, beginning with")
    if guess is None:
        raise refusal(path, flaw, "is neither UTF-8 nor an encoding that can be recognised:")
    later = first_flaw(path, guess)
    if later:
        raise refusal(path, later, f"looks like {guess} except for")
    return guess, [f"encoding: {guess} (guessed: the file is not UTF-8)"]


def first_flaw(path: Path, encoding: str) -> Flaw | None:
    """The first byte that ``encoding`` cannot read, or None. Refuses a line of more than ``MAX_TEXT`` characters."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    offset = feeds = returns = run = 0  # run: characters since the last line end
    with open_bytes(path) as raw:
        while True:
            chunk = raw.read(CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = str(error.object[: error.start], encoding.replace("-sig", ""), "replace")
                line = 1 + (feeds + before.count("\n") or returns + before.count("\r"))
                return Flaw(offset - pending + error.start, line, error.object[error.start])
            if not chunk:
                return None
            offset += len(chunk)
            ending = "\n" if "\n" in text else "\r"
            start, end = text.find(ending), text.rfind(ending)
            longest = run + (start if start >= 0 else len(text))
            run = len(text) - end - 1 if end >= 0 else longest
            if longest > MAX_TEXT and not path.name.removesuffix(".gz").endswith(".json"):
                raise PinnaceError(
                    "data.too_long",
                    what=f"this line holds more than {MAX_TEXT // 1_000_000} MB",
                    where=f"{path}, line {1 + (feeds or returns)}",
                    hint="put each text on its own row; cut longer ones",
                )
            feeds += text.count("\n")
            returns += text.count("\r")


def non_ascii_lines(path: Path) -> bytes:
    """The first ``EVIDENCE`` bytes of lines that are not plain ASCII."""
    found: list[bytes] = []
    size = 0
    with open_bytes(path) as raw:
        while size < EVIDENCE and (line := raw.readline(EVIDENCE)):
            if not line.isascii():
                found.append(line)
                size += len(line)
    return b"".join(found)


def western(evidence: bytes) -> bool:
    """Whether Windows-1252 makes the letters of one Western European language out of the non-ASCII bytes."""
    try:
        text = evidence.decode("cp1252")
    except UnicodeDecodeError:
        return False
    counts = Counter(c for c in text if c > "\x7f")
    letters = sum(n for c, n in counts.items() if c not in SIGNS)
    plain = sum(c.isascii() and c.isalpha() for c in text)
    best = max(sum(n for c, n in counts.items() if c in alphabet) for alphabet in WESTERN)
    return best >= 0.95 * letters and sum(counts.values()) <= 0.6 * plain


def older(evidence: bytes) -> str | None:
    """charset-normalizer's choice among ``OLDER``; None when it would need to be a guess in the dark."""
    from charset_normalizer import from_bytes  # slow to import and hardly ever needed

    if len(HIGH.findall(evidence)) < ENOUGH:
        return None
    best = from_bytes(evidence, cp_isolation=list(OLDER)).best()
    if best is None or best.encoding not in OLDER or best.chaos > 0.2:
        return None
    beyond = [c for c in str(best) if c > "\x7f"]
    return best.encoding if sum(c.isalpha() for c in beyond) >= 0.7 * len(beyond) else None


def utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 leaves a NUL in every second byte of mostly ASCII text."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start::2].count(0) > 0.4 * pairs and head[1 - start :: 2].count(0) == 0:
            return name
    return None


def refusal(path: Path, flaw: Flaw, why: str) -> PinnaceError:
    return PinnaceError(
        "data.encoding",
        what=f"the file {why} byte 0x{flaw.byte:02X} at offset {flaw.offset:,}",
        where=f"{path}, line {flaw.line}",
        hint="correct that line, or save the file as UTF-8 (spreadsheets: 'CSV UTF-8'; elsewhere: iconv -t UTF-8)",
    )


def well_formed(text: str) -> str:
    """``text`` with lone surrogates, which JSON can carry and UTF-8 cannot, replaced by U+FFFD as browsers do."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
