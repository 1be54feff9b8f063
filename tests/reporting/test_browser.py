"""The page in Chromium: as a file, on a telephone, in the dark, printed; and the checks see a fault."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from browser import CHROMIUM, measured, needs_chromium

import pinnace
from pinnace.checking.runtimes.chromium import FLAGS

pytestmark = needs_chromium


def loose(page: bytes) -> bytes:
    """The page without its policy."""
    return page.replace(b"Content-Security-Policy", b"nothing")


@pytest.fixture(scope="module")
def report(outcome: pinnace.TrainOutcome) -> bytes:
    assert outcome.report is not None
    return outcome.report.read_bytes()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_reads_and_asks_for_nothing(report: bytes, tmp_path: Path, width: int) -> None:
    found = measured(report, tmp_path, width)
    assert found["scroll"] <= width
    assert found["wide"] == []
    assert found["faint"] == []
    assert found["small"] == []
    assert found["unnamed"] == found["astray"] == 0
    assert found["asked"] == []


def test_the_dark_can_be_read_too(report: bytes, tmp_path: Path) -> None:
    """With its policy off, so that the test may turn on what a dark system would."""
    dark = loose(report).replace(b"(prefers-color-scheme: dark)", b"all")
    assert measured(dark, tmp_path)["faint"] == []


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (b"<p><svg width=900 height=9></svg></p>", "wide"),
        (b"<p><svg width=900 height=9></svg></p>", "unnamed"),
        (b"<img src=picture.png>", "asked"),
        (b"<a href=#nowhere>nowhere</a>", "astray"),
        (b"<p class=unreadable>faint</p><style>.unreadable{color:#aaa}</style>", "faint"),
    ],
)
def test_the_measures_see_a_fault(report: bytes, tmp_path: Path, fault: bytes, seen: str) -> None:
    assert measured(loose(report).replace(b"</main>", fault + b"</main>"), tmp_path)[seen]


def console(page: Path, folder: Path) -> list[str]:
    """What Chromium's console says of a page opened as a file."""
    assert CHROMIUM
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr", "--dump-dom"]
    done = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, timeout=120)
    assert "<h1" in done.stdout
    return [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def test_no_complaint_from_a_file(report: bytes, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_bytes(report)
    assert console(page, tmp_path) == []


def test_the_policy_is_strict_and_the_console_would_complain(report: bytes, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_bytes(report.replace(b"</main>", b"<p style='color:red'></p><script>document.title = 1</script></main>"))
    found = " ".join(console(page, tmp_path))
    assert "style-src" in found
    assert "script" in found


def test_it_prints(report: bytes, tmp_path: Path) -> None:
    assert CHROMIUM
    page, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_bytes(report)
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={pdf}"]
    subprocess.run([*command, page.as_uri()], capture_output=True, timeout=120, check=True)
    printed = pdf.read_bytes()
    assert printed.startswith(b"%PDF")
    assert 3 <= printed.count(b"/Type /Page\n") <= 20
