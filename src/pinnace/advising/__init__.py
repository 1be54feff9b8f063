"""Which way to take for an app, in money, milliseconds and privacy: canned, hosted, rented, one's own, or on the
device."""

from pinnace.advising.advice import Advice, advise
from pinnace.advising.amount import Amount
from pinnace.advising.app import App, parse, read
from pinnace.advising.book import Book, load
from pinnace.advising.measuring import measure
from pinnace.advising.summary import summary

__all__ = ["Advice", "Amount", "App", "Book", "advise", "load", "measure", "parse", "read", "summary"]
