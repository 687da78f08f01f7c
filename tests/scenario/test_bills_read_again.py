"""Bills by a list in bands a month, read a second time in plain fractions: shares, months, caps."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from builders.price_lists import CALLS, CHARGED, TEXT, a_list
from builders.proof import rounds
from builders.scenarios import run_base, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EDGES = (10, 1_000, 100_000, 5_000_000)

prices = st.decimals("0.0001", "4", places=4)
quantities = st.decimals("0.1", "20000000", places=1) | st.decimals("0.1", "99", places=3)
customers = st.sampled_from((1, 2, 3, 7, 1_000, 1_000_000))


@given(
    edges=st.lists(st.sampled_from(EDGES), max_size=3, unique=True).map(sorted),
    charged=st.lists(prices, min_size=4, max_size=4),
    classes=st.lists(st.tuples(quantities, customers), min_size=1, max_size=4),
    growth=st.sampled_from(("0", "3.3", "-12.5")),
    deviation=st.sampled_from(("0", "7.77", "-33.3", "-100")),
)
@settings(
    max_examples=rounds(15, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_class_pays_what_a_second_reading_says(
    tmp_path: Path,
    edges: list[int],
    charged: list[Any],
    classes: list[tuple[Any, int]],
    growth: str,
    deviation: str,
) -> None:
    ends = [*map(str, edges), None]
    bands = [
        {"above": low, "price": str(price)} | ({} if high is None else {"up_to": high})
        for low, high, price in zip(["0", *map(str, edges)], ends, charged, strict=False)
    ]
    charge = {
        "model": "graduated",
        "accumulate": {"key": ["customer", "product"], "period": "month"},
        "edges": "in_lower_band",
        "at_zero": "nothing",
        "bands": bands,
    }
    uses = [
        {"id": f"c{at}", "title": TEXT, "product": CALLS, "quantity": str(quantity)}
        | {"customers": count, "use": CHARGED}
        for at, (quantity, count) in enumerate(classes)
    ]
    market = {"price_list": {"tariff": "test/list"}, "growth": growth}
    base = {"market": {CALLS: market | {"deviations": {2027: deviation}}}, "uses": uses}
    run = run_base(a_list(tmp_path, charge), written(tmp_path, base))
    asked = [Fraction(quantity) for quantity, _ in classes]
    for later, year in enumerate(run.years):
        sale, ceiling = year.sales[0], Fraction(year.ceilings.ceilings[0].price.number)
        grown = sum(asked) * (1 + Fraction(growth) / 100) ** later
        whole = half_up(grown * (1 + Fraction(deviation) / 100) if year.year == 2027 else grown)
        paid = [
            of_class(units, count, bands, ceiling)
            for units, (_, count) in zip(shared(whole, asked), classes, strict=True)
        ]
        assert sale.quantity.number == whole
        told = [sale.paid.get(f"c{at}") for at in range(len(classes))]
        assert [0 if one is None else Fraction(one.amount.number) for one in told] == paid
        assert Fraction(sale.income.number) == sum(paid)


def half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def to_the_fen(amount: Fraction) -> Fraction:
    return Fraction(half_up(amount * 100), 100)


def shared(whole: int, parts: list[Fraction]) -> list[int]:
    """Whole units as the parts are; one more to each of the largest remainders."""
    exact = [whole * part / sum(parts) for part in parts]
    largest = sorted(range(len(parts)), key=lambda at: floor(exact[at]) - exact[at])
    more = set(largest[: whole - sum(map(floor, exact))])
    return [floor(one) + (at in more) for at, one in enumerate(exact)]


def of_class(units: int, count: int, bands: list[dict[str, Any]], ceiling: Fraction) -> Fraction:
    total, over = Fraction(0), units % count
    for each, alike in ((units // count + 1, over), (units // count, count - over)):
        for month, times in ((each // 12 + 1, each % 12), (each // 12, 12 - each % 12)):
            due = sum((in_band(month, band) for band in bands), Fraction(0))
            total += min(to_the_fen(due), to_the_fen(month * ceiling)) * times * alike
    return total


def in_band(units: int, band: dict[str, Any]) -> Fraction:
    high = units if "up_to" not in band else min(units, int(band["up_to"]))
    return max(high - int(band["above"]), 0) * Fraction(band["price"])
