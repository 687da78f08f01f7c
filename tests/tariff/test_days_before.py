"""Days of a subscription cost what the periods with all their days cost, less what days before did; by
a second reading that counts days in fractions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory

from builders.proof import rounds, tried
from builders.tariffs import DAY, tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tariff import Position, Span, TariffDocument, Usage, position_findings, rate

ONE = datetime.timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}
PRICE = Fraction(9999, 100)
PRICED = datetime.date(2026, 1, 1)
"""The day from which that price is in force."""


@cache
def document(period: str, rule: str, runs: str, seats: bool) -> TariffDocument:
    charge = f'charge: {{model: per_period, price: "99.99", period: {period}, proration: {rule}, runs: {runs}}}'
    with TemporaryDirectory() as folder:
        return tariff(Path(folder), charge + ("\nper: [call]" if seats else ""))


def to_fen(amount: Fraction) -> Fraction:
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def periods(since: datetime.date, months: int) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First day and following first day of each, from a day that every month has."""
    first = since
    while True:
        month = first.month - 1 + months
        following = first.replace(year=first.year + month // 12, month=month % 12 + 1)
        yield first, following
        first = following


@settings(max_examples=rounds(quick=60, full=5_000), deadline=None)
@given(data=st.data())
def test_days_cost_what_each_period_of_them_costs(data: st.DataObject) -> None:
    period, months = data.draw(st.sampled_from([*MONTHS.items()]))
    rule, runs = (
        data.draw(st.sampled_from(of))
        for of in (["by_day", "started_whole"], ["calendar", "contract"])
    )
    seats = data.draw(st.sampled_from([None, 1, 3]))
    contract = datetime.date(2025, 1 + data.draw(st.integers(0, 11)), data.draw(st.integers(1, 28)))
    first = max(contract, PRICED) + ONE * data.draw(st.integers(0, 200))
    last = first + ONE * data.draw(st.integers(0, 100))
    since = contract if runs == "contract" else datetime.date(2025, 1, 1)
    whole, earlier, charged, positions = Fraction(0), Fraction(0), Fraction(0), []
    for begun, following in periods(since, months):
        if begun > last:
            break
        if following <= first:
            continue
        length = (following - begun).days
        now = (min(following, last + ONE) - max(begun, first)).days

        def cost(days: int, length: int = length) -> Fraction:
            share = Fraction(days, length) if rule == "by_day" else Fraction(days > 0)
            return PRICE * share * (1 if seats is None else seats)

        before = data.draw(st.none() | st.integers(0, length - now))
        if before is None:
            whole += cost(now)
            continue
        paid = data.draw(st.none() | st.integers(0, floor(cost(before) * 100)))
        whole += cost(before + now)
        # What other prices charged, in a period that began under them, is not charged back.
        if paid is None or begun < PRICED:
            earlier += cost(before)
        else:
            charged += Fraction(paid, 100)
        positions.append(
            Position(
                "product", period=f"{begun}/{following - ONE}", used={"day": Decimal(before)},
                charged=None if paid is None else Decimal(paid) / 100,
            )
        )  # fmt: skip
    found = document(period, rule, runs, seats is not None)
    usage = Usage("product", DAY, None if seats is None else Decimal(seats), keys={"customer": "A"},
                  span=Span(first, last, since=contract))  # fmt: skip
    assert [*position_findings(found.versions[0], [usage], positions)] == []
    total = rate(found, found.versions[0], [usage], {"kind": "a"}, None, positions).total
    assert total is not None
    assert Fraction(total.number) == to_fen(whole) - to_fen(earlier) - charged
    tried("spans after days before", requests=1)
