"""Modules become one: without comments, with every import that stays, exporting what the last one does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pinnace.shipping import javascript, sources

INNER = """// @ts-check
/** Says hello. */
import { x } from "./x.js";

/** @internal */
export const A = "https://example.org/"; // not a comment inside the string
export async function b() {
  return import(/* webpackIgnore: true */ A);
}
"""
FACE = """import { A, b } from "./inner.js";
import React from "react";
export { A };
export class C {}
"""


def test_bare_keeps_code_and_what_bundlers_read() -> None:
    bare = javascript.bare(INNER)
    assert "Says hello" not in bare
    assert "not a comment" not in bare
    assert 'export const A = "https://example.org/";\n' in bare
    assert "import(/* webpackIgnore: true */ A)" in bare


def test_joined() -> None:
    assert javascript.joined([INNER, FACE]) == (
        'const A="https://example.org/";async function e(){return import(/* webpackIgnore: true */A)}'
        'import React from"react";export{A};export class C{}\n'
    )


@pytest.mark.parametrize(
    ("source", "short"),
    [
        (
            'const a = { "b : c" : `d = ${ e } ` } ;\nreturn x - -y ? 1 : a  ;',
            'const a={"b : c":`d = ${e} `};return x- -y?1:a;',
        ),
        (
            "x++ + ++y; x - --y; a / /b/.length;",
            "x++ + ++y;x- --y;a/ /b/.length;",
        ),
        (
            "async (x) => x; (x, y) => (x.y); f((a.b), (c)); if (a) (b.c)();",
            "async x=>x;(x,y)=>x.y;f(a.b,c);if(a)(b.c)();",
        ),
        (
            "const a = 1;\nconst b = () => {\n  let c;\n  let d;\n  d = 1;\n  let e;\n};\nconst f = [1, , 2,];",
            "const a=1,b=()=>{let c,d;d=1;let e},f=[1,,2];",
        ),
        (
            "for (let i = 0; i < n; i++) {\n  const a = { b, c, };\n}\nconst d = true;\nlet e;",
            "for(let i=0;i<n;i++){const a={b,c}}const d=!0;let e;",
        ),
        (
            "export const a = 1;\nconst b = 2;\nif (b) {\n  a;\n} else if (a) b;\nelse return;",
            "export const a=1;const b=2;if(b){a}else if(a)b;else return;",
        ),
    ],
)
def test_tight_leaves_out_what_says_nothing(source: str, short: str) -> None:
    assert javascript.tight(source) == f"{short}\n"


@pytest.mark.parametrize("path", sorted([*sources.sdk("web").glob("*.js"), *sources.app("single").glob("*.js")]))
def test_our_sources_are_as_plain_as_tight_wants_them(path: Path) -> None:
    """A template in a template would lose spaces of its text, and an escaped quote all that follows it."""
    source = javascript.bare(path.read_text(encoding="utf-8"))
    assert not re.search(r"\$\{[^}]*`", source)
    assert not re.search(r'\\["`]', source)


def test_beside() -> None:
    """A file beside the main one takes from it what it needs, and the main one exports that."""
    more = 'import { b } from "./inner.js";\nimport { more } from "./more.js";\nexport const c = b(more);\n'
    made = javascript.beside([INNER, FACE], "main.js", ["export const more = 1;\n", more])
    assert made == javascript.Beside('import{b}from"./main.js";const e=1;export const c=b(e);\n', ("b",))
    assert "export async function b()" in javascript.joined([INNER, FACE], shown=made.imports)
    assert "export const A" not in javascript.joined([INNER, FACE], shown=made.imports)
