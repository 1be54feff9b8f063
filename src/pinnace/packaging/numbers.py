"""The numbers of spec/package.md: what reader and writer agree on. core/src/model.h holds the same for C."""

from __future__ import annotations

MAGIC = b"\x89PNC"
FORMAT = 1
CORE_LEVEL = 1  # of the linear rungs
NETWORK_LEVEL = 2
LATER_LEVEL = 3  # of networks with what level 2 did not know
HEADER = 16
LABELS, TENSORS, PLAN = 1, 2, 3
RAW, SPARSE_ROWS, DENSE = 0, 1, 2
INT32, UINT32, INT8, INT16 = 0, 1, 2, 3
SIZES = {INT32: 4, UINT32: 4, INT8: 1, INT16: 2}  # bytes of a number
TEXT, TEXT_VERSION = 1, 1
IMAGE, IMAGE_VERSION = 2, 1
GRAM_SUM, LOGISTIC, SOFTMAX = 1, 16, 17
EMBED, CONV, DEPTHWISE, POOL, ATTEND, GATE, ADD, GRU, PICTURE, CONV2D, DEPTHWISE2D = range(2, 13)
LATER = CONV2D_2, DEPTHWISE2D_2, POOL2D, SCALE, MIRROR = 13, 14, 15, 18, 19  # need LATER_LEVEL

LABEL_COUNT = 4096
LABEL_BYTES = 255  # of one label
LABELS_BYTES = 1 << 16  # of all labels, each with its length byte
ROWS = 1 << 20
WEIGHTS = 1 << 22  # of all tensors together
LEVELS = 64
ARENA = 1 << 24  # bytes


def varint(value: int) -> bytes:
    """LEB128: seven bits a byte, least significant first, shortest form."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])
