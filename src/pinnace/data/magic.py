"""What a file really is, by its first bytes, so that a workbook called .csv is refused by its right name."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pinnace.errors import PinnaceError

SAVE_AS_CSV = "open it in the spreadsheet program and save it as 'CSV UTF-8'"
UNPACK = "unpack it and give the file inside"
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG picture", "give a table of texts; pictures are another task"),
    (b"\xff\xd8\xff", "a JPEG picture", "give a table of texts; pictures are another task"),
    (b"GIF8", "a GIF picture", "give a table of texts; pictures are another task"),
    (b"%PDF", "a PDF document", "export its table as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", SAVE_AS_CSV),
    (
        b"SQLite format 3",
        "an SQLite database",
        "export the table: sqlite3 -header -csv FILE 'select text, label from …'",
    ),
    (b"ARROW1", "an Arrow (Feather) file", "write it as Parquet: table.to_parquet(…)"),
    (b"Obj\x01", "an Avro file", "write it as Parquet, JSONL or CSV"),
    (b"7z\xbc\xaf", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"BZh", "bzip2 data", UNPACK + " (gzip is read directly)"),
    (b"\xfd7zXZ", "xz data", UNPACK + " (gzip is read directly)"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data", UNPACK + " (gzip is read directly)"),
    (b"\x80\x04\x95", "a Python pickle", "write it as CSV, JSONL or Parquet: frame.to_parquet(…)"),
    (b"\x7fELF", "a program", "give a table of texts"),
    (b"PNCE", "a Pinnace package", "give the data first and the package where the command asks for it"),
)


def is_parquet(head: bytes) -> bool:
    return head.startswith(b"PAR1")


def refuse_binary(path: Path, head: bytes) -> None:
    """Raise ``data.format`` with what the file is and what to do about it, if it is anything known that is not text."""
    if head.startswith(b"PK\x03\x04"):
        what, hint = archive(path)
    else:
        what, hint = next(((what, hint) for mark, what, hint in SIGNATURES if head.startswith(mark)), ("", ""))
    if what:
        raise PinnaceError("data.format", what=f"this is {what}, not a table of texts", where=str(path), hint=hint)


def archive(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as opened:
            names = opened.namelist()
    except (zipfile.BadZipFile, OSError):
        names = []
    if any(name.startswith("xl/") for name in names):
        return "an Excel workbook", SAVE_AS_CSV
    if any(name.startswith("word/") for name in names):
        return "a Word document", "put the texts into a table and save it as CSV"
    if "content.xml" in names:
        return "an OpenDocument file", SAVE_AS_CSV
    return "a ZIP archive", UNPACK
