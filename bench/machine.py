"""Which machine a result comes from, in words: `python -m bench.machine`."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "numpy",
    "scipy",
    "scikit-learn",
    "fasttext-numpy2-wheel",
    "brotli",
    "ziglang",
    "onnxruntime",
    "ai-edge-litert",
)


def describe() -> dict[str, Any]:
    """Facts for the head of a result; no names, paths or addresses of the machine."""
    return {
        "machine": words(),
        "load_at_start": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": {name: found for name in PACKAGES if (found := _version(name))},
        "commit": _commit(),
    }


def words() -> str:
    """Such as "2-core x86_64 virtual machine, Intel(R) Xeon(R) (family 6, model 143), 25 GB, Debian GNU/Linux 12"."""
    cpu = _cpu()
    kind = "virtual machine" if "hypervisor" in cpu.get("flags", "").split() else "machine"
    chip = cpu.get("model name", platform.processor() or "unknown processor")
    model = f" (family {cpu['cpu family']}, model {cpu['model']})" if "cpu family" in cpu else ""
    return f"{os.cpu_count()}-core {platform.machine()} {kind}, {chip}{model}, {_memory()}, {_system()}"


def _cpu() -> dict[str, str]:
    try:
        first = Path("/proc/cpuinfo").read_text().split("\n\n")[0]
    except OSError:
        return {}
    pairs = (line.partition(":") for line in first.splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    except (ValueError, OSError):
        return "memory unknown"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _commit() -> str:
    """The commit measured; "+changes" when the library or the core differ from it."""
    changed = _git("status", "--porcelain", "src", "core")
    return _git("rev-parse", "--short", "HEAD") + ("+changes" if changed else "")


def _git(*arguments: str) -> str:
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    except OSError:
        return "unknown"


if __name__ == "__main__":
    print(describe())


def one_core() -> None:
    """Keep this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
