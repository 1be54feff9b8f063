"""Every way to compile the core gives the same answers, and a build with a fault in it does not."""

from __future__ import annotations

import base64
import ctypes
import json
from pathlib import Path

import pytest
from builds import compiled, loaded, needs_compiler
from image_networks import DEEP, LATER_DEEP, image_network, later_network, mirrored_network, twice_network
from models import model

from attacks import good
from attacks.case import attacks
from pinnace.checking import torture, torture_pictures
from pinnace.checking.check import compare
from pinnace.checking.inputs import Case
from pinnace.checking.protocol import Request
from pinnace.checking.report import DIFFERENT, EQUAL, Row
from pinnace.checking.runtimes import python
from pinnace.packaging import writer
from pinnace.runtime import picture
from pinnace.runtime.library import instructions

pytestmark = needs_compiler

CASES = [Case(name, text) for name, text in torture.cases().items()]
REQUESTS = [
    Request(writer.write(made), [case.text for case in CASES], len(CASES))
    for made in (model(bits=10, kept=900, words=3), model(bits=10, kept=900, classes=4, chars=(2, 4)))
]

# One per idea of the core. File, what it says, what it shall say.
FAULTS = {
    "rounding": ("src/ops/softmax.c", "* 65536 / sum)", "* 131072 / sum + 1) / 2"),
    "logarithm of e": ("src/ops/softmax.c", "* 94548 >> 10", "* 94547 >> 10"),
    "who takes the rest": ("src/ops/softmax.c", "probabilities[top] += left", "probabilities[0] += left"),
    "a class of code points": ("src/unicode.c", "unpack_point(&p, cp++, class)", "unpack_point(&p, cp++, class & 6)"),
    "a table entry of the exponential": ("src/exp2_table.h", "2056437387u", "2056400000u"),
    "marks that count": ("src/text.c", "#define MARKS 4u", "#define MARKS 3u"),
    "length of a run": ("src/text.c", "#define RUN 3u", "#define RUN 4u"),
    "a constant of the hash": ("src/text.c", "0x85EBCA6B", "0x85EBCA6D"),
    "border of character n-grams": ("src/text.c", "#define CHARS 64u", "#define CHARS 63u"),
    "overlong UTF-8": ("src/text.c", "if (byte == 0xE0) t->lower = 0xA0;", ""),
}


NETWORKS = [Request(package, [case.text for case in CASES], 20) for package in good.networks().values()]
NETWORK_FAULTS = {
    "rounding of a sum": ("src/kernels.inc", "HIGH(sum, scale) + (1 << (shift - FAST))", "HIGH(sum, scale)"),
    "upper end of a result": ("src/network_plan.c", "type == TYPE_INT8 ? 127 :", "type == TYPE_INT8 ? 126 :"),
    "a tap of a window": ("src/ops/conv.c", "back = (op->width - 1) / 2, n", "back = op->width / 2 + 1, n"),
    "begin of a depthwise window": (
        "src/kernels.inc",
        "column = x * d.stride - back_across",
        "column = x * d.stride - d.width / 2",
    ),
    "the mean": ("src/kernels.inc", "sum + sum + (int32_t)pixels", "sum + sum"),
    "attention": ("src/ops/attend.c", "int64_t sum = 1 << 15;", "int64_t sum = 0;"),
    "steps of the sigmoid": ("src/ops/sigmoid.c", "(x + 4) >> 3", "x >> 3"),
    "a gate": ("src/ops/gate.c", "(1 << 14)) >> 15", "0) >> 15"),
    "the state of a recurrent unit": ("src/ops/gru.c", "(32768 - z) * n", "(32767 - z) * n"),
    "order of the last words": ("src/ops/embed.c", "rows_reverse(last, row_bytes, 0, turned);", ""),
    "words behind the window": (
        "src/ops/embed.c",
        "if (!op->tail) return;",
        "if (!op->tail) { *embedded = 1; return; }",
    ),
    "a weight's sign": ("src/tensors.c", "size && decode_even(&d)", "decode_even(&d)"),
    "what is hidden to explain": ("src/explain.c", "if (!back) pn_zero(at, bytes);", ""),
}
# In the dot product of one instruction set, which is then forced.
DOT_FAULTS = {
    "scalar": ("src/kernels.c", "(w >> 16) * (x >> 16)", "(w >> 16) * (x >> 17)"),
    "sse2": ("src/kernels.c", "_mm_madd_epi16(w, x)", "_mm_madd_epi16(w, _mm_srai_epi16(x, 1))"),
    "avx2": ("src/kernels.c", "_mm256_madd_epi16(w, x)", "_mm256_madd_epi16(w, _mm256_srai_epi16(x, 1))"),
    "avx-vnni": ("src/kernels.c", "_mm256_dpbusd_avx_epi32(sum, x, w)", "_mm256_dpbusds_avx_epi32(sum, w, x)"),
    "avx512-vnni": ("src/kernels.c", "_mm512_dpbusd_epi32(sum, x, w)", "_mm512_dpbusd_epi32(sum, w, x)"),
}


