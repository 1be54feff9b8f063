"""`pinnace try PKG`: a page to type into, on this machine."""

from __future__ import annotations

import shlex
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from pinnace.cli import screen


@click.command("try")
@screen.package
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Write the page as a folder instead.")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=0, help="[default: a free one]")
def command(package: Path, out: Path | None, no_browser: bool, port: int) -> None:
    """Open a page that predicts as you type, and shows why.

    Type, or drop a .txt or .csv file: label, probabilities, the words that mattered, bytes on the wire and
    milliseconds. The page runs the files that `pinnace ship --to web` writes; it talks to nobody.
    With --out it becomes a folder for any web server, to share.

    \b
    Examples:
      pinnace try run/reviews.pinnace
      pinnace try run/reviews.pinnace --no-browser --port 8080
      pinnace try run/reviews.pinnace --out run/page
    """
    from pinnace import trying

    shown = screen.console()
    if out:
        place = shlex.quote(str(trying.write(package, out)))
        shown.print(f"{place}: upload it to any web server, or look at it here:\n", soft_wrap=True)
        shown.print(f"  python -m http.server -d {place} --bind 127.0.0.1", soft_wrap=True)
        return
    with trying.serve(trying.files(package), port) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        shown.print(f"{address}   (Ctrl-C ends it)", soft_wrap=True)
        if not no_browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
