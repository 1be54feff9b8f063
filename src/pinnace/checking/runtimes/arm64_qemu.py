"""``arm64-qemu``: the core for arm64 under qemu: with NEON, without, and with dot products of bytes."""

from __future__ import annotations

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes.process import ask, build, find

BUILDS = {"neon": "pinnace-arm64", "scalar": "pinnace-arm64.scalar", "neon-dot": "pinnace-arm64.dot"}


def run(request: Request) -> dict[str, Answers]:
    qemu = find("qemu-aarch64", "qemu-aarch64-static")
    programs = {variant: build(name) for variant, name in BUILDS.items()}
    return {variant: ask([qemu, "-cpu", "max", program], request) for variant, program in programs.items()}
