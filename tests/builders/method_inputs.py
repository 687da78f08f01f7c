"""Inputs for each method document on the shelf, drawn at random within what is plausible."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import cache

from builders.methods import DETERMINED, SHELF
from builders.operators import determined
from engine.law import Declaration
from engine.method import InputCell, InputRow, Inputs, Method, MethodVersion, Worksheet, evaluate

WATER = "cn/urban-water-2021"
GRID = "cn/grid-transmission"
OIL = "cn/oil-pipeline-evaluation"
BLOCKS = "abroad/building-blocks"
DATA = "cn/ndrc-2025-65"
LATER = datetime.date(2026, 12, 1)
"""A day on which every method is in force."""


def version(document: str) -> MethodVersion:
    found = SHELF.get(document, Method).in_force(DETERMINED if document == DATA else LATER)
    assert found is not None
    return found


def cell(value: object) -> InputCell:
    return InputCell(Decimal(str(value)), (Declaration(file="test", place="inputs"),))


def given(values: Mapping[str, object]) -> dict[str, InputCell | Mapping[int, InputCell]]:
    """Figures of the cycle, or by year when they are a mapping."""
    return {
        name: {year: cell(one) for year, one in value.items()}
        if isinstance(value, Mapping)
        else cell(value)
        for name, value in values.items()
    }


def computed(
    document: str,
    values: Mapping[str, object],
    parameters: Mapping[str, object],
    years: tuple[int, ...] = (),
    switches: Mapping[str, str] | None = None,
    blocks: tuple[str, ...] | None = None,
) -> Worksheet:
    """The worksheet of a document on plain figures."""
    inputs = Inputs(
        scalars=given(values),
        parameters={name: cell(value) for name, value in parameters.items()},
        switches=switches or {},
        years=years,
        blocks=blocks,
    )
    return evaluate(document, version(document), inputs)


def drawn(document: str, seed: int) -> Inputs:
    """Random inputs of a document; the same for the same seed."""
    return _DRAWN[document](random.Random(f"{document} {seed}"))


def worksheet(document: str, inputs: Inputs) -> Worksheet:
    return evaluate(document, version(document), inputs)


def _yuan(source: random.Random, least: float, most: float) -> str:
    return f"{source.uniform(least, most):.2f}"


def _rate(source: random.Random, least: float, most: float) -> str:
    return f"{source.uniform(least, most):.4f}"


def _reading(source: random.Random, document: str) -> dict[str, str]:
    """A reading of each switch."""
    return {
        switch.id: source.choice([value.id for value in switch.values])
        for switch in version(document).switches
    }


def _water(source: random.Random) -> Inputs:
    values = {
        **{
            name: _yuan(source, 1e6, 9e7)
            for name in ("depreciation", "amortisation", "operation", "income_tax")
        },
        **{
            name: _yuan(source, 1e4, 1e6)
            for name in ("urban_maintenance_tax", "education_surcharge")
        },
        **{
            name: _yuan(source, 1e7, 9e8)
            for name in ("net_fixed", "net_intangible", "working_capital")
        },
        "treasury_yield": _rate(source, 1, 4),
        "loan_prime_rate": _rate(source, 2, 5),
        **{
            f"gearing_{which}": _rate(source, 20, 80)
            for which in (
                "three_years_before",
                "two_years_before",
                "one_year_before",
                "before_review",
            )
        },
        "volume": source.randint(10_000_000, 90_000_000),
        "actual_volume": source.randint(10_000_000, 90_000_000),
        "design_volume": source.randint(20_000_000, 120_000_000),
    }
    return Inputs(
        scalars=given(values),
        parameters={"equity_spread": cell(_rate(source, 0, 4))},
        switches=_reading(source, WATER),
    )


def _grid(source: random.Random) -> Inputs:
    values = {
        **{name: _yuan(source, 1e8, 9e9) for name in ("depreciation", "operation")},
        **{
            name: _yuan(source, 1e8, 9e10)
            for name in ("net_fixed", "net_intangible", "working_capital")
        },
        "equity_rate": _rate(source, 3, 8),
        "debt_rate": _rate(source, 2, 5),
        "income_tax_rate": source.choice([25, 20, 15]),
        "vat_rate": 13,
        # Above and below the tax on sales: surcharges are 0 where nothing is due.
        "input_vat": _yuan(source, 0, 4e9),
        "urban_maintenance_rate": source.choice([7, 5, 1]),
        "education_surcharge_rate": 3,
        "local_education_surcharge_rate": source.choice([0, 2]),
        "energy": source.randint(10**9, 10**11),
    }
    return Inputs(
        scalars=given(values),
        parameters={"gearing": cell(_rate(source, 20, 80))},
        switches=_reading(source, GRID),
    )


def _oil(source: random.Random) -> Inputs:
    years = (2025, 2026, 2027)
    values = {
        "income": {year: _yuan(source, 8e9, 1.2e10) for year in years},
        "income_of_new_assets": {year: _yuan(source, 0, 8e8) for year in years},
        "maximum": "9902000000",
    }
    return Inputs(scalars=given(values), switches=_reading(source, OIL), years=years)


def _blocks(source: random.Random) -> Inputs:
    years = tuple(range(2026, 2026 + source.randint(3, 5)))
    by_year: dict[str, Callable[[], str]] = {
        "capex": lambda: _yuan(source, 1e6, 9e7),
        "opex": lambda: _yuan(source, 1e6, 5e7),
        "inflation": lambda: _rate(source, 0, 4),
        "income": lambda: _yuan(source, 5e7, 3e8),
    }
    values: dict[str, object] = {
        name: {year: draw() for year in years} for name, draw in by_year.items()
    }
    values |= {
        "opening_assets": _yuan(source, 1e8, 1e9),
        # Part of a year, and a life that ends within the cycle.
        "remaining_life": source.choice(["2.5", "4", "17.25", "30"]),
        "life": source.choice(["5", "40", "12.5"]),
        "opening_tax_assets": _yuan(source, 1e8, 1e9),
        "remaining_tax_life": source.choice(["3.5", "10", "25"]),
        "tax_life": source.choice(["5", "20"]),
        "equity_rate": _rate(source, 5, 11),
        "debt_rate": _rate(source, 2, 6),
        "income_tax_rate": source.choice([30, 25]),
        "carry_over": _yuan(source, -1e7, 1e7),
        "interest": _rate(source, 0, 6),
    }
    parameters = {
        "gearing": _rate(source, 30, 70),
        "imputation": source.choice([0, 25, "58.5"]),
        "yearly_change": _rate(source, -3, 5),
    }
    return Inputs(
        scalars=given(values),
        parameters={name: cell(value) for name, value in parameters.items()},
        switches=_reading(source, BLOCKS),
        years=years,
    )


@cache
def _worked() -> Inputs:
    """What the worked operator's submission puts into the method of 发改价格〔2025〕65号."""
    return determined().worksheet.inputs


