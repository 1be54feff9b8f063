"""The SDK's modules as one file without comments and spaces: one request, few bytes. Only for our own plain sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pinnace.shipping.scopes import CLOSING, NAME, PAIRS, tokens
from pinnace.shipping.short_names import renamed, shortened

__all__ = ["Beside", "bare", "beside", "joined", "renamed", "tight"]
BLOCK = re.compile(r"/\*\*.*?\*/", re.DOTALL)  # not /* … */: bundlers read those
LINE = re.compile(r"(?:^|[ \t]+)// .*$", re.MULTILINE)  # a comment has a space behind its slashes, an address has not
SPACE = re.compile(r"^\s+|[ \t]+$", re.MULTILINE)
APART = re.compile(r"[\w$]{2}|\+\+|--|//|/\*")  # what would be something else without a space in between
SHORT = {"true": "!0", "false": "!1"}
BEFORE_CASTS = frozenset({"=", "=>", "(", "[", ",", ":", "?", "??", "return", "await", "...", "&&"})
IMPORT = re.compile(r'^import .*? from "\./.*?";$', re.MULTILINE)
IMPORTED = re.compile(r'^import \{ (.*?) \} from "\./', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:const|class|(?:async )?function) (\w+))", re.MULTILINE)
AGAIN = re.compile(r"^export \{ (\w+) \};", re.MULTILINE)


def bare(source: str) -> str:
    """A module without its comments, empty lines and indentation."""
    return SPACE.sub("", LINE.sub("", BLOCK.sub("", source))).strip() + "\n"


def tight(source: str) -> str:
    """A bare module without what says nothing: spaces and line ends, the last semicolon of a block, brackets around one
    parameter or around what a cast in a comment stood before, `const` behind `const`; `!0` is true. Texts stay."""
    words = [token for token in tokens(source) if not token.isspace()] + [""]
    said = [""]
    begun = [""]  # the first words of the statements that are open
    skipped: set[int] = set()
    for i, word in enumerate(words[:-1]):
        after = words[i + 1]
        begun = [*begun, ""] if word in PAIRS else begun[:-1] if word in CLOSING else begun
        if NAME.fullmatch(word) and words[i - 1] in {"", ";", "{", "}"}:
            begun[-1] = word
        if word == "(" and (close := _plain(words, i)) and (words[close + 1] == "=>" or words[i - 1] in BEFORE_CASTS):
            skipped |= {i, close}
        if word == ";" and after in {"const", "let"} and begun[-1] == after:
            word = ","
            skipped.add(i + 1)
        if i in skipped or (word == ";" and after == "}") or (word == "," and after in {*CLOSING}):
            continue
        word = SHORT.get(word, word)
        said.append(f" {word}" if APART.search(said[-1][-1:] + word[0]) else word)
    return "".join(said) + "\n"


def _plain(words: Sequence[str], at: int) -> int:
    """Where a bracket ends that holds a name, or properties of one; else 0."""
    end = at + 1
    while NAME.fullmatch(words[end]) and words[end + 1] == ".":
        end += 2
    return end + 1 if NAME.fullmatch(words[end]) and words[end + 1] == ")" else 0


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
    """Modules as one that exports what the last does, and imports from ``file`` what its modules ``main`` export."""
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
