"""The catalogue of SkyPilot, machines of many clouds: catalogs/v7/CLOUD/vms.csv in skypilot-org/skypilot-catalog."""

from __future__ import annotations

import csv
import io

HOME = "https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v7"
CONFIDENCE = "third_party"


def url(home: str, wanted: dict[str, str]) -> str:
    return f"{home}/{wanted['cloud']}/vms.csv"


def price(body: bytes, wanted: dict[str, str]) -> float:
    """USD an hour, on demand: the least of the zones of the region."""
    rows = csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""))
    found = [
        float(row["Price"])
        for row in rows
        if row["InstanceType"] == wanted["instance"] and row["Region"] == wanted["region"] and row["Price"]
    ]
    if not found:
        raise ValueError(f"no row for {wanted['instance']} in {wanted['region']}")
    return min(found)
