"""The plan: what runs, on which memory. It is checked completely before anything runs."""

from __future__ import annotations

from attacks.case import attack
from attacks.recipe import CHANCES, SCORES, bias, features, gram_sum, logistic, package, payload, plan, softmax, tensors

INT32, UINT32 = SCORES[0], CHANCES[0]
SPARE = (INT32, 1, 12)  # a value more, behind the others


def _run(*ops: bytes) -> bytes:
    return package(plan=plan(ops=ops))


@attack("package.op")
def unknown_task() -> bytes:
    """A task that this core does not have."""
    return package(plan=plan(task=9))


@attack("package.argument")
def unknown_tokenizer() -> bytes:
    """Another tokenizer: the same words would hash otherwise, silently."""
    return package(plan=plan(version=2))


@attack("package.op")
def unknown_operator() -> bytes:
    """An operator that this core does not know."""
    return _run(gram_sum(), b"\x63")


@attack("package.value")
def no_operator() -> bytes:
    """A plan that computes nothing: the answer would be what memory held."""
    return _run()


@attack("package.number")
def sixty_five_operators() -> bytes:
    """One operator more than there is room for."""
    return _run(*[logistic()] * 65)


@attack("package.number")
def arena_beyond_the_limit() -> bytes:
    """An arena of 16 MB and one byte."""
    return package(plan=plan(arena=(1 << 24) + 1))


@attack("package.number")
def sixty_five_values() -> bytes:
    """One value more than there is room for."""
    return package(plan=plan(values=[SCORES] * 65))


@attack("package.value")
def past_the_arena() -> bytes:
    """The probabilities end four bytes behind the arena."""
    return package(plan=plan(arena=8))


@attack("package.value")
def size_wraps() -> bytes:
    """2^24 numbers of 4 bytes at the arena's end."""
    return package(plan=plan(values=[SCORES, (UINT32, 1 << 24, 4)]))


@attack("package.value")
def misaligned() -> bytes:
    """A number at an odd address: a fault on some processors."""
    return package(plan=plan(values=[SCORES, (UINT32, 2, 5)], arena=16))


@attack("package.value")
def overlap() -> bytes:
    """Scores and probabilities in one place: writing one changes the other."""
    return package(plan=plan(values=[SCORES, (UINT32, 2, 0)]))


@attack("package.value")
def value_of_nothing() -> bytes:
    """A value of no numbers."""
    return package(plan=plan(values=[(INT32, 0, 0), CHANCES]))


@attack("package.value")
def unknown_type() -> bytes:
    """A type that this core does not know."""
    return package(plan=plan(values=[(7, 1, 0), CHANCES]))


@attack("package.argument")
def tensor_past_the_last() -> bytes:
    """Features from a tensor that is not there."""
    return _run(gram_sum(features=2), logistic())


@attack("package.argument")
def value_past_the_last() -> bytes:
    """A result into a value that is not there."""
    return _run(gram_sum(out=2), logistic())


@attack("package.argument")
def features_from_raw() -> bytes:
    """The bias as features: its bitmap is no memory at all."""
    return _run(gram_sum(features=1), logistic())


@attack("package.argument")
def bias_from_sparse() -> bytes:
    """The features as bias."""
    return _run(gram_sum(bias=0), logistic())


@attack("package.argument")
def bias_of_two_rows() -> bytes:
    """A bias of two rows."""
    return package(tensors=tensors(features(), bias(1, 2, rows=2, columns=1)))


@attack("package.value")
def bias_too_wide() -> bytes:
    """A bias of two columns for features of one."""
    return package(tensors=tensors(features(), bias(1, 2)))


@attack("package.value")
def features_too_wide() -> bytes:
    """Rows of two weights into one score: the second would be added behind it."""
    return package(tensors=tensors(features(columns=2, coded=payload(columns=2)), bias(1, 2)))


@attack("package.argument")
def even_multiplier() -> bytes:
    """An even multiplier throws key bits away."""
    return _run(gram_sum(multiplier=0x9E3779B0), logistic())


@attack("package.number")
def five_words() -> bytes:
    """Word n-grams longer than the tokenizer remembers."""
    return _run(gram_sum(words=5), logistic())


@attack("package.number")
def nine_characters() -> bytes:
    """Character n-grams longer than the limit."""
    return _run(gram_sum(low=1, high=9), logistic())


@attack("package.argument")
def characters_backwards() -> bytes:
    """From five to three characters."""
    return _run(gram_sum(low=5, high=3), logistic())


@attack("package.argument")
def characters_from_none() -> bytes:
    """From zero to three characters: an n-gram of nothing."""
    return _run(gram_sum(low=0, high=3), logistic())


@attack("package.argument")
def no_gram() -> bytes:
    """Neither words nor characters."""
    return _run(gram_sum(words=0), logistic())


@attack("package.value")
def reads_before_it_is_written() -> bytes:
    """Probabilities of scores that nothing wrote."""
    return _run(logistic(), logistic())


@attack("package.value")
def writes_twice() -> bytes:
    """Two operators into one value."""
    return _run(gram_sum(), gram_sum(), logistic())


@attack("package.op")
def stream_after_the_end() -> bytes:
    """A streaming operator behind one that needs the whole text: it would never run."""
    third = (INT32, 1, 12)
    return package(plan=plan(values=[SCORES, CHANCES, third], arena=16, ops=[gram_sum(), logistic(), gram_sum(out=2)]))


@attack("package.value")
def logistic_into_one() -> bytes:
    """Two probabilities into room for one."""
    return package(plan=plan(values=[SCORES, (UINT32, 1, 4)]))


@attack("package.value")
def softmax_of_one() -> bytes:
    """A softmax of a single score."""
    return _run(gram_sum(), softmax())


@attack("package.value")
def answer_never_written() -> bytes:
    """The answer is a value that no operator writes."""
    return package(plan=plan(values=[SCORES, CHANCES, (UINT32, 2, 12)], arena=20, chances=2))


@attack("package.argument")
def answer_past_the_last() -> bytes:
    """The answer is a value that is not there."""
    return package(plan=plan(chances=2))


@attack("package.value")
def probabilities_as_scores() -> bytes:
    """Scores and probabilities exchanged."""
    return package(plan=plan(scores=1, chances=0))


@attack("package.value")
def scores_of_another() -> bytes:
    """The scores shown and explained are not those that the answer comes from."""
    ops = [gram_sum(), gram_sum(words=1, out=2), logistic()]
    return package(plan=plan(values=[SCORES, CHANCES, SPARE], arena=16, ops=ops, scores=2))


@attack("package.overflow")
def score_overflows() -> bytes:
    """A bias of 2^31 - 1: one word more and the best text becomes the worst."""
    return package(tensors=tensors(features(), bias(0x7FFFFFFF)))


@attack("package.overflow")
def least_bias() -> bytes:
    """A bias of -2^31, which has no absolute value in 32 bits."""
    return package(tensors=tensors(features(), bias(-0x80000000)))
