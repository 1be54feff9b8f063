"""A JavaScript module as tokens, with its scopes, and what each name in it stands for. Only for our own plain sources:
what they do not contain (var, labels, eval, statements without semicolons) is not looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# Strings; comments, which bundlers read; regular expressions; names; numbers; signs.
TOKEN = re.compile(
    r'"[^"\n]*"|/\*.*?\*/|(?:(?<=[=(,:])|(?<=return ))/(?:\\.|[^/\\\n])+/[a-z]*|[A-Za-z_$][\w$]*|\d[\w.]*'
    r"|\.\.\.|\?\.|\?\?|=>|\+\+|--|\s+|.",
    re.DOTALL,
)
NAME = re.compile(r"[A-Za-z_$][\w$]*")
WORDS = {
    "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "default", "delete", "do",
    "else", "export", "extends", "false", "finally", "for", "from", "function", "get", "if", "import", "in",
    "instanceof", "let", "new", "null", "of", "return", "set", "static", "super", "switch", "this", "throw", "true",
    "try", "typeof", "undefined", "var", "void", "while", "yield",
}  # fmt: skip
CONDITIONS = frozenset({"if", "while", "switch"})
PAIRS = {"(": ")", "[": "]", "{": "}"}
CLOSING = frozenset(PAIRS.values())
BEFORE_BLOCKS = frozenset({"", ")", "=>", "else", "try", "finally", "catch", ";", "{", "}"})
BEFORE_MEMBERS = frozenset({"{", "}", ";", "static", "async", "get", "set", "*"})


class Binding(NamedTuple):
    """A variable: the scope that declares it, 0 for the module's own and everybody's, and its name there."""

    scope: int
    name: str


class Module:
    """A source as tokens, and what its names are."""

    def __init__(self, source: str) -> None:
        self.tokens = list(tokens(source))
        self.places = [i for i, token in enumerate(self.tokens) if not token.isspace() and not token.startswith("/*")]
        self.words = [self.tokens[i] for i in self.places]
        self.ends = self._pairs()
        self.kinds = {i: self._kind(i) for i in self.ends if self.words[i] == "{"}
        self.parents: list[int] = [-1]
        self.within = self._scopes()
        self.shorthand: set[int] = set()  # places of `{ name }`
        self.outside: set[str] = set()  # exported, or imported
        self.uses = list(self._uses())  # where variables stand
        self.declared = set(self._declared())
        self.bindings = {i: self._meant(i) for i in self.uses}

    @property
    def private(self) -> list[str]:
        """Names behind `#`."""
        return [word for i, word in enumerate(self.words) if self._word(i - 1) == "#"]

    def renamed(self, names: Mapping[Binding, str], private: Mapping[str, str] | None = None) -> str:
        tokens = self.tokens.copy()
        for i, word in enumerate(self.words):
            if private and self._word(i - 1) == "#":
                tokens[self.places[i]] = private[word]
        for i in self.uses:
            new = names.get(self.bindings[i], self.words[i])
            if i in self.shorthand and new != self.words[i]:
                new = f"{self.words[i]}:{new}"
            tokens[self.places[i]] = new
        return "".join(tokens)

    def fixed(self, binding: Binding) -> bool:
        """Could anybody else see it?"""
        return binding.scope == 0 and (binding.name in self.outside or binding not in self.declared)

    def path(self, i: int, binding: Binding) -> Iterator[int]:
        """The scopes from a use out to the one that declares it."""
        scope = self.within[i]
        while scope != binding.scope:
            yield scope
            scope = self.parents[scope]
        yield scope

    def _meant(self, i: int) -> Binding:
        scope = self.within[i]
        while scope and Binding(scope, self.words[i]) not in self.declared:
            scope = self.parents[scope]
        return Binding(scope, self.words[i])

    def _pairs(self) -> dict[int, int]:
        ends, opened = {}, list[int]()
        for i, word in enumerate(self.words):
            if word in PAIRS:
                opened.append(i)
            elif word in CLOSING:
                ends[opened.pop()] = i
        return ends

    def _word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def _kind(self, i: int) -> str:
        """What braces hold: statements, members of a class, names of a module, or parts of an object or pattern."""
        if {self._word(i - 2), self._word(i - 1)} & {"class", "extends"}:
            return "class"
        if self._word(i - 1) in {"import", "export"}:
            return "names"
        return "block" if self._word(i - 1) in BEFORE_BLOCKS else "object"

    def _scopes(self) -> list[int]:
        """The innermost scope of each place. Scopes are blocks, functions with their parameters, and loops."""
        ends = {i: self.ends[i] for i, kind in self.kinds.items() if kind in {"block", "class"}}
        for i, word in enumerate(self.words):
            if word == "for":
                ends[i] = self._statement(i)
            elif word == "=>":
                ends[self._parameters(i)] = self._expression(i + 1)
                ends.pop(i + 1, None)  # what a function's body declares may not be named as its parameters
            elif self._opens_parameters(i):
                ends[i] = self.ends[self.ends[i] + 1]
                ends.pop(self.ends[i] + 1)
        within, opened = [], [(0, len(self.words))]
        for i in range(len(self.words)):
            while i > opened[-1][1]:
                opened.pop()
            if i in ends:
                self.parents.append(opened[-1][0])
                opened.append((len(self.parents) - 1, ends[i]))
            within.append(opened[-1][0])
        return within

    def _opens_parameters(self, i: int) -> bool:
        """Of a function, a method or a catch."""
        return (
            self.words[i] == "("
            and self._word(self.ends[i] + 1) == "{"
            and self._word(i - 1) not in CONDITIONS
            and self._word(i - 1) not in {"for", "await"}
        )

    def _parameters(self, arrow: int) -> int:
        """Where those of an arrow function begin."""
        if self.words[arrow - 1] != ")":
            return arrow - 1
        return next(i for i, end in self.ends.items() if end == arrow - 1)

    def _expression(self, i: int) -> int:
        """The last place of what an arrow function is."""
        if self.words[i] == "{":
            return self.ends[i]
        choices = 0
        while i < len(self.words):
            word = self.words[i]
            if word in PAIRS:
                i = self.ends[i]
            elif word in CLOSING or word in {",", ";"} or word.startswith("}") or (word == ":" and not choices):
                return i - 1
            choices += (word == "?") - (word == ":")
            i += 1
        return i - 1

    def _statement(self, i: int) -> int:
        """The last place of a loop, or of what is in it."""
        if self.words[i] == "for":
            return self._statement(self.ends[i + 1 + (self.words[i + 1] == "await")] + 1)
        if self.words[i] == "{":
            return self.ends[i]
        while self.words[i] != ";" and self.words[i] not in CLOSING:
            i = self.ends.get(i, i) + 1
        return i - (self.words[i] != ";")

    def _uses(self) -> Iterator[int]:
        within: list[str] = []
        for i, word in enumerate(self.words):
            before, after = self._word(i - 1), self._word(i + 1)
            if word in PAIRS:
                within.append(self.kinds.get(i, word))
            elif word in CLOSING:
                within.pop()
            elif NAME.fullmatch(word) and word not in WORDS:
                inside = within[-1] if within else ""
                key = inside == "object" and before in {"{", ",", "async", "get", "*"} and after in {":", "("}
                member = inside == "class" and before in BEFORE_MEMBERS and after in {"=", ";", "("}
                if before in {".", "?.", "#"} or key or member:
                    continue
                if inside == "names" or before == "import":
                    self.outside.add(word)
                elif inside == "object" and before in {"{", ","} and after in {",", "}", "="}:
                    self.shorthand.add(i)
                yield i

    def _declared(self) -> Iterator[Binding]:
        """Variables behind const, let, class, function and catch, and parameters."""
        for i, word in enumerate(self.words):
            if word in {"const", "let"}:
                places = list(self._declarators(i))
            elif word in {"class", "function"} and NAME.fullmatch(self._word(i + 1 + (self._word(i + 1) == "*"))):
                places = [i + 1 + (self.words[i + 1] == "*")]
            elif word == "=>":
                places = [self._parameters(i)]
            elif self._opens_parameters(i):
                places = [i]
            else:
                continue
            scope = self.within[i] if word in {"const", "let", "class", "function"} else self.within[places[0]]
            for name in set().union(*map(self._bound, places)):
                if NAME.fullmatch(name) and name not in WORDS:
                    yield Binding(scope, name)
                    if "export" in (self._word(i - 1), self._word(i - 2)) and not scope:
                        self.outside.add(name)

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
        inside = range(at + 1, self.ends[at])
        starts, ends = {*PAIRS, ",", "...", ":"}, {*CLOSING, ",", "="}
        return {self.words[i] for i in inside if self.words[i - 1] in starts and self.words[i + 1] in ends}


def tokens(source: str) -> Iterator[str]:
    """A module's tokens; of a template, the texts between its expressions are one token each."""
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
