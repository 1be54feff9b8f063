"""Files to raw pictures: formats, colours, turning, damage and bombs."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinnace.data.pictures import decode
from pinnace.data.pictures.decoding import decode_with_facts
from pinnace.errors import PinnaceError


def pixels(raw: bytes) -> np.ndarray:
    width, height, _ = struct.unpack_from("<III", raw)
    return np.frombuffer(raw, np.uint8, offset=12).reshape(height, width, 4)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif", "a.JPEG"])
def test_formats(draw, name: str) -> None:
    path = draw(name, 1)
    assert pixels(decode(path)).shape == pixels(decode(path.read_bytes())).shape == (40, 60, 4)


@pytest.mark.parametrize(
    ("mode", "colour", "expected", "kind"),
    [
        ("RGB", (10, 20, 30), (10, 20, 30, 255), "colour"),
        ("RGBA", (10, 20, 30, 40), (10, 20, 30, 40), "colour + alpha"),
        ("L", 77, (77, 77, 77, 255), "grey"),
        ("LA", (77, 5), (77, 77, 77, 5), "grey + alpha"),
        ("1", 1, (255, 255, 255, 255), "grey"),
        ("I;16", 65535, (255, 255, 255, 255), "grey"),
        ("I;16", 32768, (128, 128, 128, 255), "grey"),
    ],
)
def test_colours(draw, mode: str, colour: object, expected: tuple[int, ...], kind: str) -> None:
    path = draw("a.png", Image.new(mode, (3, 2), colour))
    found = decode_with_facts(path)
    assert (pixels(found.raw) == expected).all() and found.mode == kind


def test_cmyk(draw) -> None:
    path = draw("a.jpg", Image.new("RGB", (16, 16), (200, 40, 90)).convert("CMYK"), quality=95)
    found = decode_with_facts(path)
    assert found.mode == "CMYK"
    assert np.abs(pixels(found.raw)[8, 8].astype(int) - (200, 40, 90, 255)).max() < 12


def test_palette_with_transparency(draw) -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 9, 8, 7])
    path = draw("a.png", image, transparency=1)
    assert (pixels(decode(path)) == (9, 8, 7, 0)).all()


def test_first_frame_of_an_animation(draw) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "lime")]
    for name in ("a.gif", "a.webp"):
        path = draw(name, frames[0], save_all=True, append_images=frames[1:], lossless=True)
        assert (pixels(decode(path))[:, :, :3] == (255, 0, 0)).all(), name


@pytest.mark.parametrize("orientation", [1, 6, 8, 0, 9])
def test_orientation(draw, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = decode_with_facts(draw("a.jpg", 3, exif=exif))
    assert struct.unpack_from("<I", found.raw, 8)[0] == (orientation if orientation in (6, 8) else 1)
    assert found.turned == (orientation in (6, 8))


def damaged() -> list[bytes]:
    good = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(good, "PNG")
    data = good.getvalue()
    return [
        b"",
        b"\x89PNG",
        data[:60],
        data[:-20][:70] + b"\0" * 30,
        b"\xff\xd8\xff" + b"\0" * 99,
        b"<svg/>",
        b"GIF89a",
    ]


@pytest.mark.parametrize("data", damaged())
def test_damage_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    for source in (data, path):
        with pytest.raises(PinnaceError, match=r"data\.picture"):
            decode(source)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("side", [10_001, 20_000, 65_536])
def test_bombs_are_refused_before_they_unpack(side: int) -> None:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")
    with pytest.raises(PinnaceError, match="pixels"):
        decode(bomb)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PinnaceError, match="No such file"):
        decode(tmp_path / "none.jpg")
