"""Azure's retail prices: https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

HOME = "https://prices.azure.com/api/retail/prices"
CONFIDENCE = "verified"


def url(home: str, wanted: dict[str, str]) -> str:
    """Asks for one machine in one region, so that the answer is one page."""
    condition = (
        f"armSkuName eq '{wanted['sku']}' and armRegionName eq '{wanted['region']}' and priceType eq 'Consumption'"
    )
    return f"{home}?$filter={quote(condition)}"


def price(body: bytes, wanted: dict[str, str]) -> float:
    """USD an hour, on demand, Linux."""
    for item in json.loads(body)["Items"]:
        if _fits(item, wanted):
            return float(item["retailPrice"])
    raise ValueError(f"no hourly price of {wanted['sku']} in {wanted['region']}")


def _fits(item: dict[str, Any], wanted: dict[str, str]) -> bool:
    return (
        item["currencyCode"] == "USD"
        and item["unitOfMeasure"] == "1 Hour"
        and item["armSkuName"] == wanted["sku"]
        and item["armRegionName"] == wanted["region"]
        and not item.get("tierMinimumUnits")
        and "Windows" not in item["productName"]
        and not any(word in item["meterName"] for word in ("Spot", "Low Priority"))
    )
