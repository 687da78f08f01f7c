"""The worked operator, changed piece by piece, for tests of determinations."""

from __future__ import annotations

import copy
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.determination import Account, Deduction, Determination, determine
from engine.law import Located, Shelf, read_yaml
from engine.submission import Filed, accepted

ROOT = Path(__file__).parents[2]
CIRCLE = ROOT / "examples" / "operators" / "circle.yaml"
INCOMES = ROOT / "examples" / "operators" / "circle-incomes.yaml"
METHOD = "cn/ndrc-2025-65"
DAY = datetime.date(2026, 3, 1)
CLOCK = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
SHELF = Shelf(ROOT / "tariffs")

OBJECTIONS = """objections:
  - id: welfare-cap
    line: reviewed
    of: welfare
    by: 示例数据运营有限公司
    on: 2026-03-20
    said: 福利费含补充医疗保险，应另行核定
    outcome: rejected
    answer: 无依据
  - {id: second, line: maximum, by: 示例, on: 2026-03-21, said: 太低}
"""
"""Two objections to the worked determination, one of them not answered."""

Tree = dict[str, Any]


def tree() -> Tree:
    """Return the worked submission as plain values, to be changed freely."""
    return copy.deepcopy(read_yaml(CIRCLE).tree)


def entry(whole: Tree, listed: str, identifier: str) -> Tree:
    """Return one entry of a list of the submission."""
    return next(one for one in whole[listed] if one["id"] == identifier)


def filed(whole: Tree) -> Filed:
    """Return a submission from plain values; raises Faults when it is not one."""
    return accepted(Located("circle.yaml", whole))


def by_hours(whole: Tree) -> Tree:
    """Return `whole`, its pool of computing shared by measured hours: 75 of 100 are paid, 52.5 of
    them of calls."""
    whole["drivers"] = [
        {
            "id": "hours",
            "title": "机时",
            "unit": "小时",
            "paid": Decimal(7500),
            "free": Decimal(2500),
            "products": {
                "verification-call": Decimal(5250),
                "enterprise-data-package": Decimal(2250),
            },
        }
    ]
    pool = entry(whole, "pools", "computing")
    del pool["paid_share"]
    pool["by"] = "hours"
    for product in whole["products"]:
        del product["shares"]["computing"]
    return whole


def with_year_before(whole: Tree, part: Decimal) -> Tree:
    """Return `whole` with 2024 before it, in which each item and subsidy was that `part` of it."""
    whole["earlier_years"] = [{"year": 2024, "income": Decimal(9000000)}]
    whole["earlier"] = [
        {"of": one["id"], "year": 2024, "amount": one["amount"] * part}
        for one in (*whole["items"], *whole["subsidies"])
        if one.get("tag") != "asset"
    ]
    return whole


def determined(whole: Tree | None = None, **more: Any) -> Determination:
    """Return the determination of a submission, by default the worked one."""
    return determine(SHELF, filed(tree() if whole is None else whole), METHOD, DAY, **more)


def deducting(excess: Decimal, number: str = "EVALUATION-1") -> Deduction:
    """Return the deduction of the worked operator's excess of 2023 to 2025, in yuan."""
    account = Account(
        operator=tree()["operator"]["name"],
        years=(2023, 2024, 2025),
        evaluation=number,
        excess=excess,
    )
    return Deduction(accounts=(account,))


def value(determination: Determination, line: str, key: str | int | None = None) -> Decimal:
    """Return the figure of a line."""
    return determination.worksheet.step(line, key).number
