"""`pinnace train DATA --out DIR`: from labelled data to a package."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pinnace.cli import screen, sizes

if TYPE_CHECKING:
    from pinnace import TrainOutcome

SAMPLE, PICTURE = '"some text of yours"', "photo.jpg"


@click.command("train")
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Folder for the package.")
@click.option("--task", metavar="text|image", help="What DATA holds; found when omitted.")
@click.option("--text-column", metavar="C", help="Name of the column with the texts; found when omitted.")
@click.option("--picture-column", metavar="C", help="Name of the column with paths, or bytes, of pictures.")
@click.option("--label-column", metavar="C", help="Name of the column with the labels; found when omitted.")
@click.option("--group-column", metavar="C", help="Rows of a group (a film, an author) are never split.")
@click.option("--test", metavar="FILE", type=click.Path(path_type=Path), help="Labelled data, measured once, last.")
@click.option("--unlabelled", metavar="FILE", type=click.Path(path_type=Path), help="More texts, without labels.")
@click.option("--teacher", metavar="self|none|FILE", help="Whom small models learn from: one trained here, or a file.")
@click.option(
    "--cache", metavar="DIR", type=click.Path(path_type=Path), help="Keep stages of the teacher for other runs."
)
@click.option("--warm-start", metavar="PKG", type=click.Path(path_type=Path), help="Go on from this package.")
@click.option("--side", metavar="PIXELS", type=click.IntRange(16, 224), help="What a network sees of pictures.")
@click.option("--max-size", metavar="SIZE", type=sizes.Size(), help="Budget of the package: 16.5KB, 100k, 1MB.")
@click.option("--max-latency", metavar="MS", type=click.FloatRange(0, min_open=True), help="Milliseconds per text.")
@click.option("--within", metavar="POINTS", type=click.FloatRange(0), help="Smallest package this close to the best.")
@click.option(
    "--min-accuracy", metavar="PERCENT", type=click.FloatRange(0, 100), help="Stop climbing at this accuracy."
)
@click.option("--compare", is_flag=True, help="Train every kind of network, a GRU too, and show them all.")
@click.option(
    "--networks", type=click.Choice(("auto", "none", "all")), default="auto", help="Which to try (with PyTorch)."
)
@click.option(
    "--margin",
    metavar="POINTS",
    type=click.FloatRange(0),
    help="Loss the gate passes.  [1; networks 0.2, pictures 0.5]",
)
@click.option("--seed", metavar="N", type=click.IntRange(0), default=0, help="Same seed, same file.  [default: 0]")
@screen.as_json
def command(
    data: Path,
    out: Path,
    margin: float | None,
    min_accuracy: float | None,
    compare: bool,
    networks: str,
    as_json: bool,
    **options: Any,
) -> None:
    """Train on labelled texts or pictures and write a package.

    DATA is a CSV, TSV, JSONL or Parquet file, or a folder with a folder per class; the package is DIR/NAME.pinnace,
    and DIR/report.html tells why it is this one and where it errs. Nothing else is written, and that only when training
    succeeds; but a teacher's finished stages wait in DIR/teacher-cache until then.

    \b
    Examples:
      pinnace train reviews.csv --out run/
      pinnace train reviews.csv --out run/ --max-size 16.5KB --test test.csv
      pinnace train notes.parquet --out run/ --text-column body --label-column topic --json
      pinnace train reviews.csv --out run/ --unlabelled more.csv --within 0.3
      pinnace train reviews.csv --out run/ --teacher answers.csv
      pinnace train photos/ --out run/ --max-size 96KB --side 96
      pinnace train reviews.csv --out run/ --max-size 100KB --compare
      pinnace train reviews.csv --out next/ --warm-start run/reviews.pinnace
    """
    import pinnace
    from pinnace.cli.display import Display

    if margin is not None:
        options["margin"] = margin / 100
    if min_accuracy is not None:
        options["min_accuracy"] = min_accuracy / 100
    options["networks"] = "all" if compare else networks
    with Display(screen.console(stderr=True)) as display:
        outcome = pinnace.train(data, out=out, progress=display, **options)
    if as_json:
        screen.emit(summary(outcome))
    else:
        show(outcome)


def summary(outcome: TrainOutcome) -> dict[str, Any]:
    """The JSON line of DESIGN §9; `accuracy` only when there was a test set."""
    fields: dict[str, Any] = {
        "package": str(outcome.package),
        "bytes": outcome.bytes,
        "bytes_brotli": outcome.bytes_brotli,
        "rung": outcome.rung,
        "validation_accuracy": outcome.validation_accuracy,
        "accuracy": outcome.accuracy,
        "seconds": outcome.seconds,
    }
    return {key: value for key, value in fields.items() if value is not None}


def show(outcome: TrainOutcome) -> None:
    """The labels that the model doubts, what was made, and what to type next."""
    from pinnace.data.rendering import suspects
    from pinnace.data.reporting import DataReport

    pictures = not isinstance(outcome.data_report, DataReport)  # the doubts about those are part of their report
    size = sizes.show(min(outcome.bytes, outcome.bytes_brotli))
    tested = "" if outcome.accuracy is None else f", {outcome.accuracy:.2%} on the test data"
    name = shlex.quote(str(outcome.package))
    out = screen.console()
    if isinstance(outcome.data_report, DataReport) and outcome.data_report.suspects:
        out.print()
        out.print(suspects(outcome.data_report))
    validated = f"{outcome.validation_accuracy:.2%} on validation data"
    out.print(f"\n{name}: {size}, rung {outcome.rung}, {validated}{tested}", soft_wrap=True)
    if outcome.report:
        out.print(f"{shlex.quote(str(outcome.report))}: why this one, and where it errs", soft_wrap=True)
    if outcome.result.verdict:
        out.print(outcome.result.verdict, soft_wrap=True)
    out.print(f"{outcome.seconds:.1f} s. Next:\n", soft_wrap=True)
    for line in (f"inspect {name}", f"check {name}", f"predict {name} {PICTURE if pictures else SAMPLE}"):
        out.print(f"  pinnace {line}", soft_wrap=True)
