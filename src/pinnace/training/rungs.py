"""The rungs of the linear ladder: names and the bytes that a package of each may have."""

from __future__ import annotations

from dataclasses import dataclass

LIMITS = (4_500, 8_700, 16_500, 32_500, 65_000, 100_000, 250_000)


@dataclass(frozen=True)
class Step:
    """A rung before it is trained: `limit` bytes of package."""

    limit: int

    def name(self, suffix: str = "") -> str:
        return f"linear-{self.limit // 1000}KB{suffix}" if self.limit >= 1000 else f"linear-{self.limit}B{suffix}"


def steps(max_size: int | None) -> list[Step]:
    """Smallest first. A budget is a rung of its own, the largest, and uses it up."""
    if max_size is None:
        return [Step(limit) for limit in LIMITS]
    return [Step(limit) for limit in LIMITS if limit < 0.8 * max_size] + [Step(max_size)]
