"""Names that only a module itself knows become short ones. Only for our own plain sources, as javascript.py joins them.

Each variable gets the shortest name that means nothing else in any scope between where it is declared and where it is
used; so most functions begin with the same letters again, which compresses well. So do `#private` ones. A name stays as
it is where anybody else could see it: as a property, a key or a method, and as an export or an import. `{ name }`,
which is a key and a variable, becomes `{ name:e }`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pinnace.shipping.scopes import WORDS, Binding, Module

LETTERS = "etnrisouaflchpdvmgybwESxTNCkLAOMDPHBjFIqRUzWXVJKQGYZ"  # the commonest of code first: they compress best


def shortened(source: str) -> str:
    """The module with its own names as short as they get."""
    module = Module(source)
    live: dict[Binding, set[int]] = defaultdict(set)  # the scopes in which a name must mean this and nothing else
    for i in module.uses:
        binding = module.bindings[i]
        live[binding].update(module.path(i, binding))
    taken: dict[int, set[str]] = defaultdict(set)
    for binding, scopes in live.items():
        if module.fixed(binding):
            for scope in scopes:
                taken[scope].add(binding.name)
    short: dict[Binding, str] = {}
    often = Counter(module.bindings[i] for i in module.uses)
    for binding in sorted(live, key=lambda each: (each.scope == 0, -often[each])):  # what is everywhere comes last
        if not module.fixed(binding):
            short[binding] = next(name for name in _names() if not any(name in taken[scope] for scope in live[binding]))
            for scope in live[binding]:
                taken[scope].add(short[binding])
    return module.renamed(short, dict(zip(dict.fromkeys(module.private), _names(), strict=False)))


def renamed(source: str, names: Mapping[str, str]) -> str:
    """The module with other names for some of its own, exports too."""
    return Module(source).renamed({Binding(0, old): new for old, new in names.items()})


def _names() -> Iterator[str]:
    yield from LETTERS
    for first in LETTERS:
        yield from (name for second in LETTERS if (name := first + second) not in WORDS)
