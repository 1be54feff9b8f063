"""`pinnace advise [APP.toml]`: which way to take for an app, in money, milliseconds and privacy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pinnace.cli import screen

if TYPE_CHECKING:
    from pinnace.advising import Advice, App
    from pinnace.advising.asking import Question

ROWS, OPEN = 6, 3  # options shown; facts to find out


class Advise(click.Command):
    """`pinnace advise prices …` is a family of its own; anything else is an app."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] == ["prices"]:
            from pinnace.cli.prices import prices

            return prices.make_context("prices", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("advise", cls=Advise)
@click.argument("app", metavar="[APP.toml]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--package",
    metavar="PKG",
    type=click.Path(path_type=Path),
    help="Take size, speed and accuracy from a package or .onnx.",
)
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Also write the report, one page.")
@click.option("--save", metavar="FILE", type=click.Path(path_type=Path), help="Keep your answers as an app.toml.")
@click.option("--draws", metavar="N", type=click.IntRange(100, 100_000), default=10_000, help="[default: 10000]")
@click.option("--seed", metavar="N", type=click.IntRange(0), default=0, help="Same seed, same figures.  [default: 0]")
@screen.as_json
def command(
    app: Path | None, package: Path | None, html: Path | None, save: Path | None, draws: int, seed: int, as_json: bool
) -> int:
    """Compare every way to run a feature, for your app.

    Canned, hosted, rented or your own machines; on a server, on the device, or both. APP.toml holds the facts of your
    app: each is a number, a range or "unknown". Without APP.toml you are asked.
    Exit code 1 when nothing will do. `pinnace advise prices --help` is about the prices behind it.

    \b
    Examples:
      pinnace advise
      pinnace advise app.toml --html report.html
      pinnace advise app.toml --package run/reviews.pinnace --json
      pinnace advise prices check
    """
    from pinnace import advising

    facts = advising.read(app) if app else asked(save, package)
    measured: frozenset[str] = frozenset()
    if package:
        facts, measured = advising.measure(facts, package)
    folder = app.parent if app else Path()
    advice = advising.advise(facts, folder=folder, measured=measured, draws=draws, seed=seed)
    if html:
        from pinnace.advising import report
        from pinnace.packaging import saving

        saving.save(html, report.html(advice).encode())
    if as_json:
        screen.emit(advising.summary(advice))
    else:
        show(advice, html)
    return 0 if advice.best else 1


def asked(save: Path | None, package: Path | None = None) -> App:
    """The app that the answers describe; the questions go to standard error. Kept in `save` when it is given.

    What goes in is not asked when the package says it; one that cannot be read is refused before the first question.
    """
    from pinnace.advising import asking
    from pinnace.advising.measuring import kind

    known = {"task.kind": kind(package)} if package else {}
    click.echo(
        'Each answer is a value, a range such as 1000-50000, or "unknown"; Enter takes what is in brackets.', err=True
    )
    answers: dict[str, Any] = {}
    for question in asking.QUESTIONS:
        answers[question.key] = known.get(question.key) or ask(question)
    app = asking.app_of(answers)
    if save:
        from pinnace.packaging import saving

        saving.save(save, asking.toml(answers).encode())
    return app


def ask(question: Question) -> Any:
    """The answer; asked again until it can be read."""

    def read(text: str) -> Any:
        try:
            return question.read(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return click.prompt(
        question.words, default=question.default, value_proc=read, err=True, show_default=bool(question.default)
    )


def show(advice: Advice, html: Path | None) -> None:
    """The recommendation in words, the options, what would change it, what to find out next."""
    from pinnace.advising import carrying_out, charting, wording
    from pinnace.advising.reasons import reasons

    out = screen.console()
    out.print(f"{advice.app.name}: {wording.headline(advice)}\n", style="bold")
    for sentence in wording.sentences(advice):
        out.print(sentence)
    if advice.best:
        for proviso in wording.provisos(advice.best):
            out.print(proviso)
        why = reasons(advice.likely, advice.best)
        out.print()
        for mark, found in (("+", why.upsides), ("−", why.downsides)):
            for reason in found:
                out.print(f" {mark} {reason}")
    table = screen.table("option", ">USD", ">best", ">95 % within", "", title="\noptions")
    for each in charting.shown(advice, ROWS):
        stated = wording.listed(wording.failures(each), 1) or wording.listed(advice.marks(each), 2)
        chance = f"{advice.chances.get(each.id, 0.0):.0%}"
        p95 = wording.waiting(advice.speeds[each.id].p95_ms)
        table.add_row(each.id, wording.rounded(float(each.usd[0]), 3), chance, p95, stated)
    out.print(table)
    for title, lines in (
        ("where it changes", wording.crossings(advice)),
        ("find out next", wording.next_measurements(advice, OPEN)),
        ("prices to check", wording.doubtful_prices(advice)),
        ("next", carrying_out.commands(advice.app, advice.best.option) if advice.best else []),
    ):
        if lines:
            out.print(f"\n{title}", style="bold")
            for line in lines:
                out.print(f"  {line}", soft_wrap=title == "next")
    if html:
        out.print(f"\n{html}: the whole report", soft_wrap=True)
