"""Fresh prices, from small files in the sources' documented formats that a server on the loopback sends."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from pinnace.advising import load, refreshing
from pinnace.advising.refreshing import azure, huggingface, skypilot
from pinnace.advising.refreshing.fetching import fetch
from pinnace.cli.main import run
from pinnace.errors import PinnaceError

MACHINE = {
    "currencyCode": "USD", "tierMinimumUnits": 0.0, "retailPrice": 0.096, "unitPrice": 0.096, "armRegionName": "eastus",
    "effectiveStartDate": "2022-01-01T00:00:00Z", "meterName": "D2s v5", "unitOfMeasure": "1 Hour",
    "productName": "Virtual Machines Dsv5 Series", "skuName": "D2s v5", "serviceName": "Virtual Machines",
    "serviceFamily": "Compute", "armSkuName": "Standard_D2s_v5", "type": "Consumption",
}  # fmt: skip
AZURE = {
    "BillingCurrency": "USD",
    "Items": [
        {**MACHINE, "retailPrice": 0.188, "productName": "Virtual Machines Dsv5 Series Windows"},
        {**MACHINE, "retailPrice": 0.02, "meterName": "D2s v5 Spot"},
        {**MACHINE, "retailPrice": 0.099},
    ],
    "NextPageLink": None,
    "Count": 3,
}
HUGGINGFACE = """# Pricing

## CPU Instances

| Provider | Instance Type | Instance Size | Hourly rate | vCPUs | Memory | Architecture |
| -------- | ------------- | ------------- | ----------- | ----- | ------ | ------------ |
| aws      | intel-spr     | x1            | $0.033      | 1     | 2 GB   | Sapphire     |
| aws      | intel-spr     | x2            | $0.071      | 2     | 4 GB   | Sapphire     |
| *aws*    | *intel-icl*   | *x2*          | *$0.064*    | *2*   | *4 GB* | *going*      |

## GPU Instances

| Provider | Instance Type | Instance Size | Hourly rate | GPUs | Memory | Architecture |
| -------- | ------------- | ------------- | ----------- | ---- | ------ | ------------ |
| aws      | nvidia-t4     | x1            | $0.5        | 1    | 14 GB  | NVIDIA T4    |
"""
SKYPILOT = """\
InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,AvailabilityZone
m7g.large,,,2.0,8.0,,0.0816,0.03,us-east-1,us-east-1a
m7g.large,,,2.0,8.0,,0.0901,0.03,eu-west-1,eu-west-1a
g5.xlarge,A10G,1.0,4.0,16.0,"{'Gpus': [{'Name': 'A10G'}]}",1.106,0.4,us-east-1,us-east-1b
g5.xlarge,A10G,1.0,4.0,16.0,"{'Gpus': [{'Name': 'A10G'}]}",,0.4,us-east-1,us-east-1c
"""


class Handler(BaseHTTPRequestHandler):
    bodies: ClassVar[dict[str, bytes]] = {
        "/azure": json.dumps(AZURE).encode(),
        "/hf.md": HUGGINGFACE.encode(),
        "/catalogs/aws/vms.csv": SKYPILOT.encode(),
        "/broken.md": b"# nothing here",
    }

    def do_GET(self) -> None:
        body = self.bodies.get(self.path.partition("?")[0])
        if self.path == "/away":
            self.send_response(302)
            self.send_header("location", "http://example.com/prices")
            self.end_headers()
            return
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def homes(home: str) -> dict[str, str]:
    return {"azure": f"{home}/azure", "huggingface": f"{home}/hf.md", "skypilot": f"{home}/catalogs"}


def test_each_source_is_read(home: str) -> None:
    rows = {row.id: row for row in refreshing.refresh(load(), homes(home))}
    assert {name: row.after for name, row in rows.items()} == {
        "aws.ec2.m7g.large": 0.0816,
        "aws.ec2.g5.xlarge": 1.106,
        "azure.vm.d2s_v5": 0.099,
        "hf.endpoint.x2": 0.071,
        "hf.endpoint.t4": 0.5,
    }


def test_fresh_prices_are_a_file_that_the_book_takes(home: str, tmp_path: Path) -> None:
    rows = refreshing.refresh(load(), homes(home))
    (tmp_path / "fresh.yaml").write_text(refreshing.changes(rows, date(2026, 11, 26)), encoding="utf-8")
    book = load(tmp_path / "fresh.yaml")
    assert book.items["hf.endpoint.x2"].price == 0.071
    assert book.items["azure.vm.d2s_v5"].confidence == "verified"
    assert book.items["aws.ec2.g5.xlarge"].as_of == date(2026, 11, 26)
    assert book.items["aws.egress"] == load().items["aws.egress"]


def test_a_source_that_is_away_or_says_something_else_is_a_problem_and_no_price(home: str) -> None:
    where = {"azure": f"{home}/missing", "huggingface": f"{home}/broken.md", "skypilot": f"{home}/away"}
    rows = refreshing.refresh(load(), where)
    assert all(row.after is None and row.problem for row in rows)


@pytest.mark.parametrize("url", ["http://example.com/x", "file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_only_https_or_the_loopback(url: str) -> None:
    with pytest.raises(PinnaceError) as error:
        fetch(url)
    assert error.value.code == "advise.refresh"


def test_a_redirect_to_plain_http_is_refused(home: str) -> None:
    with pytest.raises(PinnaceError, match="https only"):
        fetch(f"{home}/away")


def test_hostile_bodies_are_no_prices() -> None:
    for adapter in (azure, huggingface, skypilot):
        wanted = {
            "sku": "a",
            "region": "b",
            "provider": "c",
            "accelerator": "d",
            "size": "e",
            "cloud": "f",
            "instance": "g",
        }
        for body in (b"", b"[]", b'{"Items": [{}]}', b"\xff\xfe", b"|Hourly rate|\n|$x|\n", b"a,b\n1,2\n"):
            with pytest.raises((ValueError, KeyError, TypeError)):
                adapter.price(body, wanted)


def test_the_command_writes_the_file(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "fresh.yaml"
    sources = [word for name, url in homes(home).items() for word in ("--source", f"{name}={url}")]
    assert run(["advise", "prices", "refresh", "--out", str(out), *sources, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["prices"]) == 5
    assert load(out).items["azure.vm.d2s_v5"].price == 0.099
    gone = [word for name in homes(home) for word in ("--source", f"{name}={home}/missing")]
    assert run(["advise", "prices", "refresh", "--out", str(tmp_path / "none.yaml"), *gone]) == 1
    assert not (tmp_path / "none.yaml").exists()
