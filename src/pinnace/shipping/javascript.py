"""The SDK's modules as one file without comments and spaces: one request, few bytes. Only for our own plain sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pinnace.shipping.short_names import renamed, shortened

__all__ = ["Beside", "bare", "beside", "joined", "renamed", "tight"]
BLOCK = re.compile(r"/\*\*.*?\*/", re.DOTALL)  # not /* … */: bundlers read those
LINE = re.compile(r"(?:^|[ \t]+)// .*$", re.MULTILINE)  # a comment has a space behind its slashes, an address has not
SPACE = re.compile(r"^\s+|[ \t]+$", re.MULTILINE)
TEXT = re.compile(
    r"""("[^"\n]*"|`[^`]*`|/\*.*?\*/)"""
)  # our sources hold neither escaped quotes nor templates in templates
SIGNS = re.compile(r" *([=*{}(),;:?<>|&]) *")  # not + and -: `a - -b`
LONG = re.compile(r"(?<=[;{,])\n")
IMPORT = re.compile(r'^import .*? from "\./.*?";$', re.MULTILINE)
IMPORTED = re.compile(r'^import \{ (.*?) \} from "\./', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:const|class|(?:async )?function) (\w+))", re.MULTILINE)
AGAIN = re.compile(r"^export \{ (\w+) \};", re.MULTILINE)


def bare(source: str) -> str:
    """A module without its comments, empty lines and indentation."""
    return SPACE.sub("", LINE.sub("", BLOCK.sub("", source))).strip() + "\n"


def tight(source: str) -> str:
    """A bare module without the spaces around its signs, and line ends where a statement cannot end; texts stay."""
    parts = TEXT.split(source)
    parts[::2] = [LONG.sub("", SIGNS.sub(r"\1", part)) for part in parts[::2]]
    return "".join(parts)


def joined(modules: Sequence[str], faces: int = 1, shown: Collection[str] = ()) -> str:
    """Modules that import only those before them, as one; it exports what the last ones do, so many ``faces``, and what
    is ``shown`` of the others."""
    return shortened(tight(_one(modules, faces, shown)))


@dataclass(frozen=True)
class Beside:
    """A file that takes what it needs from the main one."""

    text: str
    imports: tuple[str, ...]


def beside(main: Sequence[str], file: str, modules: Sequence[str]) -> Beside:
    """Modules as one that exports what the last does, and imports from ``file`` what the modules ``main`` of it export."""
    wanted = {name for module in modules for names in IMPORTED.findall(module) for name in names.split(", ")}
    names = [name for module in main for _, name in EXPORT.findall(module) if name in wanted]
    head = f'import {{ {", ".join(names)} }} from "./{file}";\n' if names else ""
    return Beside(shortened(tight(head + _one(modules))), tuple(names))


def _one(modules: Sequence[str], faces: int = 1, shown: Collection[str] = ()) -> str:
    texts = [IMPORT.sub("", bare(module)) for module in modules]
    again = {name for text in texts for name in AGAIN.findall(text)}  # what a face exports of another

    def hidden(text: str) -> str:
        return EXPORT.sub(lambda found: found[0] if found[2] in {*shown} - again else found[1], text)

    texts[:-faces] = map(hidden, texts[:-faces])
    return bare("".join(texts))
