"""Charges as real tariffs have them, each from a document and a request that once came out wrong.

The amounts are worked by hand in the rows; what a document did not say is said in the row as well.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.law import Located, Shelf, checked, read_yaml
from engine.quote import Quote, QuoteRequest, quote

HERE = Path(__file__).parents[1] / "data" / "second_look" / "wild"


def answered(folder: Path, case: str, request: str, changes: dict[str, Any], said: str) -> Quote:
    """Return the quote of a case whose document also says `said`, as `before → after`."""
    tariffs = folder / "tariffs"
    shutil.copytree(HERE / case / "tariffs", tariffs)
    old, _, new = said.partition(" → ")
    for path in tariffs.rglob("*.yaml") if old else ():
        written = path.read_text(encoding="utf-8")
        path.write_text(written.replace(old, new), encoding="utf-8")
    ask = {**read_yaml(HERE / case / f"{request}.yaml").tree, **changes}
    located = Located("case.yaml", ask, {})
    return quote(Shelf(tariffs), checked(QuoteRequest, located), located)


CONTRACT = "proration: started_whole} → proration: started_whole, runs: contract}"
BY_DAY = "proration: by_day} → proration: by_day, runs: contract}"


@pytest.mark.parametrize(
    ("case", "request_", "changes", "said", "expected"),
    [
        # A yearly quota of 10 over monthly bands of 100: 90 × 1 in the first month, 100 × 1 in the
        # second, whose quota is used up.
        ("12-quota-year-bands-month", "r", {}, "", "190.00"),
        ("12b-quota-key-wider", "r", {}, "", "190.00"),
        ("12b-quota-key-wider", "lines", {}, "", "190.00"),
        ("12c-quota-package", "r", {}, "", "20.00"),
        # A contract year of 100,000 and 200,000 × 0.05.
        ("23-annual-basic-fee", "annual", {}, CONTRACT, "110000.00"),
        ("23-annual-basic-fee", "annual-day", {}, BY_DAY, "110000.00"),
        ("23-annual-basic-fee", "annual-day-leap", {}, BY_DAY, "110000.00"),
        # A quarter of 30.
        ("30-quarter", "r", {}, "", "30.00"),
    ],
)
def test_the_amount_that_is_right_comes_out(
    tmp_path: Path, case: str, request_: str, changes: dict[str, Any], said: str, expected: str
) -> None:
    made = answered(tmp_path, case, request_, changes, said)
    assert made.missing == ()
    assert made.as_json()["total"] == expected


def test_the_basic_fee_of_a_contract_year_is_its_price(tmp_path: Path) -> None:
    made = answered(tmp_path, "23-annual-basic-fee", "annual", {}, CONTRACT)
    (basic,) = [line for line in made.lines if line.label.zh == "基础技术服务费"]
    assert basic.amount is not None
    assert str(basic.amount.number) == "100000.00"


MINUTES = """\
kind: tariff
id: wild/minutes
title: {zh: 例, en: Example}
jurisdiction: DEMO
role: set
stands_under: none
vat: excluded
currency: CNY
versions:
  - published: 2026-01-01
    from: 2026-01-01
    cites: [{instrument: 例, evidence: illustrative, applies: directly}]
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {minute: {title: {zh: 分钟, en: minute}, whole: false, decimals: 1}}
    products:
      - id: call
        title: {zh: 通话, en: Call}
        unit: minute
        components:
          - id: fee
            title: {zh: 通话费, en: Call charge}
            per: [{unit: minute, started_whole: true, started_of: total}]
            charge: {model: per_unit, price: "0.70", accumulate: {key: [customer], period: month}}
"""


def test_thirteen_and_a_half_minutes_in_parts_cost_what_they_cost_whole(tmp_path: Path) -> None:
    """14 started minutes of the month: 14 × 0.70 = 9.80, however they are asked for."""
    path = tmp_path / "wild" / "minutes.yaml"
    path.parent.mkdir()
    path.write_text(MINUTES, encoding="utf-8")
    shelf = Shelf(tmp_path)
    assert shelf.check("wild/minutes") == ()

    def total(line: dict[str, Any], **more: Any) -> Decimal:
        ask = {"on": "2026-03-31", "tariff": "wild/minutes", "customer": {"name": "c"}, **more}
        located = Located("case.yaml", {**ask, "lines": [{"product": "call", **line}]}, {})
        return Decimal(quote(shelf, checked(QuoteRequest, located), located).as_json()["total"])

    assert total({"quantity": Decimal("13.5")}) == Decimal("9.80")
    parts = [Decimal(part) for part in ("4.2", "0.1", "6.6", "2.6")]
    before, sums = Decimal(0), []
    for part in parts:
        used = {"period": "2026-03", "used": {"minute": before}}
        sums.append(total({"quantity": part}, position=[used] if before else "none"))
        before += part
    assert before == Decimal("13.5")
    assert sum(sums) == Decimal("9.80")


def test_a_quota_beside_a_charge_that_counts_nothing_is_refused_by_check(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    shutil.copy(HERE / "ar.yaml", tmp_path / "demo" / "ar.yaml")
    (found,) = Shelf(tmp_path).check("demo/ar")
    assert found.key == "tariff.check.quota_needs_accumulate"
    written = yaml.safe_load((HERE / "ar.yaml").read_text(encoding="utf-8"))
    (component,) = written["versions"][0]["products"][0]["components"]
    component["charge"]["accumulate"] = {"key": component["free_quota"]["key"], "period": "month"}
    written["versions"][0]["products"][0]["components"] = [component]
    (tmp_path / "demo" / "ar.yaml").write_text(
        yaml.safe_dump(written, allow_unicode=True), encoding="utf-8"
    )
    assert Shelf(tmp_path).check("demo/ar") == ()
