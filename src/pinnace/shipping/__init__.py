"""From a package to what an app installs: one file per target."""

from pinnace.shipping.ship import TARGETS, ShipOutcome, ship

__all__ = ["TARGETS", "ShipOutcome", "ship"]
