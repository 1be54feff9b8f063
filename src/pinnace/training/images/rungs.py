"""The rungs of the ladder of pictures: which layers, how wide. Small residual and MobileNet-like networks.

Residual: K. He et al., "Deep residual learning for image recognition" (CVPR 2016), in the size of MLPerf Tiny's.
Mobile: A. Howard et al., "MobileNets" (2017): a depthwise square and a pointwise layer in place of each convolution.
Sums have no activation behind them (He et al., "Identity mappings in deep residual networks", ECCV 2016), so that
add.v1 is all that they need.
"""

from __future__ import annotations

from dataclasses import dataclass

SMALL, LARGE = 32, 64  # sides of the view
SMALL_PICTURES = 40  # pixels: sets of pictures whose sides are mostly shorter see the small view


@dataclass(frozen=True)
class Block:
    """``channels`` out of a 3 x 3 window, every ``stride`` pixels; ``mobile``: depthwise, then pointwise.

    ``residual`` blocks keep size and channels: two layers whose result is added to what came in.
    """

    channels: int
    stride: int = 1
    mobile: bool = False
    residual: bool = False

    def weights(self, inputs: int) -> int:
        one = 9 * inputs + inputs * self.channels if self.mobile else 9 * inputs * self.channels
        return one * (2 if self.residual and not self.mobile else 1)


@dataclass(frozen=True)
class Rung:
    """A stem (a convolution of the picture) and blocks; then the mean over all pixels, and a score per class."""

    name: str
    stem: int
    blocks: tuple[Block, ...]

    def weights(self, classes: int) -> int:
        """How many numbers its layers hold; a package takes a byte for each at most, and some for biases."""
        count, inputs = 27 * self.stem, self.stem
        for block in self.blocks:
            count, inputs = count + block.weights(inputs), block.channels
        return count + inputs * classes


def mobile(width: int) -> Rung:
    steps = ((2, 2), (2, 1), (4, 2), (4, 1), (8, 2), (8, 1))
    blocks, before = [], 1
    for times, stride in steps:
        blocks.append(Block(times * width, stride, mobile=True, residual=times == before and stride == 1))
        before = times
    return Rung(f"mobile-{width}", width, tuple(blocks))


def residual(width: int) -> Rung:
    blocks = [Block(width, residual=True)]
    for times in (2, 4):
        blocks += [Block(times * width, 2), Block(times * width, residual=True)]
    return Rung(f"residual-{width}", width, tuple(blocks))


RUNGS = (mobile(8), mobile(16), residual(12), residual(16), residual(24), residual(40))


def rungs(max_size: int | None, classes: int) -> list[Rung]:
    """Smallest first: those that can fit into ``max_size`` bytes; without a budget those up to 100 KB or so."""
    limit = max_size or 100_000
    # Weights with a scale per output fill their 8 bits; biases and scales are the rest. The package itself is measured.
    found = [rung for rung in RUNGS if 1.1 * rung.weights(classes) + 4_000 <= limit]
    return sorted(found, key=lambda rung: rung.weights(classes))
