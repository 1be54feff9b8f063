"""From sections to one HTML file that needs nothing else: no script, no request, no style but its own."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pinnace import charts
from pinnace.reporting import formats


def page(template: str, **values: Any) -> str:
    """The template with its style and a content security policy that allows that style alone.

    Everything in `values` is escaped, except Markup.
    """
    style = stylesheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return environment().get_template(template).render(style=Markup(style), policy=policy, **values)


def stylesheet() -> str:
    own = (files("pinnace.reporting") / "style.css").read_text(encoding="utf-8")
    return f"{own}{charts.stylesheet()}"


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pinnace.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("percent", "points", "size", "milliseconds", "count", "clean"):
        made.filters[name] = getattr(formats, name)
    made.filters["drawn"] = Markup  # for the SVG of pinnace.charts, which escapes what it is given
    return made
