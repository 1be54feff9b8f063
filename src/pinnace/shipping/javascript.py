"""The SDK's modules as one file without comments: a page fetches it in one request. Only for our own plain sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

BLOCK = re.compile(r"/\*\*.*?\*/", re.DOTALL)  # not /* … */: bundlers read those
LINE = re.compile(r"(?:^|[ \t]+)// .*$", re.MULTILINE)  # a comment has a space behind its slashes, an address has not
SPACE = re.compile(r"^\s+|[ \t]+$", re.MULTILINE)
IMPORT = re.compile(r'^import .*? from "\./.*?";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const|class|function|async)", re.MULTILINE)


def bare(source: str) -> str:
    """A module without its comments, empty lines and indentation."""
    return SPACE.sub("", LINE.sub("", BLOCK.sub("", source))).strip() + "\n"


def joined(modules: Sequence[str]) -> str:
    """Modules that import only those before them, as one; it exports what the last one does."""
    *inner, face = [IMPORT.sub("", bare(module)) for module in modules]
    return bare("".join(EXPORT.sub("", module) for module in inner) + face)
