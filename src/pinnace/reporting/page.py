"""From sections to one HTML file that needs nothing else: no script, no request, no style but its own."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pinnace import charts
from pinnace.reporting import formats

HOME = "pinnace.reporting"  # whose frame and style every page has


def page(template: str, home: str = HOME, *, pictures: bool = False, **values: Any) -> str:
    """A template of the package `home`, with the style and a content security policy that allows that style alone.

    With `pictures`, those that the page itself holds are allowed too. Everything in `values` is escaped, except Markup.
    """
    style = stylesheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    policy += "; img-src data:" if pictures else ""
    return environment(home).get_template(template).render(style=Markup(style), policy=policy, **values)


def stylesheet() -> str:
    own = (files(HOME) / "style.css").read_text(encoding="utf-8")
    return f"{own}{charts.stylesheet()}"


@cache
def environment(home: str) -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader(each) for each in dict.fromkeys((home, HOME))]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("percent", "points", "size", "milliseconds", "count", "clean"):
        made.filters[name] = getattr(formats, name)
    made.filters["drawn"] = Markup  # for the SVG of pinnace.charts, which escapes what it is given
    return made
