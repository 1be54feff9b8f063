"""One layer per file: each computes real numbers, or the exact integers of an operator of spec/ops.md."""

from pinnace.training.networks.layers.attend import Attend
from pinnace.training.networks.layers.conv import Conv
from pinnace.training.networks.layers.depthwise import Depthwise
from pinnace.training.networks.layers.embed import Embed
from pinnace.training.networks.layers.gate import Gate
from pinnace.training.networks.layers.gru import Gru
from pinnace.training.networks.layers.layer import Layer, Rows
from pinnace.training.networks.layers.pool import Pool

__all__ = ["Attend", "Conv", "Depthwise", "Embed", "Gate", "Gru", "Layer", "Pool", "Rows"]
