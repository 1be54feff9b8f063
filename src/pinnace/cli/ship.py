"""`pinnace ship PKG --to TARGET… --out DIR`: folders that an app can install."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinnace.cli import screen, sizes

if TYPE_CHECKING:
    from pinnace.shipping import ShipOutcome


@click.command("ship")
@screen.package
@click.argument("more", metavar="[PKG...]", nargs=-1)
@click.option("--to", "to", metavar="TARGET...", multiple=True, required=True, help="Any of: web, ios, android.")
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Folder for the targets.")
@click.option("--app", is_flag=True, help="Also a starter app that is yours to change.")
@click.option("--core", metavar="NAME", help="Ship this core too, for packages still to come: networks.")
@screen.as_json
def command(
    package: Path, more: tuple[str, ...], to: tuple[str, ...], out: Path, app: bool, core: str | None, as_json: bool
) -> None:
    """Write a ready folder for each target: DIR/TARGET, and with --app a runnable app in DIR/app.

    The package is shipped byte for byte, without its evidence. Shipping again replaces the folders;
    an app that is already there keeps your changes and gets the new package.
    Several packages, of texts and of pictures, become one folder for the web with one core and one SDK.
    Only the core that the package needs is shipped. With --core networks the larger one lies beside it, so that
    an update over the air may bring a network; a page fetches it only then.

    \b
    Examples:
      pinnace ship run/reviews.pinnace --to web --out run/ship
      pinnace ship run/reviews.pinnace --to web --out run/ship --app
      pinnace ship run/reviews.pinnace --to web ios android --out run/ship
      pinnace ship run/reviews.pinnace --to web --out run/ship --core networks
      pinnace ship run/photos.pinnace --to web --out run/ship --app     (a page with a camera)
      pinnace ship run/reviews.pinnace run/photos.pinnace --to web --out run/ship     (for one page)
      pinnace ship run/reviews.pinnace --to web --out run/ship --json
    """
    from pinnace import shipping

    packages = [package, *(Path(each) for each in more if each.endswith(".pinnace"))]
    targets = [*to, *(each for each in more if not each.endswith(".pinnace"))]
    outcome = shipping.ship(packages, targets, out, app=app, core=core)
    if as_json:
        screen.emit({"targets": {name: str(path) for name, path in outcome.targets.items()}, "files": outcome.files})
    else:
        show(outcome, packages, app)


def show(outcome: ShipOutcome, packages: list[Path], app: bool) -> None:
    """Every file of the targets with its size, what a page fetches, and what to type next."""
    out = screen.console()
    table = screen.table("file", ">bytes", ">brotli")
    for path, size in outcome.files.items():
        if not path.startswith("app/"):
            table.add_row(path, f"{size:,}", f"{outcome.bytes_brotli[path]:,}")
    out.print(table)
    if outcome.wire:
        until = "its first predictions" if len(packages) > 1 else "its first prediction"
        out.print(f"\na page fetches {sizes.show(outcome.wire)} until {until} (brotli). Next:\n")
    names = [shlex.quote(str(package)) for package in packages]
    lines = [f"pinnace check {name}" for name in names]
    if len(names) == 1:
        lines.append(f"pinnace predict {names[0]} photo.jpg" if outcome.pictures else f"pinnace try {names[0]}")
    if web := outcome.targets.get("web"):
        lines.append(f"npm install {shlex.quote(str(web))}")
        if app:
            lines.append(f"cd {shlex.quote(str(web.parent / 'app'))} && npm install && npm run dev")
    for target in outcome.targets.keys() - {"web"}:
        lines.append(f"cat {shlex.quote(str(outcome.targets[target] / 'README.md'))}")
    for line in lines:
        out.print(f"  {line}", soft_wrap=True)
