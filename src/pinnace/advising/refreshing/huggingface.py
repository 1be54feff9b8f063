"""Hugging Face's inference endpoints: the tables of docs/source/support/pricing.md in
huggingface/hf-endpoints-documentation."""

from __future__ import annotations

HOME = "https://raw.githubusercontent.com/huggingface/hf-endpoints-documentation/main/docs/source/support/pricing.md"
CONFIDENCE = "verified"
COLUMNS = {"Provider": "provider", "Instance Type": "accelerator", "Instance Size": "size"}


def url(home: str, wanted: dict[str, str]) -> str:
    return home


def price(body: bytes, wanted: dict[str, str]) -> float:
    """USD an hour of the row with that provider, type and size."""
    header: list[str] = []
    for line in body.decode("utf-8").splitlines():
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
        if "Hourly rate" in cells:
            header = cells
        elif header and len(cells) == len(header):
            row = dict(zip(header, cells, strict=True))
            if all(row.get(column) == wanted[key] for column, key in COLUMNS.items()):
                return float(row["Hourly rate"].lstrip("$"))
        else:
            header = []
    raise ValueError(f"no row for {wanted['provider']} {wanted['accelerator']} {wanted['size']}")
