"""Who pays: what is shown multiplies, and what classes pay is what their product brings in."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from builders.scenarios import ROOT, run_base, run_of, worked

from engine.report import Cell
from engine.scenario import Run, read_scenarios
from engine.show.analysis.payers import payers_table
from engine.text import Text

FILE, BENCH = worked()
FEN = Decimal("0.01")


def rows(of: Run) -> tuple[tuple[Cell, ...], ...]:
    return payers_table(of).rows


def products(of: Run) -> list[tuple[Cell, ...]]:
    """The rows of whole products: those with a quantity."""
    return [row for row in rows(of) if row[5] is not None]


def decimal(cell: Cell) -> Decimal:
    assert isinstance(cell, Decimal)
    return cell


def multiply(of: Run) -> None:
    total = Decimal(0)
    for row in products(of):
        price, quantity, paid = (decimal(row[at]) for at in (4, 5, 7))
        assert (price * quantity).quantize(FEN, ROUND_HALF_UP) == paid
        total += paid
    assert total == of.income.number


def test_price_times_quantity_is_what_is_paid() -> None:
    """At 0.2150 where 0.2298 was forecast, elasticity 0.4: 20,000,000 × (0.2298 ÷ 0.2150) ^ 0.4
    calls a year, with as many decimals as it takes and no more."""
    run = run_base(BENCH, FILE)
    multiply(run)
    first = products(run)[0]
    exact = Decimal(20_000_000) * (Decimal("0.2298") / Decimal("0.2150")) ** Decimal("0.4")
    assert abs(decimal(first[5]) - exact) < 1
    assert decimal(first[5]) != exact
    fewer = decimal(first[5]).as_tuple().exponent
    assert isinstance(fewer, int) and fewer >= -4  # half a fen is 0.023 of a call


def test_a_price_above_its_ceiling_is_marked_and_counted_at_the_ceiling() -> None:
    run = run_of(BENCH, FILE, "more-free-supply")
    multiply(run)
    above = [row for row in products(run) if row[8]]
    assert above
    assert all(row[4] == row[3] for row in above)
    assert any("上限" in note.zh for note in payers_table(run).notes)


@pytest.mark.long
def test_a_free_class_pays_nothing_and_the_charged_one_all() -> None:
    """Of 68 million calls three tenths serve welfare free of charge: industry pays for all."""
    demo = read_scenarios(ROOT / "examples" / "scenarios" / "demo-operator.yaml")
    run = run_of(BENCH, demo, "welfare-third")
    multiply(run)
    calls = [row for row in rows(run) if row[0] == "2026" and row[1] == products(run)[0][1]]
    whole, *classes = calls
    told = {str(row[2]): row for row in classes}
    charged, free = classes
    assert len(told) == 2
    assert (charged[6], charged[7]) == (Decimal("100.00"), whole[7])
    assert isinstance(charged[2], Text) and "140" in charged[2].zh
    assert (free[4], free[6], free[7]) == (None, None, Decimal("0.00"))
    assert isinstance(free[2], Text) and "无偿" in free[2].zh
