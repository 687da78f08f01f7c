"""Prices by the period over whole columns, at the bounds of the calendar and of what columns hold."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.tariffs import tariff

from engine.law import Faults, Shelf
from engine.money import RoundingMode
from engine.tariff import TariffDocument
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.columns.spans import Spans
from engine.tariff.model.document import RoundingPlace

UNIT = (
    'charge: {model: per_period, price: "PRICE", period: PERIOD, proration: by_day, runs: calendar}'
)
FINE = f'discounts: [{{for: first, component: fee, percent: "99.{"9" * 14}"}}]'
"""What leaves 10⁻¹⁶."""


def of_days(
    folder: Path,
    price: str,
    first: str,
    last: str,
    period: str = "day",
    rest: str = "",
    at: str = "line",
    calls: int | None = None,
) -> list[int] | tuple[str, str, dict[str, object]]:
    """What the days of one row come to (micro-yuan), or the place, key and values of its fault."""
    per = "" if calls is None else "per: [call]\n"
    charge = UNIT.replace("PRICE", price).replace("PERIOD", period)
    (version,) = tariff(folder, per + charge, rest).versions
    rounding = version.rounding.model_copy(update={"at": RoundingPlace(at)})
    until = datetime.date(2028, 12, 31)
    version = version.model_copy(update={"rounding": rounding, "until": until})
    document = Shelf(folder).get("demo/models", TariffDocument)
    document = document.model_copy(update={"versions": (version,)})
    columns = Columns(
        counts={} if calls is None else {"call": np.array([calls])},
        facts={"kind": "a"},
        spans=Spans(*(np.array([day], dtype="M8[D]") for day in (first, last))),
    )
    try:
        return rate_many(document, version, "product", columns).total.tolist()
    except Faults as refused:
        (fault,) = refused.faults
        return fault.place, fault.key.removeprefix("tariff.columns."), dict(fault.values)


TOO_LONG: Any = ("fee", "too_long", {})


@pytest.mark.parametrize(
    ("price", "at", "days", "calls", "most"),
    [
        # Not rounded by row, so many millionths; half of what is otherwise in bounds.
        ("0.000001", "total", 1, 2**61 - 1, None),
        ("0.000001", "total", 1, 2**61, TOO_LONG),
        ("0.000001", "total", 2, 2**60 - 1, None),
        ("0.000001", "total", 2, 2**60, TOO_LONG),
        ("0.000003", "total", 1, (2**61 - 1) // 3, None),
        ("0.000003", "total", 1, (2**61 - 1) // 3 + 1, TOO_LONG),
        # To the fen, 10,000 millionths each.
        ("0.01", "line", 1, (2**62 - 1) // 10_000, None),
        ("0.01", "line", 1, (2**62 - 1) // 10_000 + 1, TOO_LONG),
    ],
)
def test_days_of_many_calls_stay_in_bounds(
    tmp_path: Path, price: str, at: str, days: int, calls: int, most: Any
) -> None:
    rest = f'largest_quantity: "{2**62}"'
    last = f"2026-03-0{days}"
    found = of_days(tmp_path, price, "2026-03-01", last, rest=rest, at=at, calls=calls)
    if most is None:
        exact = Fraction(price) * 10**6 * days * calls
        fen = floor(exact / 10_000 + Fraction(1, 2)) * 10_000
        most = [fen]
    assert found == most


@pytest.mark.parametrize(
    ("price", "last", "fits"),
    [
        # 0.05 × 10⁻¹⁶ are a part of 2 × 10¹⁵ of a fen; of the days of January and February, of 31 × 28
        # times as many: 1.736 × 10¹⁸, and 2⁶¹ are 2.306 × 10¹⁸.
        ("0.05", "2026-02-28", True),
        ("0.025", "2026-02-28", False),  # 4 × 10¹⁵: 3.472 × 10¹⁸
        ("0.025", "2026-01-31", True),
        # From January to March, of the days of the first and the last only.
        ("0.025", "2026-03-31", True),
        ("0.025", "2026-04-01", False),  # 31 × 30
    ],
)
def test_parts_of_months_stay_in_bounds(tmp_path: Path, price: str, last: str, fits: bool) -> None:
    found = of_days(tmp_path, price, "2026-01-02", last, "month", FINE)
    assert found == ([0] if fits else TOO_LONG)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        # A part of 31 of a whole number of millionths is none of its own but for all, or none.
        ("2026-01-01", "2026-01-31", [1_000_000]),
        ("2026-01-01", "2026-02-28", [2_000_000]),
        ("2026-01-01", "2026-01-30", ("fee", "too_fine", {})),
        # Half of February are fourteen days.
        ("2026-02-01", "2026-02-14", [500_000]),
    ],
)
def test_parts_of_what_is_not_rounded_by_row_are_whole_or_refused(
    tmp_path: Path, first: str, last: str, due: Any
) -> None:
    assert of_days(tmp_path, "1", first, last, "month", at="total") == due


OUTSIDE = {"first": datetime.date(2026, 1, 1), "last": datetime.date(2028, 12, 31)}


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        ("2026-01-01", "2028-12-31", [1_096 * 10**6]),
        ("2025-12-31", "2026-01-01", ("fee", "days_outside", OUTSIDE)),
        ("2028-12-31", "2029-01-01", ("fee", "days_outside", OUTSIDE)),
    ],
)
def test_days_of_these_prices_are_told(tmp_path: Path, first: str, last: str, due: Any) -> None:
    """Three years of which one is a leap year, at 1.00 a day."""
    assert of_days(tmp_path, "1", first, last) == due


def test_days_without_end_and_days_that_are_lacking_are_told(tmp_path: Path) -> None:
    charge = UNIT.replace("PRICE", "310").replace("PERIOD", "month")
    document = tariff(tmp_path, charge)
    (version,) = document.versions
    before = Spans(*(np.array([day], dtype="M8[D]") for day in ("2025-12-31", "2026-01-01")))
    for spans, key, values in (
        (before, "days_outside", {"first": datetime.date(2026, 1, 1), "last": "–"}),
        (None, "column_missing", {"unit": "spans"}),
    ):
        counts = {} if spans is not None else {"call": np.array([1])}
        columns = Columns(counts=counts, facts={"kind": "b"}, spans=spans)
        with pytest.raises(Faults) as refused:
            rate_many(document, version, "product", columns)
        (fault,) = refused.value.faults
        assert (fault.file, fault.place) == ("demo/models", "fee")
        assert (fault.key, fault.values) == (f"tariff.columns.{key}", values)


@pytest.mark.parametrize(
    ("first", "last", "since", "right"),
    [
        ("0001-01-01", "9999-12-31", None, True),
        ("2026-01-01", "2026-01-01", "0001-01-01", True),
        ("2026-01-01", "2026-01-01", "2026-01-01", True),
        ("2026-01-01", "2026-01-01", "0000-12-31", False),
        ("2026-01-02", "2026-01-01", None, False),
    ],
)
def test_days_are_those_of_the_calendar_in_order(
    first: str, last: str, since: str | None, right: bool
) -> None:
    """A row that is not in order is found beside one that is."""
    whole = ("2026-03-01", "2026-03-01", "2026-03-01")
    columns = [
        None if day is None else np.array([other, day], dtype="M8[D]")
        for day, other in zip((first, last, since), whole, strict=True)
    ]
    begun, ends, contract = columns
    assert begun is not None
    assert ends is not None
    assert Spans(begun, ends, None, contract).in_order is right


@pytest.mark.parametrize(
    "charge",
    [
        'charge: {model: per_unit, price: "1.5"}\n'
        'limits: {each_use: true, minimum: "2", apply: after_discounts, at_zero: nothing}',
        UNIT.replace("PRICE", "1.5").replace("PERIOD", "day"),
    ],
)
def test_what_was_charged_apart_before_changes_no_total(tmp_path: Path, charge: str) -> None:
    """Two at 1.5 are three yuan, and seven 10.5, up to 11; whatever was asked for before."""
    document = tariff(tmp_path, f"per: [call]\n{charge}")
    (version,) = document.versions
    way = {"at": RoundingPlace.TOTAL, "unit": Decimal(1), "mode": RoundingMode.UP}
    version = version.model_copy(update={"rounding": version.rounding.model_copy(update=way)})
    days = np.array(["2026-03-02"] * 2, dtype="M8[D]")
    columns = Columns(
        counts={"call": np.array([2, 7])},
        prior=np.array([3, 3]),
        spans=Spans(days, days) if "per_period" in charge else None,
    )
    found = rate_many(document, version, "product", columns)
    assert found.total.tolist() == [3_000_000, 11_000_000]
