"""How a rung is trained: for how long, how fast, and how pictures are varied meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace

VISITS, FEWEST, MOST = 40_000, 8, 60  # pictures seen: so many at least, and each of them so often
INTEGER = 0.15  # of these epochs, once more, in integers


@dataclass(frozen=True)
class Recipe:
    """Parts are shares, 0 to 1.

    epochs      passes over the pictures in real numbers, then ``integer_epochs`` in the package's integers
    batch       pictures of a step
    rate        the highest of SGD with Nesterov's momentum, for such a batch; ``integer_rate``: of Adam
    falling     for this last part of the epochs the rate falls to nothing
    decay       of weights: at each step by ``rate * decay``
    smoothing   of labels: this part goes to all classes alike
    moved       pictures are moved by up to this part of their side
    erased      a square of up to this part of the side is blotted out (T. DeVries & G. Taylor, "Cutout", 2017)
    coloured    brightness and contrast change by up to this part
    mixed       pictures are laid over each other, the shares by Beta(mixed, mixed), at most 1; 0: they are not
    taught      of the loss, where there is a teacher: this part is the distance to its answers
    levels      largest magnitudes of weights to choose from; the finest with which the package fits is taken
    """

    epochs: int
    integer_epochs: int
    batch: int = 64
    rate: float = 0.1
    integer_rate: float = 4e-4
    falling: float = 0.8
    decay: float = 5e-4
    smoothing: float = 0.05
    moved: float = 0.125
    erased: float = 0.0
    coloured: float = 0.1
    mixed: float = 0.0
    taught: float = 0.7
    levels: tuple[int, ...] = (31, 15)


def recipe_for(n: int, *, fast: bool = False) -> Recipe:
    """For ``n`` pictures; ``fast``: of a rung that learns so, whose shifts a higher rate would carry away."""
    epochs = int(min(max(FEWEST, VISITS / max(n, 1)), MOST))
    usual = Recipe(epochs, max(1, round(INTEGER * epochs)))
    return replace(usual, rate=0.06, decay=1.4e-3, smoothing=0.2, moved=0.0625) if fast else usual
