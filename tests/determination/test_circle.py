"""The circle worked by hand, from its files: each figure is a row that a price official can read."""

from __future__ import annotations

import datetime
import decimal
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.determination import (
    Determination,
    accounts_in,
    body_of_determination,
    deduction_of,
    determine,
)
from engine.law import Shelf, read_yaml
from engine.record import sealed
from engine.settlement import (
    Evaluation,
    body_of_evaluation,
    evaluate_cycle,
    permitted_by,
    read_incomes,
)
from engine.submission import read_submission

ROOT = Path(__file__).parents[2]
CLOCK = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)


def _law(name: str) -> Any:
    path = ROOT / "tests" / "cases" / "circle" / f"{name}.yaml"
    return read_yaml(path).tree


CASE = _law("determination")
AFTER = _law("evaluation")


def _determined(**more: Any) -> Determination:
    filed = read_submission(ROOT / CASE["submission"])
    return determine(Shelf(ROOT / "tariffs"), filed, CASE["method"], CASE["on"], **more)


def _evaluated(reading: str | None = None) -> Evaluation:
    record = sealed(body_of_determination(_determined()), CLOCK)
    incomes = ROOT / AFTER["incomes"]
    switches = {} if reading is None else {"excess_reading": reading}
    permitted = permitted_by(record, "record.json")
    return evaluate_cycle(
        Shelf(ROOT / "tariffs"),
        incomes.name,
        read_incomes(incomes),
        permitted,
        AFTER["on"],
        switches,
    )


def _same(figure: dict[str, Any], determination: Determination) -> None:
    found = determination.worksheet.step(figure["line"], figure.get("of")).number
    if "to" in figure:
        mode = decimal.ROUND_DOWN if figure.get("cut") else decimal.ROUND_HALF_UP
        found = found.quantize(Decimal(1).scaleb(-figure["to"]), rounding=mode)
    assert found == Decimal(figure["value"])


def _name(figure: dict[str, Any]) -> str:
    return f"{figure['line']}-{figure.get('of', '')}".rstrip("-")


@pytest.fixture(scope="module")
def determination() -> Determination:
    """The circle in the default readings."""
    return _determined()


@pytest.mark.parametrize("figure", CASE["figures"], ids=_name)
def test_a_figure_of_the_determination(
    figure: dict[str, Any], determination: Determination
) -> None:
    _same(figure, determination)


@pytest.mark.parametrize("reading", CASE["readings"], ids=lambda r: str(r["switches"]))
def test_another_reading(reading: dict[str, Any]) -> None:
    determination = _determined(switches=reading["switches"])
    for figure in reading["figures"]:
        _same(figure, determination)


@pytest.mark.parametrize("case", AFTER["excess"], ids=lambda c: str(c["reading"]))
def test_the_excess_of_the_cycle(case: dict[str, Any]) -> None:
    assert _evaluated(case["reading"]).excess.number == Decimal(case["value"])
    if case.get("default"):
        assert _evaluated().excess.number == Decimal(case["value"])


@pytest.mark.parametrize("case", AFTER["next"]["maxima"], ids=lambda c: str(c["timing"]))
def test_the_next_cycle(case: dict[str, Any]) -> None:
    record = sealed(body_of_evaluation(_evaluated()), CLOCK)
    filed, file = read_submission(ROOT / AFTER["next"]["submission"]), "evaluation.json"
    handed_on = [(file, accounts_in(record, file, filed.submission.operator.name))]
    deduction = deduction_of(handed_on, filed.submission.cycle.first_year)
    for switches in ({"deduction_timing": case["timing"]}, *([{}] if case.get("default") else [])):
        determination = determine(
            Shelf(ROOT / "tariffs"),
            filed,
            CASE["method"],
            AFTER["next"]["on"],
            switches,
            deduction=deduction,
        )
        found = {year: determination.maximum(year).number for year in determination.years}
        assert found == {int(year): Decimal(amount) for year, amount in case["maximum"].items()}
