"""The rungs of the ladder of pictures: which layers, how wide. Pooled; those of before are residual or MobileNet-like.

Residual: K. He et al., "Deep residual learning for image recognition" (CVPR 2016), in the size of MLPerf Tiny's.
Mobile: A. Howard et al., "MobileNets" (2017): a depthwise square and a pointwise layer in place of each convolution.
Sums have no activation behind them (He et al., "Identity mappings in deep residual networks", ECCV 2016), so that
add.v1 is all that they need.
Pooled: K. Jordan, "94 % on CIFAR-10 in 3.29 seconds on a single GPU" (2024), with a learned first layer and ReLUs: two
convolutions a stage, maxima behind the first, or three and a sum; trained with fast biases, it needs few epochs.
"""

from __future__ import annotations

from dataclasses import dataclass

SMALL, LARGE = 32, 64  # sides of the view
POOLED_STEM = 24
SMALL_PICTURES = 40  # pixels: sets of pictures whose sides are mostly shorter see the small view


@dataclass(frozen=True)
class Block:
    """``channels`` out of a 3 x 3 window, every ``stride`` pixels; ``mobile``: depthwise, then pointwise.

    ``residual`` blocks keep size and channels: two layers whose result is added to what came in. ``squeeze``: the
    channels of the depthwise layer, or of the last, are gated by their means (squeeze.py). ``pooled``: the largest of
    each 2 x 2 pixels go on.
    """

    channels: int
    stride: int = 1
    mobile: bool = False
    residual: bool = False
    squeeze: bool = False
    pooled: bool = False

    def gated(self, inputs: int) -> int:
        """How many channels have gates."""
        return 0 if not self.squeeze else inputs if self.mobile else self.channels

    def weights(self, inputs: int) -> int:
        one = 9 * inputs + inputs * self.channels if self.mobile else 9 * inputs * self.channels
        gates = self.gated(inputs)
        return one * (2 if self.residual and not self.mobile else 1) + 2 * gates * squeezed(gates)


@dataclass(frozen=True)
class Rung:
    """A stem (a convolution of the picture) and blocks; then the mean over all pixels, and a score per class.

    ``fast``: of pooled networks, how they learn. Layers begin as the identity, normalisation shifts but does not scale,
    and its shifts learn many times as fast; the largest of all pixels counts in place of the mean.
    """

    name: str
    stem: int
    blocks: tuple[Block, ...]
    fast: bool = False

    def weights(self, classes: int) -> int:
        """How many numbers its layers hold: half a byte to a byte of the package each, and some for biases."""
        count, inputs = 27 * self.stem, self.stem
        for block in self.blocks:
            count, inputs = count + block.weights(inputs), block.channels
        return count + inputs * classes

    @property
    def outputs(self) -> int:
        """How many biases, and scales, its layers hold."""
        count, inputs = self.stem, self.stem
        for block in self.blocks:
            first = inputs if block.mobile else block.channels * block.residual
            gates = block.gated(inputs)
            count, inputs = count + first + block.channels + gates + (gates and squeezed(gates)), block.channels
        return count


def squeezed(channels: int) -> int:
    """Numbers between the two layers that make gates of so many channels' means."""
    return max(4, channels // 4)


def mobile(width: int, *, squeeze: bool = False) -> Rung:
    steps = ((2, 2), (2, 1), (4, 2), (4, 1), (8, 2), (8, 1))
    blocks, before = [], 1
    for times, stride in steps:
        blocks.append(
            Block(times * width, stride, mobile=True, residual=times == before and stride == 1, squeeze=squeeze)
        )
        before = times
    return Rung(f"mobile-{width}" + "-squeeze" * squeeze, width, tuple(blocks))


def residual(*stages: int | tuple[int, int], first: bool = True) -> Rung:
    """Stages of so many channels, each of half the side of the one before, with one residual block or with so many.

    ``first``: whether the first stage, with the most pixels, has one too.
    """
    sizes = [(stage, 1) if isinstance(stage, int) else stage for stage in stages]
    stem, blocks = sizes[0][0], [Block(sizes[0][0], residual=True)] * (sizes[0][1] * first)
    for width, times in sizes[1:]:
        blocks += [Block(width, 2), *[Block(width, residual=True)] * times]
    names = (str(width) if times == 1 else f"{width}x{times}" for width, times in sizes)
    return Rung("residual-" + "-".join(names), stem, tuple(blocks))


def pooled(*stages: int, sums: bool = False) -> Rung:
    """Stages of so many channels, each of half the side of the one before.

    ``sums``: a residual block behind the maxima of each stage, in place of one more convolution.
    """
    blocks = [block for width in stages for block in (Block(width, pooled=True), Block(width, residual=sums))]
    return Rung("pooled-" + "-".join(map(str, stages)) + "-sums" * sums, POOLED_STEM, tuple(blocks), fast=True)


RUNGS = tuple(pooled(width, 2 * width, 4 * width, sums=True) for width in (4, 8, 12, 16, 20, 28, 40, 64))
FORMER = (  # of packages that were made before (decision 0018): training goes on from them, nothing begins with them
    mobile(8),
    mobile(16),
    residual(12, 24, 48),
    residual(16, 32, 64),
    residual(16, (40, 2), 64),
    residual(24, 48, 96),
    residual(32, 64, 128),
    residual(32, 64, 128, 192, first=False),
)
TEACHER = pooled(32, 64, 128, sums=True)  # of smaller ones: it is only trained, and minutes are enough
SMALLEST_WEIGHT = 0.24  # bytes: of few pictures, in at most 15 units, entropy coded


def rungs(max_size: int | None, classes: int) -> list[Rung]:
    """Smallest first: those that can fit into ``max_size`` bytes; without a budget those up to 100 KB or so.

    The package itself is measured: this only spares training what cannot fit.
    """
    limit = max_size or 100_000
    found = [rung for rung in RUNGS if SMALLEST_WEIGHT * rung.weights(classes) + 8 * rung.outputs + 1_500 <= limit]
    return sorted(found, key=lambda rung: rung.weights(classes))
