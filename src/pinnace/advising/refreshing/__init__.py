"""Fresh prices from public machine-readable sources. Never needed for a run: the result is a file that a person may
look at first."""

from pinnace.advising.refreshing.refresh import ADAPTERS, Refreshed, changes, refresh

__all__ = ["ADAPTERS", "Refreshed", "changes", "refresh"]
