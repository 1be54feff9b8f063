"""Names that every file system, address and package registry takes."""

from __future__ import annotations

import re
import unicodedata


def slug(name: str) -> str:
    """Lower case letters a-z, digits, single dashes; "model" where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or "model"
