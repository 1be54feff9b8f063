"""What a schema refuses, in words: the key, what is wrong with it, and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from pydantic import ValidationError


def explain(error: ValidationError, known: Iterable[str] = ()) -> tuple[str, str]:
    """(what is wrong with the first key that is wrong, what to do); `known` keys serve to suggest a near one."""
    first = error.errors(include_url=False)[0]
    # Parts with spaces are the names of alternatives, not keys.
    key = ".".join(str(part) for part in first["loc"] if " " not in str(part))
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, list(known), 1, 0.4)
        return f"there is no key {key}", f"did you mean {near[0]}?" if near else f"remove {key}"
    if first["type"] == "missing":
        return f"{key} is missing", f"add {key}"
    message = first["msg"].removeprefix("Value error, ")
    return f"{key}: {message[:1].lower()}{message[1:]}", f"change {key}" if key else "change the file"
