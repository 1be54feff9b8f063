"""Networks: values that are matrices, operators with weights, and how much one answer may cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from attacks import recipe
from attacks.case import attack
from attacks.recipe import Number, bias, features, labels, number, payload, tensors
from pinnace.packaging import dense, writer
from pinnace.packaging import numbers as n

Value = tuple[int, Number, Number, Number]  # type, rows, columns, offset
X, H, P, S, A = range(5)  # words, convolved, pooled, scores, answer
VALUES: tuple[Value, ...] = (
    (n.INT8, 8, 4, 0),
    (n.INT8, 8, 4, 32),
    (n.INT8, 1, 4, 64),
    (n.INT32, 1, 1, 68),
    (n.UINT32, 1, 2, 72),
)
TABLE, W, W_BIAS, SCALE, V, V_BIAS, D = range(7)  # tensors


def operator(code: int, *arguments: Number) -> bytes:
    return bytes([code]) + b"".join(map(number, arguments))


def embed(head: Number = 8, tail: Number = 0, words: Number = 1, multiplier: Number = 0x9E3779B1, table: Number = TABLE,
          out: Number = X, chars: tuple[Number, Number] = (0, 0)) -> bytes:  # fmt: skip
    return operator(n.EMBED, head, tail, words, *chars, multiplier, table, out)


def conv(source: Number = X, width: Number = 3, stride: Number = 1, dilation: Number = 1, relu: Number = 1,
         shift: Number = 8, weights: Number = W, bias: Number = W_BIAS, scale: Number = SCALE, out: Number = H,
         code: int = n.CONV) -> bytes:  # fmt: skip
    return operator(code, source, width, stride, dilation, relu, shift, weights, bias, scale, out)


def pool(source: Number = H, kind: Number = 1, out: Number = P) -> bytes:
    return operator(n.POOL, source, kind, out)


def scores(source: Number = P) -> bytes:
    return conv(source, 1, relu=0, weights=V, bias=V_BIAS, out=S)


def logistic() -> bytes:
    return operator(n.LOGISTIC, S, A)


def weights(rows: int, columns: int, each: int = 3) -> bytes:
    return dense.encode(np.full((rows, columns), each))


def zeros(rows: int, columns: int) -> bytes:
    """Dense weights that cost no coded byte."""
    return bytes([n.DENSE]) + number(rows) + number(columns) + number(0)


def parts(**changed: bytes) -> bytes:
    """The tensors, any of them as the attacker writes it."""
    good = {
        "table": features(columns=4, coded=payload(columns=4)),
        "w": weights(4, 12),
        "w_bias": bias(1, 2, 3, 4),
        "scale": bias(200),
        "v": weights(1, 4),
        "v_bias": bias(5),
        "d": weights(3, 4),
    }
    return tensors(*(good | changed).values())


def package(values: Sequence[Value] = VALUES, ops: Sequence[bytes] | None = None, arena: Number = 80, level: int = 2,
            scores_at: Number = S, answer_at: Number = A, **changed: bytes) -> bytes:  # fmt: skip
    """Embedding, convolution, maximum, scores; two labels."""
    if ops is None:
        ops = (embed(), conv(), pool(), scores(), logistic())
    plan = bytes([n.TEXT, n.TEXT_VERSION]) + number(arena) + number(len(values))
    plan += b"".join(bytes([kind]) + b"".join(map(number, shape)) for kind, *shape in values)
    plan += number(len(ops)) + b"".join(ops) + number(scores_at) + number(answer_at)
    sections = {n.LABELS: labels(b"bad", b"good"), n.TENSORS: parts(**changed), n.PLAN: plan}
    return writer.assemble(sections, level)


def run(*middle: bytes, values: Sequence[Value] = VALUES, arena: Number = 80, **changed: bytes) -> bytes:
    """Something else between the embedding and the scores."""
    return package(values, (embed(), *middle, scores(), logistic()), arena, **changed)


@attack("package.core")
def level_of_tomorrow() -> bytes:
    """A core level that does not exist yet."""
    return package(level=4)


@attack("package.tensor")
def network_that_says_linear() -> bytes:
    """Dense weights in a package that says a linear core will do."""
    return package(level=1)


@attack("package.op")
def operator_that_says_linear() -> bytes:
    """An embedding in a plan of core level 1."""
    return recipe.package(plan=recipe.plan(ops=(embed(),)))


@attack("package.op")
def unknown_operator() -> bytes:
    """The first code behind the last operator of networks."""
    return run(operator(10, X, P))


@attack("package.value")
def values_overlap() -> bytes:
    """Words and what is made of them share a byte."""
    return package(values=(VALUES[X], (n.INT8, 8, 4, 28), *VALUES[P:]))


@attack("package.value")
def matrix_past_the_arena() -> bytes:
    """The last row of a matrix lies behind the arena."""
    return package(values=(*VALUES[:A], (n.UINT32, 2, 2, 72)))


@attack("package.value")
def size_wraps() -> bytes:
    """4096 rows of 2^14 numbers: 2^28 bytes in an arena of 80."""
    return package(values=(*VALUES[:A], (n.UINT32, 4096, 1 << 14, 72)))


@attack("package.number")
def too_many_rows() -> bytes:
    """4097 rows."""
    return package(values=((n.INT8, 4097, 4, 0), *VALUES[H:]))


@attack("package.number")
def too_many_columns() -> bytes:
    """2^14 + 1 columns."""
    return package(values=((n.INT8, 8, (1 << 14) + 1, 0), *VALUES[H:]))


@attack("package.value")
def no_rows() -> bytes:
    """A matrix without rows."""
    return package(values=((n.INT8, 0, 4, 0), *VALUES[H:]))


@attack("package.value")
def type_of_no_size() -> bytes:
    """A type whose size no table knows."""
    return package(values=((4, 8, 4, 0), *VALUES[H:]))


@attack("package.argument")
def window_of_no_words() -> bytes:
    """An embedding of no position."""
    return package(ops=(embed(head=0), conv(), pool(), scores(), logistic()))


@attack("package.argument")
def window_too_long() -> bytes:
    """Head and tail are each allowed, their sum is not."""
    return package(ops=(embed(head=4096, tail=1), conv(), pool(), scores(), logistic()))


@attack("package.value")
def more_words_than_rows() -> bytes:
    """The ninth word would lie behind its value."""
    return package(ops=(embed(tail=1), conv(), pool(), scores(), logistic()))


@attack("package.value")
def table_too_wide() -> bytes:
    """Rows of five numbers into a value of four."""
    return package(table=features(columns=5, coded=payload(columns=5)))


@attack("package.argument")
def table_that_is_none() -> bytes:
    """An embedding out of dense weights."""
    return package(ops=(embed(table=W), conv(), pool(), scores(), logistic()))


@attack("package.op")
def embedding_after_the_stream() -> bytes:
    """Words looked up when the text is over."""
    values = (*VALUES, (n.INT8, 8, 4, 80))
    return run(conv(), pool(), embed(out=5), values=values, arena=112)


@attack("package.value")
def convolution_of_nothing() -> bytes:
    """Its input is written after it."""
    return run(conv(source=P), pool())


@attack("package.value")
def convolution_of_scores() -> bytes:
    """int32 where the dot product reads bytes."""
    return run(conv(), pool(), scores(), conv(source=S, out=H))


@attack("package.argument")
def width_zero() -> bytes:
    """A window of no width."""
    return run(conv(width=0), pool())


@attack("package.number")
def width_sixteen() -> bytes:
    """One tap more than there is room for."""
    return run(conv(width=16), pool())


@attack("package.argument")
def stride_zero() -> bytes:
    """A division by zero."""
    return run(conv(stride=0), pool())


@attack("package.argument")
def dilation_zero() -> bytes:
    """All taps on one row."""
    return run(conv(dilation=0), pool())


@attack("package.argument")
def shift_zero() -> bytes:
    """A rounding by 2^-1: a shift by minus one is undefined."""
    return run(conv(shift=0), pool())


@attack("package.number")
def shift_of_sixty_three() -> bytes:
    """A shift that throws everything but the sign away, and its rounding overflows."""
    return run(conv(shift=63), pool())


@attack("package.number")
def activation_of_two() -> bytes:
    """An activation that does not exist."""
    return run(conv(relu=2), pool())


@attack("package.argument")
def weights_from_raw() -> bytes:
    """A bias as weights."""
    return run(conv(weights=W_BIAS), pool())


@attack("package.argument")
def bias_from_dense() -> bytes:
    """Weights as a bias."""
    return run(conv(bias=V), pool())


@attack("package.argument")
def tensor_missing() -> bytes:
    """Weights past the last tensor."""
    return run(conv(weights=7), pool())


@attack("package.argument")
def negative_scale() -> bytes:
    """A scale below zero: largest sums would no longer be largest results."""
    return package(scale=bias(-1))


@attack("package.value")
def weights_too_narrow() -> bytes:
    """Weights for a window of two on a window of three: the last ones would be read behind them."""
    return package(w=weights(4, 8))


@attack("package.value")
def weights_too_few() -> bytes:
    """Weights for three outputs of four."""
    return package(w=weights(3, 12))


@attack("package.value")
def bias_too_short() -> bytes:
    """A bias for three outputs of four."""
    return package(w_bias=bias(1, 2, 3))


@attack("package.value")
def scale_of_two() -> bytes:
    """Two scales for four outputs."""
    return package(scale=bias(1, 2))


@attack("package.value")
def results_that_stride_past() -> bytes:
    """A stride of two into a value of all rows: half of it would be what memory held."""
    return run(conv(stride=2), pool())


@attack("package.overflow")
def sum_overflows() -> bytes:
    """A bias that leaves no room for the products."""
    return package(w_bias=bias(0x7FFFFFFF - 12 * 3 * 127 + 1, 0, 0, 0))


@attack("package.overflow")
def least_bias() -> bytes:
    """-2^31, which has no absolute value in 32 bits."""
    return package(w_bias=bias(-0x80000000, 0, 0, 0))


@attack("package.value")
def depthwise_across() -> bytes:
    """A depthwise convolution into more columns than it reads."""
    values = (VALUES[X], (n.INT8, 8, 3, 32), *VALUES[P:])
    return run(conv(weights=D, code=n.DEPTHWISE), pool(), values=values)


@attack("package.value")
def depthwise_into_scores() -> bytes:
    """A depthwise convolution into int32: only conv.v1 does that."""
    values = (*VALUES, (n.INT32, 8, 4, 80))
    return run(conv(weights=D, code=n.DEPTHWISE, out=5), conv(), pool(), values=values, arena=208)


@attack("package.argument")
def pool_of_no_kind() -> bytes:
    """Neither the maximum nor the mean."""
    return run(conv(), pool(kind=0))


@attack("package.value")
def pool_of_both_into_one() -> bytes:
    """Maxima and means into room for the maxima."""
    return run(conv(), pool(kind=3))


@attack("package.value")
def attention_by_another_length() -> bytes:
    """Scores of every second row for all rows: the softmax would read behind them."""
    values = (*VALUES, (n.INT32, 4, 1, 80))
    half = conv(width=1, stride=2, weights=V, bias=V_BIAS, out=5)
    return run(half, operator(n.ATTEND, X, 5, P), values=values, arena=96)


@attack("package.value")
def sum_of_two_lengths() -> bytes:
    """Eight rows for eight words and eight rows for sixteen: which has more depends on the text."""
    values = (*VALUES, (n.INT8, 16, 4, 80), (n.INT8, 8, 4, 144), (n.INT8, 8, 4, 176))
    ops = (
        embed(),
        embed(head=16, out=5),
        conv(5, stride=2, out=6),
        operator(n.ADD, X, 6, 7),
        pool(7),
        scores(),
        logistic(),
    )
    return package(values, ops, arena=208)


@attack("package.overflow")
def sum_of_scores_overflows() -> bytes:
    """Scores that may be 2^30 each, and their sum added once more."""
    values = (*VALUES, (n.INT32, 1, 1, 80), (n.INT32, 1, 1, 84))
    ops = (embed(), conv(), pool(), scores(), operator(n.ADD, S, S, 5), operator(n.ADD, 5, S, 6), logistic())
    return package(values, ops, arena=88, scale=bias(0x7FFFFFFF))


@attack("package.value")
def gate_of_an_odd_half() -> bytes:
    """A gate whose halves are not halves."""
    values = (
        VALUES[X],
        (n.INT16, 8, 4, 32),
        (n.INT8, 1, 4, 96),
        (n.INT32, 1, 1, 100),
        (n.UINT32, 1, 2, 104),
        (n.INT8, 8, 3, 112),
    )
    return run(conv(), operator(n.GATE, H, 5), pool(X), values=values, arena=136)


@attack("package.value")
def gate_of_bytes() -> bytes:
    """A gate over int8: it would read twice as many bytes."""
    values = (*VALUES, (n.INT8, 8, 2, 80))
    return run(conv(), operator(n.GATE, H, 5), pool(), values=values, arena=96)


@attack("package.value")
def recurrence_of_the_wrong_width() -> bytes:
    """A recurrent unit whose input is not three times its state."""
    values = (
        VALUES[X],
        (n.INT16, 8, 4, 32),
        (n.INT8, 1, 4, 96),
        (n.INT32, 1, 1, 100),
        (n.UINT32, 1, 2, 104),
        (n.INT16, 1, 4, 112),
    )
    return run(conv(), operator(n.GRU, H, W, W_BIAS, SCALE, 8, 5), pool(X), values=values, arena=120)


@attack("package.value")
def answer_of_many_rows() -> bytes:
    """The logistic of a score per word: and none that decides."""
    values = (*VALUES[:S], (n.INT32, 8, 1, 80), VALUES[A])
    return package(values, (embed(), scores(X), logistic()), arena=112)


@attack("package.value")
def written_twice() -> bytes:
    """Two operators into one value."""
    return run(conv(), conv(), pool())


@attack("package.data")
def weight_of_128() -> bytes:
    """A weight that has no opposite in 8 bits."""
    return package(w=weights(4, 12, 128))


@attack("package.tensor")
def weights_without_rows() -> bytes:
    """Weights of nothing."""
    return package(w=bytes([n.DENSE, 0, 12, 0]))


@attack("package.limit")
def four_million_weights_twice() -> bytes:
    """2^22 zeros in no byte at all, beside others."""
    return package(w=zeros(64, 1 << 16))


@attack("package.limit")
def work_bomb() -> bytes:
    """4096 words times 512 x 512 weights, three times, in 3 KB: a second an answer."""
    wide, each = 512, 4096 * 512
    values: list[Value] = [(n.INT8, 4096, 4, 0), *((n.INT8, 4096, wide, 16384 + i * each) for i in range(4))]
    end = 16384 + 4 * each
    values += [(n.INT8, 1, wide, end), (n.INT32, 1, 1, end + wide), (n.UINT32, 1, 2, end + wide + 4)]
    first = conv(0, 1, weights=D, out=1)
    again = [conv(i, 1, out=i + 1) for i in (1, 2, 3)]
    last = conv(5, 1, relu=0, weights=V, bias=V_BIAS, out=6)
    ops = (embed(head=4096, out=0), first, *again, pool(4, out=5), last, operator(n.LOGISTIC, 6, 7))
    made = {"w": zeros(wide, wide), "w_bias": bias(*[0] * wide), "v": zeros(1, wide), "d": zeros(wide, 4)}
    return package(values, ops, end + wide + 12, scores_at=6, answer_at=7, **made)


@attack("package.limit")
def explaining_bomb() -> bytes:
    """What an answer costs is allowed; an explanation answers once for each of 4096 words."""
    values = ((n.INT8, 4096, 4, 0), (n.INT8, 4096, 128, 16384), (n.INT8, 1, 128, 600_000), (n.INT32, 1, 1, 601_000),
              (n.UINT32, 1, 2, 601_004))  # fmt: skip
    ops = (embed(head=4096), conv(width=12), pool(), scores(), logistic())
    made = {"w": zeros(128, 48), "w_bias": bias(*[0] * 128), "v": zeros(1, 128)}
    return package(values, ops, arena=602_000, **made)


@attack("package.limit")
def one_tensor_laid_out_again_and_again() -> bytes:
    """A row of 60 KB that vector instructions want as 4 MB, for twenty operators."""
    wide = 1 << 12
    values = [
        (n.INT8, 8, wide, 0),
        (n.INT8, 8, 4, 32768),
        (n.INT8, 1, 4, 32800),
        (n.INT32, 1, 1, 32804),
        (n.UINT32, 1, 2, 32808),
    ]
    values += [(n.INT8, 8, 1, 32816 + 8 * i) for i in range(20)]
    again = [conv(width=15, weights=D, bias=V_BIAS, out=5 + i) for i in range(20)]
    table = features(columns=wide, rows=0, coded=b"")
    return package(values, [embed(), *again, scores(), logistic()], arena=33000, table=table, d=zeros(1, 15 * wide))
