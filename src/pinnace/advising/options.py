"""Every way there is: who trains the model × where it predicts, with what is bought for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pinnace.advising.app import App
from pinnace.advising.book import Book, Offer

Train = Literal["nobody", "hosted", "rented", "own"]
Predict = Literal[
    "canned", "hosted", "own_server", "rented_server", "serverless", "device", "device_first", "server_first"
]
ServerKind = Literal["canned", "hosted", "own_server", "rented_server", "serverless"]
SERVERS: tuple[ServerKind, ...] = ("own_server", "rented_server", "serverless")
TRAINED = {"rented": "a rented machine", "own": "your own machine"}
PLACES = {
    "own_server": "your own server",
    "rented_server": "a rented server",
    "serverless": "serverless",
    "device": "the device",
}


@dataclass(frozen=True)
class Option:
    """One way: `server` is what answers over the network, if anything does; `offer` what is bought from a vendor."""

    train: Train
    predict: Predict
    server: ServerKind | None
    offer: Offer | None = None

    @property
    def id(self) -> str:
        """Short and stable: `own/device`, `canned/gcp.nl.sentiment`, `rented/device-first+serverless`."""
        if self.predict in ("canned", "hosted"):
            return f"{self.predict}/{self.offer.id if self.offer else ''}"
        train = f"hosted:{self.offer.id}" if self.offer else self.train
        predict = self.predict.replace("_", "-")
        return f"{train}/{predict}" + (f"+{str(self.server).replace('_', '-')}" if self.hybrid else "")

    @property
    def title(self) -> str:
        """Where it predicts, then who trains: `the device; trained on your own machine`."""
        return self.short if self.predict in ("canned", "hosted") else f"{self.short}; trained on {self.trainer}"

    @property
    def short(self) -> str:
        """Where it predicts."""
        if self.predict in ("canned", "hosted"):
            return self.offer.title if self.offer else self.predict
        if self.predict == "device_first":
            return f"the device, else {PLACES[str(self.server)]}"
        if self.predict == "server_first":
            return f"{PLACES[str(self.server)]}, else the device"
        return PLACES[self.predict]

    @property
    def trainer(self) -> str:
        return self.offer.title if self.offer else TRAINED.get(self.train, "")

    @property
    def advice(self) -> str:
        """As advice to somebody."""
        if self.predict == "canned":
            return f"Call a canned service: {self.short}."
        if self.predict == "hosted":
            return f"Let a hosted service train and predict: {self.short}."
        if self.predict == "device_first":
            where = f"on the device, and {_at(self.server)} where the device will not do"
        elif self.predict == "server_first":
            where = f"{_at(self.server)}, and on the device where the network will not do"
        else:
            where = "on the device" if self.predict == "device" else _at(self.predict)
        return f"Run it {where}; train it on {self.trainer}."

    @property
    def place(self) -> tuple[str, ...]:
        """Where it predicts and from whom that is bought: all that who answers, how fast and for how much depends
        on."""
        bought = self.offer.id if self.offer and self.predict in ("canned", "hosted") else ""
        return self.predict, self.server or "", bought

    @property
    def hybrid(self) -> bool:
        return self.predict in ("device_first", "server_first")

    @property
    def on_device(self) -> bool:
        """The model is on the device."""
        return self.predict == "device" or self.hybrid

    @property
    def work(self) -> str:
        """Which hours of people it takes: a row of the book's `people`."""
        if self.predict in ("canned", "hosted") and self.offer and self.offer.work:
            return self.offer.work
        return "hybrid" if self.hybrid else self.predict

    @property
    def exit_locked(self) -> bool:
        """Leaving means training again: the model cannot be taken along."""
        return self.predict == "hosted" and self.offer is not None and not self.offer.exportable


def _at(server: str | None) -> str:
    return "serverless" if server == "serverless" else f"on {PLACES[str(server)]}"


def enumerate_options(app: App, book: Book) -> list[Option]:
    """Every option for this task, whether or not it will do; constraints.py says which do."""
    return list(_all(app, book))


def _all(app: App, book: Book) -> Iterator[Option]:
    offers = [offer for offer in book.offers.values() if app.task.kind in offer.tasks]
    for offer in offers:
        if offer.kind == "canned":
            yield Option("nobody", "canned", "canned", offer)
        elif not offer.exported:
            yield Option("hosted", "hosted", "hosted", offer)
    trainers: list[tuple[Train, Offer | None]] = [("own", None), ("rented", None)]
    trainers += [
        ("hosted", offer) for offer in offers if offer.kind == "hosted" and (offer.exported or offer.exportable)
    ]
    for train, bought in trainers:
        yield Option(train, "device", None, bought)
        for server in SERVERS:
            yield Option(train, server, server, bought)
            yield Option(train, "device_first", server, bought)
            yield Option(train, "server_first", server, bought)
