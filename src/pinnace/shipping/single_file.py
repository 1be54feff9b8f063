"""The single-file export: page, SDK, core and package in one HTML file that works from a disk, a mail or any host.

It carries no React and asks nobody for anything: its policy allows its own two scripts by their hashes, no connection.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import zlib
from pathlib import Path

from pinnace.shipping import javascript, sources

MODULES = (
    "errors.js",
    "answer.js",
    "core.js",
    "text.js",
    "explanation.js",
)  # nothing is fetched, so source.js and model.js stay at home
BASE85 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"  # Python's (RFC 1924)
DIGITS = BASE85.replace("&", ",").replace("<", ".")  # nothing that a page reads as markup
FIELD = re.compile(r"\{\{(\w+)\}\}")


def single_file(sdk: Path, wasm: bytes, package: bytes, name: str) -> str:
    """The page as text. ``sdk``: the folder sdk/web; ``package`` without evidence; ``name``: the page's title."""
    template = sources.app("single")
    page, start, style, code = (
        (template / path).read_text(encoding="utf-8") for path in ("index.html", "start.js", "style.css", "page.js")
    )
    modules = [(sdk / path).read_text(encoding="utf-8") for path in MODULES]
    code = javascript.joined([*modules, code])
    start = javascript.bare(start).replace("{{digits}}", DIGITS)
    packed = {"style": _tight(style).encode(), "code": code.encode(), "core": wasm}
    parts = {part: _packed(data) for part, data in packed.items()} | {"package": package}
    fields = {
        "policy": f"default-src 'none'; script-src {_hash(start)} {_hash(code)} 'wasm-unsafe-eval'; "
        "base-uri 'none'; form-action 'none'",
        "title": html.escape(name),
        "size": f"Model {len(package) / 1000:.1f} KB, runtime included",
        "carried": "\n".join(_carried(part, data) for part, data in parts.items()),
        "start": start,
    }
    return FIELD.sub(lambda field: fields[field[1]], page)


def _carried(part: str, data: bytes) -> str:
    """Bytes as text in the page: start.js reads them."""
    letters = base64.b85encode(data, pad=True).decode().translate(str.maketrans(BASE85, DIGITS))
    return f'<script type="text/plain" id="{part}" data-spare="{-len(data) % 4}">{letters}</script>'


def _packed(data: bytes) -> bytes:
    """Raw deflate, which every browser unpacks by itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()


def _hash(text: str) -> str:
    """As a content security policy names a script of the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _tight(css: str) -> str:
    """Without comments, indentation and line ends; the template's values hold nothing that this could harm."""
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()
