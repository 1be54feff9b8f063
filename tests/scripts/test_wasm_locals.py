"""Locals of WebAssembly functions, renumbered: other numbers, the same instructions."""

from __future__ import annotations

import build_core
import pytest
import wasm_locals
from wasm_locals import Reader, leb

I32, I64, V128 = 0x7F, 0x7E, 0x7B
GET, SET = 0x20, 0x21


def body(*groups: tuple[int, int], code: bytes) -> bytes:
    return bytes([len(groups)]) + b"".join(bytes(group) for group in groups) + code


def test_grouped_by_type_the_most_used_first_and_the_unused_gone() -> None:
    # Locals behind one parameter: 1 i32 (once), 2 i64 (once), 3 i32 (three times), 4 i32 (never).
    before = body((1, I32), (1, I64), (2, I32), code=bytes([GET, 0, SET, 1, GET, 3, SET, 3, GET, 3, GET, 2, 0x0B]))
    after = body((2, I32), (1, I64), code=bytes([GET, 0, SET, 2, GET, 1, SET, 1, GET, 1, GET, 3, 0x0B]))
    assert wasm_locals.renumbered(before, 1) == after
    assert wasm_locals.renumbered(after, 1) == after


def test_what_looks_like_a_local_inside_an_operand_is_none() -> None:
    operands = [
        [0x41, 0x20],  # i32.const 32
        [0x42, 0xA0, 0x21],  # a constant of two bytes
        [0x28, 0x20, 0x21],  # i32.load, its alignment and offset
        [0xFD, 12, *[0x20] * 16],  # v128.const
        [0xFD, 13, *[0x21] * 16],  # i8x16.shuffle
        [0xFD, 84, 0x20, 0x20, 0x21],  # v128.load8_lane
        [0xFD, 27, 0x20],  # i32x4.extract_lane
        [0xFC, 10, 0x20, 0x21],  # memory.copy
        [0x0E, 2, 0x20, 0x21, 0x20],  # br_table
        [0x10, 0x20],  # call
    ]
    code = bytes([each for one in operands for each in one] + [SET, 1, GET, 1, SET, 0, 0x0B])
    assert wasm_locals.renumbered(body((2, I32), code=code), 0).endswith(
        code[:-7] + bytes([SET, 0, GET, 0, SET, 1, 0x0B])
    )


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="0x12"):  # return_call: nothing here makes one
        wasm_locals.renumbered(body(code=bytes([0x12, 0, 0x0B])), 0)
    with pytest.raises(ValueError, match="imports"):
        wasm_locals.renumber(b"\0asm\1\0\0\0" + bytes([2, 1, 0]))


@pytest.mark.parametrize("name", [output.name for output, _, _ in build_core.commands("wasm", build_core.OUT)])
def test_shipped_modules_are_renumbered(name: str) -> None:
    module = (build_core.OUT / name).read_bytes()
    assert wasm_locals.renumber(module) == module
    r = Reader(module, 8)
    while r.at < len(module):
        kind, content = r.byte(), r.bytes(r.number())
        if kind != wasm_locals.CODE:
            continue
        section = Reader(content)
        for function in [section.bytes(section.number()) for _ in range(section.number())]:
            declared = Reader(function)
            types = [(declared.number(), declared.byte())[1] for _ in range(declared.number())]
            assert len(types) == len(set(types))
            code = function[declared.at :]
            assert b"".join(one if at < 0 else one + leb(at) for one, at in wasm_locals.pieces(code)) == code
