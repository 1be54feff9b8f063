"""Fuzz the core with libFuzzer, AddressSanitizer and UBSan.

    python3 scripts/fuzz.py [--minutes N] [TARGET …]

core/fuzz/README.md says what the targets try. Each gets its share of the CPU minutes, one process at a time, on seeds
made from real small packages. A finding is exit 1 and the input that shows it; without clang fuzzing is *not run*.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import environment

FUZZ = environment.ROOT / "core" / "fuzz"
BUILD = FUZZ / "build"
TARGETS = ("loader", "runner", "tokenizer")
FLAGS = ["-std=c11", "-g", "-O1", "-fsanitize=fuzzer,address,undefined", "-fno-sanitize-recover=all"]
LARGEST = {"loader": 65536, "runner": 16384, "tokenizer": 4096}  # bytes of an input


@dataclass(frozen=True)
class Run:
    """What one target did. seconds: of processor time; coverage: edges of the target and the core reached;
    finding: what libFuzzer said, or ""."""

    target: str
    executions: int
    seconds: float
    coverage: int
    finding: str


def missing() -> str:
    """Why fuzzing cannot run here, or ""."""
    if not shutil.which("clang"):
        return "fuzzing: not run, clang is missing (python3 scripts/system.py installs it)"
    program = "int LLVMFuzzerTestOneInput(const unsigned char *data, unsigned long n) { return data && n ? 0 : 0; }"
    command = ["clang", "-fsanitize=fuzzer,address,undefined", "-x", "c", "-", "-o", os.devnull]
    if subprocess.run(command, input=program, text=True, capture_output=True).returncode:
        return "fuzzing: not run, clang lacks its sanitizers (python3 scripts/system.py installs them)"
    return ""


def build(target: str, *, core: Path = environment.ROOT / "core", out: Path = BUILD) -> Path:
    """Compile core/fuzz/TARGET.c with the whole core in it."""
    out.mkdir(parents=True, exist_ok=True)
    program = out / target
    source = core / "fuzz" / f"{target}.c"
    subprocess.run(["clang", *FLAGS, f"-I{core / 'include'}", str(source), "-o", str(program)], check=True)
    return program


def seeds(folder: Path) -> Path:
    """The seed corpora, one folder per target. Makes an environment first where this Python has no NumPy."""
    python = sys.executable
    if importlib.util.find_spec("numpy") is None:
        environment.ensure()
        python = str(environment.PYTHON)
    subprocess.run([python, str(FUZZ / "seeds.py"), str(folder)], check=True)
    return folder


def fuzz(program: Path, corpus: Path, seed: Path, seconds: float) -> Run:
    """Run a target for so many seconds of processor time, on a busy machine too. `corpus` grows; what breaks the target
    is left beside the program."""
    total = Run(program.name, 0, 0.0, 0, "")
    while not total.finding and seconds - total.seconds >= 1:
        last = _once(program, corpus, seed, int(seconds - total.seconds))
        total = Run(
            program.name,
            total.executions + last.executions,
            total.seconds + last.seconds,
            max(total.coverage, last.coverage),
            last.finding,
        )
    return total


def _once(program: Path, corpus: Path, seed: Path, seconds: int) -> Run:
    """One process for so many seconds of the clock."""
    corpus.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", f"-max_len={LARGEST[program.name]}", "-timeout=60", "-rss_limit_mb=2048"]
    others = ["-print_final_stats=1", f"-artifact_prefix={program}-", f"-dict={FUZZ / 'text.dict'}"]
    command = ["nice", "-n", "19", str(program), *limits, *others, str(corpus), str(seed)]
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    after = os.times()
    log = done.stderr
    (program.parent / f"{program.name}.log").write_text(log)
    executions = re.findall(r"number_of_executed_units: (\d+)", log) or ["0"]
    coverage = re.findall(r" cov: (\d+)", log) or ["0"]
    wrong = re.search(r"^(SUMMARY: .*|.*runtime error.*)$", log, re.MULTILINE)
    finding = (wrong.group(1) if wrong else f"exit code {done.returncode}") if done.returncode else ""
    took = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(program.name, int(executions[-1]), took, int(coverage[-1]), finding)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--minutes", type=float, default=1.0, help="CPU minutes in all (default 1)")
    args = parser.parse_args()
    chosen = args.targets or list(TARGETS)
    if unknown := set(chosen) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if reason := missing():
        print(reason)
        return
    programs = [build(target) for target in chosen]
    made = seeds(BUILD / "seeds")
    seconds = max(1.0, args.minutes * 60 / len(chosen))
    print(f"{'target':<12}{'executions':>14}{'CPU s':>10}{'coverage':>10}  finding", flush=True)
    runs = []
    for program in programs:
        runs.append(fuzz(program, FUZZ / "corpus" / program.name, made / program.name, seconds))
        r = runs[-1]
        figures = f"{r.executions:>14,}{r.seconds:>10,.0f}{r.coverage:>10,}"
        print(f"{r.target:<12}{figures}  {r.finding or 'none'}", flush=True)
    print(f"{'all':<12}{sum(r.executions for r in runs):>14,}{sum(r.seconds for r in runs):>10,.0f}")
    if any(r.finding for r in runs):
        print(f"inputs and logs: {BUILD.relative_to(environment.ROOT)}/")
        raise SystemExit(1)


if __name__ == "__main__":
    main()
