"""Names that only a module itself knows become short ones. Only for our own plain sources, as javascript.py joins them.

A name keeps its meaning because all that stands in one region, a statement of the module or a method, is told apart in
it, and so are all names of the module. It stays as it is where anybody else could see it: as a property, a key or a
method, which keep theirs, and as an export, an import or `{ name }`, which stands for both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import count, product
from string import ascii_letters

# Strings; comments, which bundlers read; regular expressions; names; numbers; signs.
TOKEN = re.compile(
    r'"[^"\n]*"|/\*.*?\*/|(?:(?<=[=(,:])|(?<=return ))/(?:\\.|[^/\\\n])+/[a-z]*|[A-Za-z_$][\w$]*|\d[\w.]*'
    r"|\.\.\.|\?\.|=>|\s+|.",
    re.DOTALL,
)
NAME = re.compile(r"[A-Za-z_$][\w$]*")
OUTSIDE = re.compile(
    r"\b(?:export|import) ?\{([^}]*)\}|\bexport (?:async )?(?:const|class|function) ?(\w+)|\bimport (\w+) from"
)
WORDS = {
    "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "default", "delete", "do",
    "else", "export", "extends", "false", "finally", "for", "from", "function", "get", "if", "import", "in",
    "instanceof", "let", "new", "null", "of", "return", "set", "static", "super", "switch", "this", "throw", "true",
    "try", "typeof", "undefined", "var", "void", "while", "yield",
}  # fmt: skip
CONDITIONS = frozenset({"if", "for", "while", "switch"})
PAIRS = {"(": ")", "[": "]", "{": "}"}
CLOSING = frozenset(PAIRS.values())


def shortened(source: str) -> str:
    """The module with its own names as short as they get."""
    module = _Module(source)
    outside = set(NAME.findall(" ".join(map(" ".join, OUTSIDE.findall(source)))))
    private = module.declared() - module.both - outside
    where: dict[str, set[int]] = defaultdict(set)
    for i, region in zip(module.uses, module.regions(), strict=True):
        where[module.words[i]].add(region)
    for name in module.declared(top=True):
        where[name].add(-1)
    taken: dict[int, set[str]] = defaultdict(set)
    for name in where.keys() - private:
        for region in where[name]:
            taken[region].add(name)
    short: dict[str, str] = {}
    for name, _ in Counter(module.words[i] for i in module.uses if module.words[i] in private).most_common():
        short[name] = next(each for each in _names() if not any(each in taken[region] for region in where[name]))
        for region in where[name]:
            taken[region].add(short[name])
    return module.renamed(short)


def renamed(source: str, names: Mapping[str, str]) -> str:
    """The module with other names for some of its own, exports too."""
    return _Module(source).renamed(names)


class _Module:
    """A source as tokens, and what its names are."""

    def __init__(self, source: str) -> None:
        self.tokens = list(_tokens(source))
        self.places = [i for i, token in enumerate(self.tokens) if not token.isspace() and not token.startswith("/*")]
        self.words = [self.tokens[i] for i in self.places]
        self.both: set[str] = set()  # stand for a variable and a property at once
        self.uses = list(self._uses())  # where variables stand, in `words`

    def renamed(self, names: Mapping[str, str]) -> str:
        tokens = self.tokens.copy()
        for i in self.uses:
            tokens[self.places[i]] = names.get(self.words[i], self.words[i])
        return "".join(tokens)

    def declared(self, top: bool = False) -> set[str]:
        """Variables behind const, let, class, function and catch, and parameters; or those of the module itself."""
        names: set[str] = set()
        depth = 0
        for i, word in enumerate(self.words):
            if word in {"const", "let"} and not (top and depth):
                names |= set().union(*map(self._bound, self._declarators(i)))
            elif word in {"class", "function"} and not (top and depth):
                names |= self._bound(i + 1 + (self.words[i + 1] == "*"))
            elif word == "=>" and not top:
                names |= self._bound(self._opening(i - 1) if self.words[i - 1] == ")" else i - 1)
            elif word == "(" and not top and self.words[i - 1] not in CONDITIONS and self._behind(i) == "{":
                names |= self._bound(i)
            depth += (word in PAIRS) - (word in CLOSING)
        return {name for name in names if NAME.fullmatch(name)} - WORDS

    def regions(self) -> Iterator[int]:
        """Of each use: a statement of the module, in a class a method."""
        region, depth, classes, uses = 0, 0, False, set(self.uses)
        for i, word in enumerate(self.words):
            if depth == 0 and word == "class":
                classes = True
            if i in uses:
                yield region
            depth += (word in PAIRS) - (word in CLOSING)
            if word in {";", "}"} and depth <= classes:
                region += 1
                classes = classes and depth > 0

    def _uses(self) -> Iterator[int]:
        within: list[str] = []
        for i, (word, before, after) in enumerate(
            zip(self.words, ["", *self.words], [*self.words[1:], ""], strict=False)
        ):
            if word in PAIRS:
                within.append(word)
            elif word in CLOSING:
                within.pop()
            elif NAME.fullmatch(word) and word not in WORDS:
                inside = within[-1:] == ["{"] and before in {*"{,"}
                function = "function" in (before, self.words[i - 2] if before == "*" else "")
                method = after == "(" and not function and self._behind(i + 1) == "{"
                if before in {".", "?.", "#"} or (inside and after == ":") or method:
                    continue
                if inside and after in {*",}="}:
                    self.both.add(word)
                yield i

    def _declarators(self, at: int) -> Iterator[int]:
        """Where the parts of `const a = f(b, c), d` begin."""
        depth = 0
        for i in range(at, len(self.words)):
            if depth == 0 and (i == at or self.words[i] == ","):
                yield i + 1
            depth += (self.words[i] in PAIRS) - (self.words[i] in CLOSING)
            if depth < 0 or (depth == 0 and self.words[i] in {";", "of", "in"}):
                return

    def _bound(self, at: int) -> set[str]:
        """What a declaration or a list of parameters at this place binds, not what it takes by default."""
        if self.words[at] not in PAIRS:
            return {self.words[at]}
        inside = range(at + 1, self._closing(at))
        starts, ends = {*PAIRS, ",", "...", ":"}, {*CLOSING, ",", "="}
        return {self.words[i] for i in inside if self.words[i - 1] in starts and self.words[i + 1] in ends}

    def _behind(self, at: int) -> str:
        """What follows a pair."""
        return "".join(self.words[self._closing(at) + 1 :][:1])

    def _closing(self, at: int) -> int:
        depth = 0
        for i in range(at, len(self.words)):
            depth += (self.words[i] in PAIRS) - (self.words[i] in CLOSING)
            if depth == 0:
                return i
        return len(self.words) - 1

    def _opening(self, at: int) -> int:
        return next(i for i in range(at, -1, -1) if self.words[i] in PAIRS and self._closing(i) == at)


def _tokens(source: str) -> Iterator[str]:
    """Its tokens; of a template, the texts between its expressions are one token each."""
    at, depth, templates = 0, 0, list[int]()  # how deep in braces the expression of each open template is
    while at < len(source):
        resumes = source[at] == "}" and templates[-1:] == [depth]
        if source[at] == "`" or resumes:
            end = at + 1
            while source[end] != "`" and source[end : end + 2] != "${":
                end += 1
            if resumes:
                templates.pop()
                depth -= 1
            if source[end] == "$":
                end += 1
                depth += 1
                templates.append(depth)
            yield source[at : end + 1]
            at = end + 1
            continue
        found = TOKEN.match(source, at)
        assert found
        depth += (found[0] == "{") - (found[0] == "}")
        yield found[0]
        at = found.end()


def _names() -> Iterator[str]:
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            if (name := "".join(letters)) not in WORDS:
                yield name
