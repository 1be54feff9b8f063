"""Fuzz the core with libFuzzer, AddressSanitizer and UBSan.

    python3 scripts/fuzz.py [--minutes N] [TARGET]

Targets are core/fuzz/fuzz_*.c, each given its share of the minutes; a finding is exit 1 and the input that shows it.
"""

from __future__ import annotations

import argparse
import shutil

import environment

FUZZ = environment.ROOT / "core" / "fuzz"
FLAGS = ["-std=c11", "-g", "-O1", "-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all", "-Icore/include"]


def main() -> None:
    targets = {path.stem.removeprefix("fuzz_"): path for path in sorted(FUZZ.glob("fuzz_*.c"))}
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", nargs="?", choices=targets, help="one target instead of all")
    parser.add_argument("--minutes", type=float, default=1.0, help="CPU minutes in all (default 1)")
    args = parser.parse_args()
    if not shutil.which("clang"):
        raise SystemExit("fuzzing needs clang with its sanitizers: python3 scripts/system.py")
    chosen = {args.target: targets[args.target]} if args.target else targets
    seconds = max(1, int(args.minutes * 60 / len(chosen)))
    for name, source in chosen.items():
        fuzz(name, str(source.relative_to(environment.ROOT)), seconds)


def fuzz(name: str, source: str, seconds: int) -> None:
    """Build one target and run it on its corpus (grown, git-ignored) and its seeds (committed)."""
    built, corpus, seeds = FUZZ / "build", FUZZ / "corpus" / name, FUZZ / "seeds" / name
    built.mkdir(exist_ok=True)
    corpus.mkdir(parents=True, exist_ok=True)
    environment.run("clang", *FLAGS, source, "-o", built / name)
    folders = [corpus, *([seeds] if seeds.is_dir() else [])]
    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"]
    environment.run(built / name, *limits, f"-artifact_prefix={built}/", *folders)


if __name__ == "__main__":
    main()
