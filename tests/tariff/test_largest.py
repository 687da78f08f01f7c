"""Both readers refuse alike what lies beyond the largest quantity of a product."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from builders.random_tariffs import DAY, MONTHLY, TITLE, document_of
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.tariff import TariffDocument, Usage, rate
from engine.tariff.columns.reader import Columns, rate_many

CENT = {"unit": "0.01", "mode": "half_up", "at": "line"}
UNIT = {"model": "per_unit", "price": "1", "accumulate": MONTHLY}
QUOTA = {"units": "10", "key": ["customer"], "within": {"period": "month"}}
MINUTES = {
    "unit": "priced", "converted": {
        "from": "unit", "divide_by": "60", "rounding": {"to": "1", "mode": "up"}, "rounded": "each_use",
    },
}  # fmt: skip
TOTAL = {**MINUTES, "converted": {**MINUTES["converted"], "rounded": "total"}}  # type: ignore[dict-item]
TIERS = {
    "model": "capacity", "accumulate": MONTHLY, "edges": "in_lower_band", "at_zero": "nothing",
    "tiers": [{"up_to": {"unit": "10", "priced": "10"}, "price": "1"}, {"price": "3"}],
}  # fmt: skip
WAYS: dict[str, dict[str, Any]] = {
    "plain": {"charge": UNIT},
    "quota": {"charge": UNIT, "free_quota": QUOTA},
    "each": {"charge": UNIT, "per": [MINUTES]},
    "total": {"charge": UNIT, "per": [TOTAL]},
    "counts": {"charge": UNIT, "per": ["unit", "priced"]},
    "tiers": {"charge": TIERS, "per": ["unit", "priced"]},
}


def tariff(way: str) -> TariffDocument:
    """A product of which a hundred units are the most."""
    product = {
        "id": "product", "title": TITLE, "unit": "unit", "largest_quantity": "100",
        "components": [{"id": "fee", "title": TITLE, **WAYS[way]}],
    }  # fmt: skip
    return document_of(DAY, 0, {"rounding": CENT, "products": [product]})


def one_by_one(document: TariffDocument, counts: dict[str, Decimal], prior: int | None) -> bool:
    (version,) = document.versions
    several = len(counts) > 1
    use = Usage(
        "product", DAY, quantity=None if several else counts["unit"], counts=counts if several else {},
        prior=None if prior is None else Decimal(prior), keys={"customer": "A"},
    )  # fmt: skip
    try:
        rate(document, version, [use], {})
    except Faults as faults:
        assert {fault.key for fault in faults.faults} == {"tariff.beyond_largest"}
        return True
    return False


def in_columns(document: TariffDocument, counts: dict[str, Decimal], prior: int | None) -> bool:
    (version,) = document.versions
    fine = {"unit": 1, "priced": 1_000}
    columns = {unit: np.array([int(many * fine[unit])]) for unit, many in counts.items()}
    rows = Columns(
        quantity=columns["unit"] if len(columns) == 1 else None,
        counts=columns if len(columns) > 1 else {},
        prior=None if prior is None else np.array([prior]),
    )
    try:
        rate_many(document, version, "product", rows)
    except Faults as faults:
        assert {fault.key for fault in faults.faults} == {"tariff.columns.beyond"}
        return True
    return False


@pytest.mark.parametrize(
    ("way", "unit", "priced", "prior", "refused"),
    [
        ("plain", 100, None, None, False),
        ("plain", 101, None, None, True),
        ("plain", 40, None, 60, False),
        ("plain", 40, None, 61, True),
        # Ten more are free.
        ("quota", 110, None, None, False),
        ("quota", 111, None, None, True),
        ("quota", 50, None, 60, False),
        ("quota", 50, None, 61, True),
        # A hundred minutes, or a hundred seconds that are rounded together.
        ("each", 6_000, None, None, False),
        ("each", 6_001, None, None, True),
        ("total", 100, None, None, False),
        ("total", 101, None, None, True),
        # Of both together, and of nothing nothing.
        ("counts", 40, "2.5", None, False),
        ("counts", 40, "2.501", None, True),
        ("counts", 5_000, "0", None, False),
        # Of each.
        ("tiers", 100, "100", None, False),
        ("tiers", 101, "1", None, True),
        ("tiers", 1, "100.001", None, True),
    ],
)
def test_the_largest_quantity(
    way: str, unit: int, priced: str | None, prior: int | None, refused: bool
) -> None:
    counts = {"unit": Decimal(unit)}
    if priced is not None:
        counts["priced"] = Decimal(priced)
    document = tariff(way)
    assert one_by_one(document, counts, prior) is refused
    assert in_columns(document, counts, prior) is refused


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*WAYS]), st.integers(0, 250), st.integers(0, 250_000), st.none() | st.integers(0, 150)
)  # fmt: skip
def test_both_readers_refuse_alike(way: str, unit: int, priced: int, prior: int | None) -> None:
    counts = {"unit": Decimal(unit)}
    if way in ("counts", "tiers"):
        counts["priced"] = Decimal(priced).scaleb(-3)
        prior = None
    if way == "each":
        prior = None
    document = tariff(way)
    assert one_by_one(document, counts, prior) is in_columns(document, counts, prior)