def network_verdict(core: ctypes.CDLL, forced: int | None = None) -> list[str]:
    found = []
    for request in NETWORKS:
        answers = python.answers(core, request, forced)
        if answers.error == python.LACKING:
            pytest.skip("not run: this processor lacks these instructions")
        found.append(compare("python", {"": answers}, python.run(request)[""], CASES)[0]["status"])
    return found


def verdict(folder: Path, **changed: object) -> list[Row]:
    """A build against the shipped library, on the torture list, for each model."""
    core = loaded(compiled(folder, **changed)[0])  # type: ignore[arg-type]
    rows = []
    for request in REQUESTS:
        shipped = python.run(request)[""]
        rows.append(compare("python", {"": python.answers(core, request)}, shipped, CASES)[0])
    return rows


@pytest.mark.parametrize("name", NETWORK_FAULTS)
def test_a_fault_in_a_network_operator_is_found(name: str, tmp_path: Path) -> None:
    core = loaded(compiled(tmp_path, fault=NETWORK_FAULTS[name])[0])
    assert DIFFERENT in network_verdict(core)


@pytest.mark.parametrize("name", DOT_FAULTS)
def test_a_fault_in_one_instruction_set_is_found(name: str, tmp_path: Path) -> None:
    core = loaded(compiled(tmp_path, fault=DOT_FAULTS[name])[0])
    if name not in instructions(core):
        pytest.skip(f"not run: {name} is of another processor")
    assert DIFFERENT in network_verdict(core, instructions(core).index(name))
    assert network_verdict(core, int(name == "scalar")) == [EQUAL] * len(NETWORKS)  # and only in that one


PICTURE_FAULTS = {
    "what lies under transparency": (
        "src/image.c",
        "background[k] * (LEVELS - alpha)",
        "background[k] * (254 - alpha)",
    ),
    "a pixel's weight": ("src/image.c", "if (weight <= 0) {", "if (weight <= 1) {"),
}


@pytest.mark.parametrize("name", PICTURE_FAULTS)
def test_a_fault_in_how_pictures_are_seen_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    core = loaded(compiled(tmp_path, fault=PICTURE_FAULTS[name])[0])
    vectors = json.loads((Path(__file__).parents[2] / "spec" / "vectors" / "image.json").read_text())

    def differ() -> int:
        """How many of the pictures are not seen as spec/vectors say."""
        seen = (picture.look(base64.b64decode(case["input"]), view(*case["view"])) for case in vectors)
        return sum(
            base64.b64encode(found.tobytes()).decode() != case["seen"]
            for found, case in zip(seen, vectors, strict=True)
        )

    def view(width: int, height: int, fit: int, background: int) -> picture.View:
        return picture.View(
            width, height, picture.FITS[fit], (background >> 16, background >> 8 & 255, background & 255)
        )

    assert differ() == 0
    monkeypatch.setattr(picture.library, "library", lambda: core)
    assert differ() > 0


