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
from builders.shelf import quoted
from builders.tariffs import opening, written

from engine.law import Shelf, read_yaml
from engine.quote import Quote

HERE = Path(__file__).parents[1] / "data" / "second_look" / "wild"


def answered(folder: Path, case: str, request: str, said: str) -> Quote:
    """Return the quote of a case whose document also says `said`, as `before → after`."""
    ask = read_yaml(HERE / case / f"{request}.yaml").tree
    tariffs = folder / "tariffs"
    shutil.copytree(HERE / case / "tariffs", tariffs)
    old, _, new = said.partition(" → ")
    path = tariffs / f"{ask['tariff']}.yaml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new) if old else content, encoding="utf-8")
    return quoted(Shelf(tariffs), ask)


CONTRACT = "proration: started_whole} → proration: started_whole, runs: contract}"
BY_DAY = "proration: by_day} → proration: by_day, runs: contract}"


@pytest.mark.parametrize(
    ("case", "request_", "said", "expected"),
    [
        # A yearly quota of 10 over monthly bands of 100: 90 × 1 in the first month, 100 × 1 in the
        # second, whose quota is used up.
        ("12-quota-year-bands-month", "r", "", "190.00"),
        # A quota of 10 of the customer, over bands of 100 of each project: 90 × 1 of the first and
        # 100 × 1 of the second.
        ("12b-quota-key-wider", "r", "", "190.00"),
        ("12b-quota-key-wider", "lines", "", "190.00"),
        # 60 less a yearly quota of 10 in the first month, 30 in the second: a package of 50 each,
        # at 10.
        ("12c-quota-package", "r", "", "20.00"),
        # A contract year of 100,000 and 200,000 × 0.05.
        ("23-annual-basic-fee", "annual", CONTRACT, "110000.00"),
        ("23-annual-basic-fee", "annual-day", BY_DAY, "110000.00"),
        ("23-annual-basic-fee", "annual-day-leap", BY_DAY, "110000.00"),
        # By the years of the calendar: 184/365 + 181/365 are one, but 184/365 + 182/366 are more:
        # 100,137.73486….
        ("23-annual-basic-fee", "annual-day", "", "110000.00"),
        ("23-annual-basic-fee", "annual-day-leap", "", "110137.73"),
        # A contract month of 310; by those of the calendar 17/31 and 14/28 of it, 170 + 155.
        ("23-annual-basic-fee", "month-day", BY_DAY, "310.00"),
        ("23-annual-basic-fee", "month-day", "", "325.00"),
        # A quarter of 30.
        ("30-quarter", "r", "", "30.00"),
    ],
)
def test_the_amount_that_is_right_comes_out(
    tmp_path: Path, case: str, request_: str, said: str, expected: str
) -> None:
    made = answered(tmp_path, case, request_, said)
    assert made.missing == ()
    assert made.as_json()["total"] == expected


def test_the_basic_fee_of_a_contract_year_is_its_price(tmp_path: Path) -> None:
    made = answered(tmp_path, "23-annual-basic-fee", "annual", CONTRACT)
    (basic,) = [line for line in made.lines if line.label.zh == "基础技术服务费"]
    assert basic.amount is not None
    assert str(basic.amount.number) == "100000.00"


MINUTES = """\
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
    written(tmp_path, "wild/minutes", opening("wild/minutes") + MINUTES)
    shelf = Shelf(tmp_path)

    def total(line: dict[str, Any], **more: Any) -> Decimal:
        ask = {"on": "2026-03-31", "tariff": "wild/minutes", "customer": {"name": "c"}, **more}
        made = quoted(shelf, {**ask, "lines": [{"product": "call", **line}]})
        return Decimal(made.as_json()["total"])

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
    tree = yaml.safe_load((HERE / "ar.yaml").read_text(encoding="utf-8"))
    (component,) = tree["versions"][0]["products"][0]["components"]
    component["charge"]["accumulate"] = {"key": component["free_quota"]["key"], "period": "month"}
    tree["versions"][0]["products"][0]["components"] = [component]
    written(tmp_path, "demo/ar", yaml.safe_dump(tree, allow_unicode=True))
