"""Tensors: their list, and raw ones."""

from __future__ import annotations

from attacks.case import attack
from attacks.recipe import bias, features, package, tensors


@attack("package.argument")
def no_tensor() -> bytes:
    """A plan that names tensors, and none there."""
    return package(tensors=tensors())


@attack("package.number")
def sixty_five() -> bytes:
    """One tensor more than the core has room for."""
    return package(tensors=tensors(*[bias()] * 65))


@attack("package.length")
def one_missing() -> bytes:
    """Three tensors announced, two there."""
    return package(tensors=tensors(features(), bias(), count=3))


@attack("package.tensor")
def unknown_coding() -> bytes:
    """A coding that no core knows."""
    return package(tensors=tensors(b"\x07" + features()[1:], bias()))


@attack("package.tensor")
def ids_descend() -> bytes:
    """Ids out of order: an update that appends would hit the wrong one."""
    return package(tensors=tensors(features(), bias(), ids=(1, 0)))


@attack("package.tensor")
def same_id() -> bytes:
    """Two tensors of one id."""
    return package(tensors=tensors(features(), bias(), ids=(5, 5)))


@attack("package.number")
def id_of_17_bits() -> bytes:
    """An id beyond 65535."""
    return package(tensors=tensors(features(), bias(), ids=(0, 65536)))


@attack("package.tensor")
def raw_without_rows() -> bytes:
    """A raw tensor of no numbers, which the plan then reads."""
    return package(tensors=tensors(features(), bias(rows=0)))


@attack("package.tensor")
def raw_without_columns() -> bytes:
    """The same, sideways."""
    return package(tensors=tensors(features(), bias(columns=0)))


@attack("package.length")
def raw_cut() -> bytes:
    """Two numbers announced, one there."""
    return package(tensors=tensors(features(), bias(columns=2)))


@attack("package.limit")
def raw_of_4_gb() -> bytes:
    """2^20 rows of 1024 numbers of 4 bytes: 2^32 bytes, which is 0 on 32 bits."""
    return package(tensors=tensors(features(), bias(rows=1 << 20, columns=1 << 10)))


@attack("package.number")
def raw_rows_of_32_bits() -> bytes:
    """2^32 - 1 rows."""
    return package(tensors=tensors(features(), bias(rows=0xFFFFFFFF)))
