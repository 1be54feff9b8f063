"""Content security policies that forbid WebAssembly, or fetching the package.

WebAssembly: w3.org/TR/CSP3/#can-compile-wasm-bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pinnace.doctor.finding import Finding, problem
from pinnace.doctor.project import Project

META = re.compile(r"<meta\b[^>]*http-equiv=[\"']?content-security-policy[\"']?[^>]*>", re.IGNORECASE)
CONTENT = re.compile(r"content=(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
HEADER = re.compile(
    r"Content-Security-Policy[\"']?\s*[:,=]?\s*(?:[\"']?value[\"']?\s*[:=]\s*)?[\"']?([^\n\"]+)", re.IGNORECASE
)
FILES = ("_headers", "vercel.json", "nginx.conf", ".htaccess", "netlify.toml", "firebase.json", "web.config")
WASM = ("'wasm-unsafe-eval'", "'unsafe-eval'")


def find(project: Project) -> Iterator[Finding]:
    if not list(project.ending(".wasm", ".pinnace")):
        return
    for path, policy in policies(project):
        told = directives(policy)
        scripts = told.get("script-src", told.get("default-src"))
        if scripts is not None and not any(word in scripts for word in WASM):
            what = "this policy forbids WebAssembly: loading ends in core.forbidden"
            yield problem("policy", path, what, "add 'wasm-unsafe-eval' to script-src")
        fetches = told.get("connect-src", told.get("default-src"))
        if fetches is not None and (not fetches or fetches == ["'none'"]):
            what = "this policy forbids fetching the package: loading ends in fetch.failed"
            yield problem("policy", path, what, "connect-src 'self'")


def policies(project: Project) -> Iterator[tuple[str, str]]:
    """Of pages, and of the files in which hosts are told their headers."""
    for path in project.ending(".html", ".htm"):
        for tag in META.findall(project.text(path)):
            if content := CONTENT.search(tag):
                yield path, html.unescape(content[1][1:-1])
    for path in project.named(*FILES):
        for line in HEADER.findall(project.text(path)):
            if "-src" in line:
                yield path, line


def directives(policy: str) -> dict[str, list[str]]:
    """By name; the first of a name counts."""
    found: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *words = part.lower().split() or [""]
        found.setdefault(name, words)
    return found
