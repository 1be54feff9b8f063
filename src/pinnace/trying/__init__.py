"""A page to try a package in: served on this machine, or written as a folder that any web server can show."""

from pinnace.trying.serving import serve
from pinnace.trying.site import files, write

__all__ = ["files", "serve", "write"]