def _data(source: random.Random) -> Inputs:
    worked = _worked()

    def moved(row: InputRow) -> InputRow:
        return {
            name: cell(f"{one.value * Decimal(source.randint(50, 200)) / 100:.2f}")
            if name in ("submitted", "quantity") and isinstance(one.value, Decimal)
            else one
            for name, one in row.items()
        }

    tables = {table: [moved(row) for row in rows] for table, rows in worked.tables.items()}
    switches = {
        "profit_tax": source.choice(["after_income_tax", "before_income_tax"]),
        "deduction_timing": source.choice(["evenly", "first_year"]),
    }
    return replace(
        worked,
        tables=tables,
        scalars={**worked.scalars, "deduction": cell(_yuan(source, 0, 9e6))},
        parameters={**worked.parameters, "spread": cell(_rate(source, 0, 6))},
        switches={**worked.switches, **switches},
    )


_DRAWN: Mapping[str, Callable[[random.Random], Inputs]] = {
    WATER: _water,
    GRID: _grid,
    OIL: _oil,
    BLOCKS: _blocks,
    DATA: _data,
}
DOCUMENTS = tuple(_DRAWN)


def near(found: Decimal, expected: Decimal | int, relative: str = "1e-40") -> bool:
    """Whether two figures are the same but for the last of fifty digits."""
    with localcontext(prec=80):
        return abs(found - expected) <= abs(Decimal(expected)) * Decimal(relative)
