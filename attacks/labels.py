"""Labels: what people see, so distinct, printable and few."""

from __future__ import annotations

from attacks.case import attack
from attacks.recipe import labels, package


def _named(*names: bytes) -> bytes:
    return package(labels=labels(*names))


@attack("package.label")
def no_label() -> bytes:
    """Nothing to answer with."""
    return _named()


@attack("package.label")
def one_label() -> bytes:
    """One label: every answer would be right."""
    return _named(b"good")


@attack("package.label")
def empty_label() -> bytes:
    """An answer that cannot be seen."""
    return _named(b"", b"good")


@attack("package.label")
def same_label_twice() -> bytes:
    """Two labels of one name: an app that looks it up gets one of the two probabilities."""
    return _named(b"good", b"good")


@attack("package.number")
def five_thousand() -> bytes:
    """More labels than any core accepts, said by a count alone."""
    return package(labels=labels(b"bad", b"good", count=5000))


@attack("package.length")
def fewer_than_said() -> bytes:
    """Three labels announced, two there."""
    return package(labels=labels(b"bad", b"good", count=3))


@attack("package.length")
def label_past_the_section() -> bytes:
    """A label's length reaches into the next section."""
    return package(labels=b"\x02\x03bad\xffgood")


@attack("package.label")
def not_utf8() -> bytes:
    """A byte that no UTF-8 text has."""
    return _named(b"bad", b"go\xffod")


@attack("package.label")
def overlong() -> bytes:
    """A slash spelled in two bytes, to slip past whoever looks for slashes."""
    return _named(b"bad", b"..\xc0\xafetc")


@attack("package.label")
def surrogate() -> bytes:
    """Half a UTF-16 pair: Python, Swift and JavaScript each make something else of it."""
    return _named(b"bad", b"\xed\xa0\x80")


@attack("package.label")
def beyond_unicode() -> bytes:
    """U+110000."""
    return _named(b"bad", b"\xf4\x90\x80\x80")


@attack("package.label")
def cut_character() -> bytes:
    """The last character lacks its last byte: a reader takes it from the next label."""
    return _named(b"ba\xe2\x82", b"good")


@attack("package.label")
def terminal_escape() -> bytes:
    """A label that clears the screen of whoever prints it."""
    return _named(b"bad", b"\x1b[2Jgood")


@attack("package.label")
def terminal_escape_of_8_bits() -> bytes:
    """The same in U+009B, which some terminals obey too."""
    return _named(b"bad", b"\xc2\x9b2Jgood")


@attack("package.label")
def line_break() -> bytes:
    """A label that adds a line to a log or a CSV file."""
    return _named(b"bad", b"good\nroot: logged in")


@attack("package.value")
def one_too_many() -> bytes:
    """Three labels for two probabilities: the third would be read past the answer."""
    return _named(b"bad", b"good", b"ugly")
