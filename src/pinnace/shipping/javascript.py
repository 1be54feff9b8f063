"""The SDK's modules as one file without comments and spaces: one request, few bytes. Only for our own plain sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

BLOCK = re.compile(r"/\*\*.*?\*/", re.DOTALL)  # not /* … */: bundlers read those
LINE = re.compile(r"(?:^|[ \t]+)// .*$", re.MULTILINE)  # a comment has a space behind its slashes, an address has not
SPACE = re.compile(r"^\s+|[ \t]+$", re.MULTILINE)
TEXT = re.compile(
    r"""("[^"\n]*"|`[^`]*`|/\*.*?\*/)"""
)  # our sources hold neither escaped quotes nor templates in templates
SIGNS = re.compile(r" *([=*{}(),;:?<>|&]) *")  # not + and -: `a - -b`
LONG = re.compile(r"(?<=[;{,])\n")
IMPORT = re.compile(r'^import .*? from "\./.*?";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const|class|function|async)", re.MULTILINE)


def bare(source: str) -> str:
    """A module without its comments, empty lines and indentation."""
    return SPACE.sub("", LINE.sub("", BLOCK.sub("", source))).strip() + "\n"


def tight(source: str) -> str:
    """A bare module without the spaces around its signs, and line ends where a statement cannot end; texts stay."""
    parts = TEXT.split(source)
    parts[::2] = [LONG.sub("", SIGNS.sub(r"\1", part)) for part in parts[::2]]
    return "".join(parts)


def joined(modules: Sequence[str]) -> str:
    """Modules that import only those before them, as one; it exports what the last one does."""
    *inner, face = [IMPORT.sub("", bare(module)) for module in modules]
    return tight(bare("".join(EXPORT.sub("", module) for module in inner) + face))