def test_a_fault_in_a_depthwise_operator_over_pictures_is_found(tmp_path: Path) -> None:
    fault = ("src/kernels.inc", "(none, 0, back_across, 0", "(none, 0, back_across + 1, 0")
    core = loaded(compiled(tmp_path, fault=fault)[0])
    cases = [Case(name, pixels) for name, pixels in torture_pictures.cases().items()][:10]
    for seed in DEEP:
        request = Request(image_network(seed), [case.text for case in cases], 0)
        row, _ = compare("python", {"": python.answers(core, request)}, python.run(request)[""], cases)
        assert row["status"] == DIFFERENT


LATER_FAULTS = {
    "a gap between taps of a square": ("src/ops/conv2d.c", "i / op->size * op->stride", "i / op->size * op->dilation"),
    "rows of a square that lie apart": ("src/ops/conv2d.c", "top + i * op->dilation < down", "top + i < down"),
    "dilation of a depthwise square": ("src/kernels.inc", "z += d->dilation * step", "z += step"),
    "pixels that a mean counts": ("src/kernels.inc", "sum += number, pixels++;", "sum += number, pixels = 9;"),
    "the largest of a window": ("src/kernels.inc", "(largest, number), sum", "(largest, number + 1), sum"),
    "a row of gates": ("src/ops/depthwise.c", "weights[i] = 4", "weights[i] = 2"),
}
SIDES_FAULTS = {
    "the right end of a row": ("src/ops/mirror.c", "+ row - pixel - at", "+ at"),
    "weights packed for another shift": ("src/layout.c", "|| e->given != op->given", ""),
    "weights packed for numbers above zero": ("src/layout.c", "|| from->least != in->least", ""),
}


@pytest.mark.parametrize("name", LATER_FAULTS)
def test_a_fault_in_a_later_operator_over_pictures_is_found(name: str, tmp_path: Path) -> None:
    core = loaded(compiled(tmp_path, fault=LATER_FAULTS[name])[0])
    cases = [Case(name, pixels) for name, pixels in torture_pictures.cases().items()][:10]
    found = []
    for seed in (*range(16), *LATER_DEEP[:4]):
        request = Request(later_network(seed), [case.text for case in cases], 0)
        row, _ = compare("python", {"": python.answers(core, request)}, python.run(request)[""], cases)
        found.append(row["status"])
    assert DIFFERENT in found


@pytest.mark.parametrize("name", SIDES_FAULTS)
def test_a_fault_in_what_both_sides_share_is_found(name: str, tmp_path: Path) -> None:
    core = loaded(compiled(tmp_path, fault=SIDES_FAULTS[name])[0])
    cases = [Case(name, pixels) for name, pixels in torture_pictures.cases().items()][:4]
    found = []
    for package in [make(seed) for make in (mirrored_network, twice_network) for seed in range(4)]:
        request = Request(package, [case.text for case in cases], 0)
        row, _ = compare("python", {"": python.answers(core, request)}, python.run(request)[""], cases)
        found.append(row["status"])
    assert DIFFERENT in found


def test_a_verifier_that_lets_values_share_while_they_are_needed_is_found(tmp_path: Path) -> None:
    """Without the check, plans that write over what is still to be read are run: attacks/later.py would show it."""
    fault = ("src/plan.c", "PN_TRY(check_sharing(m));", "")
    core = loaded(compiled(tmp_path, fault=fault)[0])
    answers = [
        python.answers(core, Request(case.make(), [b""], 0)) for case in attacks() if case.code == "package.value"
    ]
    assert any(not found.error for found in answers)


def test_without_vector_instructions(tmp_path: Path) -> None:
    assert [row["status"] for row in verdict(tmp_path, flags=["-DPN_SCALAR"])] == [EQUAL, EQUAL]


def test_unoptimised(tmp_path: Path) -> None:
    assert [row["status"] for row in verdict(tmp_path, flags=["-O0", "-fno-sanitize=undefined"])] == [EQUAL, EQUAL]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_core_is_found(name: str, tmp_path: Path) -> None:
    assert DIFFERENT in [row["status"] for row in verdict(tmp_path, fault=FAULTS[name])]
