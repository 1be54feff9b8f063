"""Core level 3: values that share memory, and the operators that came with it."""

from __future__ import annotations

from collections.abc import Sequence

from attacks.case import attack
from attacks.network import (
    VALUES,
    A,
    H,
    P,
    S,
    Value,
    X,
    conv,
    embed,
    logistic,
    operator,
    package,
    pool,
    scores,
    zeros,
)
from attacks.recipe import Number, bias, labels, number, tensors
from pinnace.packaging import numbers as n
from pinnace.packaging import writer

SHARED = (*VALUES[:P], (n.INT8, 1, 4, 64), (n.INT32, 1, 1, 32), (n.UINT32, 1, 2, 36))  # the answer where H was
GATES = (*VALUES, (n.INT16, 1, 4, 80), (n.INT8, 8, 4, 88))
G, Z = 5, 6


def moved(values: Sequence[Value], index: int, offset: Number) -> tuple[Value, ...]:
    """The values, one of which lies elsewhere."""
    return tuple((*value[:3], offset) if i == index else value for i, value in enumerate(values))


def shares(values: Sequence[Value] = SHARED, ops: Sequence[bytes] | None = None, level: int = 3) -> bytes:
    return package(values, ops, level=level)


def gated(values: Sequence[Value] = GATES, level: int = 3, scale: bytes | None = None) -> bytes:
    """Words, gates of their maxima for all of them, scores."""
    gates = pool(X), conv(P, 1, weights=D4, bias=2, out=G)
    ops = (embed(), *gates, scale or operator(n.SCALE, X, G, Z), pool(Z, 2, out=H1), scores(H1), logistic())
    return package((*values, (n.INT8, 1, 4, 120)), ops, arena=124, level=level, d=zeros(4, 4))


D4, H1 = 6, 7  # a tensor (4, 4), the value of what is gated


