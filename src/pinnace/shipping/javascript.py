"""The SDK's modules as one file without comments and spaces: one request, few bytes. Only for our own plain sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pinnace.shipping.short_names import renamed, shortened

__all__ = ["bare", "joined", "renamed", "tight"]
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
EXPORTED = re.compile(r"^export (?:const|class|(?:async )?function) (\w+)", re.MULTILINE)


def bare(source: str) -> str:
    """A module without its comments, empty lines and indentation."""
    return SPACE.sub("", LINE.sub("", BLOCK.sub("", source))).strip() + "\n"


def tight(source: str) -> str:
    """A bare module without the spaces around its signs, and line ends where a statement cannot end; texts stay."""
    parts = TEXT.split(source)
    parts[::2] = [LONG.sub("", SIGNS.sub(r"\1", part)) for part in parts[::2]]
    return "".join(parts)


def joined(modules: Sequence[str], shared: Sequence[str] = (), file: str = "", faces: int = 1) -> str:
    """Modules that import only those before them, as one; it exports what the last ones do, so many ``faces``. What the
    ``shared`` modules export it imports from ``file``."""
    texts = [IMPORT.sub("", bare(module)) for module in modules]
    texts[:-faces] = [EXPORT.sub("", text) for text in texts[:-faces]]
    own = bare("".join(texts))
    names = [name for module in shared for name in EXPORTED.findall(module) if re.search(rf"\b{name}\b", own)]
    head = f'import {{ {", ".join(names)} }} from "./{file}";\n' if names else ""
    return shortened(tight(head + own))
