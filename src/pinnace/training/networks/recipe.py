"""What a network rung is made of, and how much of it fits into a number of bytes. No PyTorch here."""

from __future__ import annotations

from dataclasses import dataclass, field

from pinnace.training.networks.keys import Reading

KINDS = ("bag", "conv", "conv2", "hybrid")
EPOCHS, EPOCHS_GRU, EPOCHS_INTEGER = 3, 6, 2  # at most: in real numbers (a GRU learns on), then in those that ship
COMPARED = (*KINDS, "gru")  # a recurrent network is only trained to be compared with
SIZES = ((45_000, 8, 16), (160_000, 8, 32))  # up to so many bytes: columns, channels
LARGEST = (16, 64)  # columns and channels above
BESIDE = (0.4, 16_000)  # share and number of a hybrid's bytes that its network has at most: n-grams use theirs better
LEVEL_BITS, KEY_BITS, WEIGHT_BITS = 4.4, 9.5, 7.0  # of a table's entry, of a row's key, of an int8 weight, when coded


@dataclass(frozen=True)
class Shape:
    """kind: one of COMPARED; columns E of the table; channels C of the layers; kept K rows of the table."""

    kind: str
    columns: int
    channels: int
    kept: int
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class Net:
    """A network rung: `limit` bytes of package; after how many epochs in real numbers and in integers it stops."""

    shape: Shape
    limit: int
    epochs: int
    integer_epochs: int = EPOCHS_INTEGER

    @property
    def name(self) -> str:
        size = f"{self.limit // 1000}KB" if self.limit >= 1000 else f"{self.limit}B"
        return f"{self.shape.kind}-{size}"


def plan(kind: str, limit: int, outputs: int, reading: Reading) -> Net | None:
    """The rung of a kind that about fills `limit` bytes; None when not even a small table fits."""
    columns, channels = next(((e, c) for most, e, c in SIZES if limit <= most), LARGEST)
    weights = {
        "bag": 2 * columns * channels + channels * outputs,
        "conv": columns * (5 + 2 * channels) + 2 * channels * outputs,
        "conv2": columns * (5 + 2 * channels) + channels * (4 + 2 * channels + outputs),
        "gru": 6 * channels * (columns + 2 * channels) + 2 * channels * outputs,
    }
    own, room = ("conv", limit - linear_bytes(limit)) if kind == "hybrid" else (kind, limit)
    room -= round(300 + 24 * channels + weights[own] * WEIGHT_BITS / 8)
    kept = int(room * 8 / (columns * LEVEL_BITS + KEY_BITS))
    shape = Shape(kind, columns, channels, kept, reading)
    return Net(shape, limit, epochs(kind)) if kept >= 32 else None


def epochs(kind: str) -> int:
    """In real numbers, at most: over so many the learning rate falls."""
    return EPOCHS_GRU if kind == "gru" else EPOCHS


def linear_bytes(limit: int) -> int:
    """What the linear part of a hybrid has of its bytes."""
    share, most = BESIDE
    return limit - min(int(limit * share), most)