def picture(*ops: bytes, values: Sequence[Value], side: int = 4, level: int = 3, **changed: bytes) -> bytes:
    """A plan of pictures: value 0 is the picture, and the last two are scores and probabilities, of value 1."""
    ops = (operator(n.PICTURE, side, side, 0, 0, 0), *ops)
    end = max(offset + rows * columns * n.SIZES[kind] for kind, rows, columns, offset in values)  # type: ignore[operator]
    last = len(values) - 2
    plan = bytes([n.IMAGE, n.IMAGE_VERSION]) + number(-(-end // 4) * 4) + number(len(values))
    plan += b"".join(bytes([kind]) + b"".join(map(number, shape)) for kind, *shape in values)
    ops = (*ops, conv(1, 1, weights=1, bias=2, scale=3, out=last), operator(n.LOGISTIC, last, last + 1))
    plan += number(len(ops)) + b"".join(ops) + number(last) + number(last + 1)
    good = {"w": zeros(2, 27), "v": zeros(1, 2), "v_bias": bias(5), "scale": bias(200), "w_bias": bias(1, 2)}
    sections = {n.LABELS: labels(b"bad", b"good"), n.TENSORS: tensors(*(good | changed).values()), n.PLAN: plan}
    return writer.assemble(sections, level)


def square(dilation: Number = 2, out: Number = 2) -> bytes:
    return operator(n.CONV2D_2, 0, 4, 3, 1, dilation, 1, 8, 0, 4, 3, out)


def pool2d(
    source: Number = 2, across: Number = 4, size: Number = 2, stride: Number = 2, kind: Number = 1, out: Number = 3
) -> bytes:
    return operator(n.POOL2D, source, across, size, stride, kind, out)


SEEN: tuple[Value, ...] = (
    (n.INT8, 16, 3, 0), (n.INT8, 1, 2, 88), (n.INT8, 16, 2, 48), (n.INT8, 4, 2, 80),
    (n.INT32, 1, 1, 48), (n.UINT32, 1, 2, 52),
)  # fmt: skip


def seen(square: bytes | None = None, pooled: bytes | None = None, values: Sequence[Value] = SEEN) -> bytes:
    """A picture, a convolution with a dilation, maxima of two by two, the mean, scores."""
    return picture(square or globals()["square"](), pooled or pool2d(), pool(3, 2, out=1), values=values)


def good() -> dict[str, bytes]:
    """What the attacks start from: accepted."""
    return {"shares": shares(), "gated": gated(), "seen": seen(), "mirrored": mirror()}


@attack("package.value")
def shared_a_level_too_early() -> bytes:
    """Values in the same bytes for a core that believes they never are."""
    return shares(level=2)


@attack("package.value")
def result_over_what_is_read() -> bytes:
    """A convolution writes where it still reads: the answer depends on the order of its loops."""
    return shares(moved(SHARED, H, 28))


@attack("package.value")
def result_over_the_words() -> bytes:
    """Rows of words are read again by explanations."""
    return shares(moved(SHARED, S, 0))


@attack("package.value")
def probabilities_over_the_scores() -> bytes:
    """The scores are shown, too."""
    return shares(moved(SHARED, A, 28))


@attack("package.value")
def pooled_over_what_is_kept() -> bytes:
    """What is read only once more, by the last addition, is written over between."""
    values = (*moved(VALUES, P, 80), (n.INT8, 1, 4, 84), (n.INT8, 1, 4, 80))
    ops = (embed(), conv(), pool(), pool(kind=2, out=6), operator(n.ADD, P, 6, 5), scores(5), logistic())
    return package(values, ops, arena=88, level=3)


@attack("package.op")
def gates_a_level_too_early() -> bytes:
    """An operator of level 3 in a package for level 2."""
    return gated(level=2)


@attack("package.value")
def gates_of_bytes() -> bytes:
    """Gates of 8 bits, read as 16."""
    return gated((*VALUES, (n.INT8, 1, 4, 80), (n.INT8, 8, 4, 88)))


@attack("package.value")
def gates_of_every_row() -> bytes:
    """A row of gates for each word: an empty text has none."""
    values = (*VALUES, (n.INT16, 8, 4, 80), (n.INT8, 8, 4, 144))
    ops = (embed(), conv(X, 1, weights=D4, bias=2, out=G), operator(n.SCALE, X, G, Z), pool(Z), scores(), logistic())
    return package(values, ops, arena=176, level=3, d=zeros(4, 4))


@attack("package.value")
def gates_too_narrow() -> bytes:
    """Three gates for four columns."""
    return gated(scale=operator(n.SCALE, X, S, Z))


@attack("package.value")
def gates_of_gates() -> bytes:
    """Gates that nothing has written yet."""
    return gated(scale=operator(n.SCALE, X, Z, Z))


@attack("package.argument")
def square_dilation_zero() -> bytes:
    """All taps of a square on one pixel."""
    return seen(square(0))


@attack("package.number")
def square_dilation_of_seventeen() -> bytes:
    """Taps farther apart than any picture needs."""
    return seen(square(17))


@attack("package.argument")
def pool_of_no_pixels() -> bytes:
    """A mean divided by nothing."""
    return seen(pooled=pool2d(size=0))


@attack("package.number")
def pool_of_eight() -> bytes:
    """A window of more pixels than its work was bounded for."""
    return seen(pooled=pool2d(size=8))


@attack("package.argument")
def pool_of_no_kind() -> bytes:
    """Neither maximum nor mean."""
    return seen(pooled=pool2d(kind=0))


@attack("package.value")
def pool_into_too_few() -> bytes:
    """Sixteen results where there is room for four."""
    return seen(pooled=pool2d(stride=1))


@attack("package.value")
def pool_of_both_into_one() -> bytes:
    """Maxima and means where there is room for maxima."""
    return seen(pooled=pool2d(kind=3))


def mirror(across: Number = 4, out: Number = 3, values: Sequence[Value] | None = None, level: int = 3) -> bytes:
    """The picture's first layer from the right."""
    found = values or (*SEEN[:3], (n.INT8, 16, 2, 88), *SEEN[4:])
    ops = (square(), operator(n.MIRROR, 2, across, out), pool(3, 2, out=1))
    return picture(*ops, values=moved(found, 1, 120), level=level)


@attack("package.argument")
def mirror_of_no_pixels() -> bytes:
    """Rows of nothing, without end."""
    return mirror(0)


@attack("package.number")
def mirror_of_wide_rows() -> bytes:
    """Rows wider than any view."""
    return mirror(513)


@attack("package.value")
def mirror_of_three_in_a_row() -> bytes:
    """Sixteen pixels are no whole rows of three: the last would be read from before the first."""
    return mirror(3)


@attack("package.value")
def mirror_into_too_few() -> bytes:
    """Sixteen pixels where there is room for four."""
    return mirror(values=SEEN)


@attack("package.value")
def mirror_over_what_it_reads() -> bytes:
    """In the same bytes: the second half would be mirrored twice."""
    return mirror(values=(*SEEN[:3], (n.INT8, 16, 2, 48), *SEEN[4:]))


@attack("package.value")
def picture_written_over() -> bytes:
    """Apps show what the network saw when it has answered."""
    return seen(values=moved(moved(SEEN, 4, 0), 5, 4))


@attack("package.overflow")
def mean_of_too_many() -> bytes:
    """Twice the sum of 65,536 numbers of 16 bits, in 32."""
    values: tuple[Value, ...] = (
        (n.INT8, 1 << 16, 3, 0), (n.INT16, 1, 2, 458752), (n.INT16, 1 << 16, 2, 196608),
        (n.INT32, 1, 1, 458756), (n.UINT32, 1, 2, 458760),
    )  # fmt: skip
    wide = conv(0, 1, weights=0, bias=4, scale=3, out=2)
    return picture(wide, pool(2, 2, out=1), values=values, side=256, w=zeros(2, 3))


@attack("package.limit")
def pools_without_end() -> bytes:
    """Six pools of 49 pixels, each of 2^18 results of 30 columns."""
    rows, size = 1 << 18, 30 << 18
    start = 3 << 18
    maps: tuple[Value, ...] = tuple((n.INT8, rows, 30, start + i % 2 * size) for i in range(7))
    answer: tuple[Value, ...] = ((n.INT32, 1, 1, start), (n.UINT32, 1, 2, start + 4))
    values = ((n.INT8, rows, 3, 0), (n.INT8, 1, 30, start + size), *maps, *answer)
    pools = [pool2d(2 + i, 512, 7, 1, 1, 3 + i) for i in range(6)]
    wide = conv(0, 1, weights=0, bias=4, scale=3, out=2)
    changed = {"w": zeros(30, 3), "v": zeros(1, 30), "w_bias": bias(*range(30))}
    return picture(wide, *pools, pool(8, 2, out=1), values=values, side=512, **changed)
