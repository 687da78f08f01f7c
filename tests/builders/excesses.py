"""What evaluations hand on: their records as little as is read of them, and accounts of excess."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from builders.operators import CLOCK
from engine.determination import Account, Stage, Taking
from engine.record import Record, sealed

OPERATOR = "示例数据运营有限公司"
FIRST, SECOND, THIRD = range(2020, 2023), range(2023, 2026), range(2026, 2029)
"""Three cycles, one after another."""


def evaluation(years: range, excess: str = "900.00", **more: Any) -> Record:
    """The record of an evaluation, as little as is read of it."""
    judged: dict[str, Any] = {
        "stage": "final",
        "maximum": {str(year): "1000.00" for year in reversed(years)},
        **more.pop("judged", {}),
    }
    body = {
        "kind": "evaluation",
        "inputs": {"declared": {"operator": OPERATOR}, "determination": judged},
        "result": {"excess": excess, **more.pop("result", {})},
        **more,
    }
    return sealed(body, CLOCK)


def account(years: range, evaluation: str, excess: int = 900, *takings: Taking) -> Account:
    """The excess of a cycle, as an evaluation hands it on."""
    return Account(
        operator=OPERATOR,
        years=tuple(years),
        evaluation=evaluation,
        excess=Decimal(excess),
        takings=takings,
    )


def taking(years: range, amount: int, determination: str = "D-1", stage: str = "draft") -> Taking:
    """A determination that took `amount` in the first of its years, and nothing in the others."""
    taken = {year: Decimal(amount if year == years[0] else 0) for year in years}
    return Taking(determination=determination, stage=Stage(stage), years=tuple(years), taken=taken)
