"""Pictures within the page: as the network sees them, pixel by pixel."""

from __future__ import annotations

import base64
import io

import numpy as np
from numpy.typing import NDArray


def inline(seen: NDArray[np.uint8]) -> str:
    """(H, W, 3) as a data: URI of a PNG."""
    from PIL import Image

    data = io.BytesIO()
    Image.fromarray(seen).save(data, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"
