from __future__ import annotations

import io
import zipfile

import pytest

from pinnace.data import read


def archive(member: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        opened.writestr(member, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "what", "hint"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG picture", "another task"),
        (archive("xl/workbook.xml"), "Excel workbook", "CSV UTF-8"),
        (archive("word/document.xml"), "Word document", "CSV"),
        (archive("content.xml"), "OpenDocument", "CSV UTF-8"),
        (archive("reviews.csv"), "ZIP archive", "unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(99), "old Excel", "CSV UTF-8"),
        (b"%PDF-1.7\n", "PDF", "CSV"),
        (b"SQLite format 3\0", "SQLite", "sqlite3"),
    ],
)
def test_a_binary_file_is_called_by_its_name(write, refused, content, what, hint) -> None:
    with refused("data.format", what=what, hint=hint, where="r.csv"):
        read(write("r.csv", content))
