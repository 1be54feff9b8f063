"""`pinnace predict PKG [INPUT…]`: a label and its probabilities for each input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinnace.cli import screen
from pinnace.errors import PinnaceError

if TYPE_CHECKING:
    from pinnace.runtime import Package, Prediction

STRONGEST = 8  # words shown by --why


@click.command("predict")
@screen.package
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("--input", "file", metavar="FILE", type=click.Path(path_type=Path), help="A file of inputs.")
@click.option("--column", metavar="C", help="The column of FILE that holds the inputs; found when omitted.")
@click.option("--why", is_flag=True, help="Also show what each word adds.")
@screen.as_json
def command(
    package: Path, inputs: tuple[str, ...], file: Path | None, column: str | None, why: bool, as_json: bool
) -> None:
    """Predict each INPUT, then each row of FILE, in order.

    FILE is any data file that `pinnace train` reads, a .txt with one input per line, or JSONL whose field
    `base64` carries raw bytes. A package of pictures takes paths; FILE may then be a folder of pictures, too.

    \b
    Examples:
      pinnace predict run/reviews.pinnace "Not bad at all!"
      pinnace predict run/reviews.pinnace --why "Great sound, but the battery is a joke."
      pinnace predict run/reviews.pinnace --input new.csv --column text --json
      pinnace predict run/photos.pinnace cat.jpg --input more-photos/
    """
    from pinnace.data import read_inputs
    from pinnace.runtime import Package

    loaded = Package.load(package)
    if not (inputs or file):
        example = '"some text", or --input FILE' if loaded.view is None else "photo.jpg, or --input FOLDER"
        raise PinnaceError(
            "usage.input", what="there is nothing to predict", hint=f"pinnace predict {package} {example}"
        )
    if why and loaded.view is not None:
        raise PinnaceError("usage.input", what="--why is about words; pictures have none", hint="leave out --why")
    if loaded.view is not None:
        answered = of_pictures(loaded, inputs, file, column)
    else:
        # The bytes that were typed, even where they are not UTF-8: the core defines what those mean.
        texts: list[str | bytes] = [os.fsencode(text) for text in inputs]
        texts += read_inputs(file, column) if file else []
        answered = zip(texts, loaded.predict(texts), strict=True)
    if as_json:
        for _, prediction in answered:
            screen.emit({"label": prediction.label, "probabilities": prediction.probabilities})
    else:
        show(loaded, answered, why=why)


def of_pictures(
    package: Package, paths: Sequence[str], file: Path | None, column: str | None
) -> Iterator[tuple[str | bytes, Prediction]]:
    """Each picture is decoded when its turn comes, so that a folder of photos needs no more memory than one."""
    from pinnace.data.pictures import decode, read_picture_inputs

    for path in paths:
        yield path, package.predict_raw(decode(path))
    for place, picture in read_picture_inputs(file, column) if file else ():
        yield place, package.predict_raw(picture)


def show(package: Package, answered: Iterable[tuple[str | bytes, Prediction]], *, why: bool) -> None:
    """One row per input: label, probability, the input's beginning; below it, when asked, what the words add."""
    out = screen.console()
    table = screen.table("label", ">probability", "input")
    for text, prediction in answered:
        table.add_row(prediction.label, f"{prediction.probability:.1%}", screen.excerpt(text))
        if why:
            table.add_row("", "", because(package, text))
    out.print(table)


def because(package: Package, text: str | bytes) -> str:
    """The words that speak loudest for the label (+) and against it (-), in nats."""
    words = package.explain(text).strongest(STRONGEST)
    return "  ".join(f"{word.text} {word.contribution:+.2f}" for word in words if word.raw) or "no word is known"
