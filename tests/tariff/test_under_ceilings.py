"""What check lets pass as under its ceilings is never priced above them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from builders.proof import rounds, tried
from builders.random_tariffs import DAY, telling_quantities
from builders.under_ceilings import (
    FINE,
    USE,
    Priced,
    ceilings,
    charged,
    customers,
    findings,
    lists,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import given as said
from engine.tariff import Event, TariffDocument, Usage
from engine.text import Text


def use(document: TariffDocument, quantity: Decimal, share: str | None = None) -> Usage:
    """So many units on one day, or of two counts so many of the one and some of the other."""
    (version,) = document.versions
    asked = {count.asked for part in version.products[0].components for count in part.per}
    several = len(asked | {"unit"}) > 1
    counts = {"unit": quantity, "year": Decimal(int(quantity) % 3)} if several else {}
    part = None if share is None else said(Text(zh="有偿", en="paid"), Decimal(share), "percent")
    return Usage(
        "product", DAY, quantity=None if several else quantity, counts=counts, share=part,
        keys={"customer": "A", "project": "P"},
    )  # fmt: skip


def quantities(document: TariffDocument, drawn: list[int]) -> list[Decimal]:
    (version,) = document.versions
    fine = version.units["unit"].fineness or 0
    numbers = [*range(30), *drawn]
    return sorted(
        {*(Decimal(number).scaleb(-fine) for number in numbers), *telling_quantities(document)}
    )


def dearest(listed: TariffDocument, numbers: list[Decimal]) -> Decimal:
    """The most that a unit of the ceiling costs on average, of these quantities."""
    found = Decimal("0.000001")
    one = Priced(listed, {}).rounded(**FINE)
    for facts in customers()[:4]:
        for quantity in numbers:
            count = units(listed, quantity)
            paid = charged(Priced(one.document, facts), [use(listed, quantity)])
            if paid is not None and count:
                found = max(found, paid / count)
    return found


def dearest_price(listed: TariffDocument) -> Decimal:
    """The dearest price of any band, of all components together, at the top of the float."""
    parts = listed.versions[0].products[0].components
    found = Decimal(0)
    for part in parts:
        prices = [Decimal(0)]
        for charge in part.charges():
            bands = getattr(charge, "bands", ())
            prices += [band.price for band in bands if hasattr(band, "price")]
        found += max(prices) * (Decimal("1.2") if part.float_ else 1)
    return found


def units(document: TariffDocument, quantity: Decimal) -> Decimal:
    """For how many units the ceiling is asked, roughly: it only sets where its price is tried."""
    per = document.versions[0].products[0].components[0].per
    if len(per) == 2:
        return quantity * (int(quantity) % 3)
    factor = per[0].converted if per else None
    return quantity * (Decimal(1) if factor is None else factor.multiply_by / factor.divide_by)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[TariffDocument, TariffDocument, list[Decimal]]:
    """A list, ceilings about as high as they have to be, and quantities."""
    listed = draw(lists())
    drawn = draw(st.lists(st.integers(0, 3_000), max_size=12))
    numbers = quantities(listed, drawn)
    tight = dearest(listed, numbers[:: max(1, len(numbers) // 12)])
    if draw(st.booleans()):
        tight = max(tight, dearest_price(listed))
    return listed, draw(ceilings(listed, tight)), numbers


def allowed(ceiling: TariffDocument, usage: Usage) -> Decimal:
    """What the ceilings come to for a use, exactly or as they round."""
    exactly = Priced(ceiling, {}).rounded(**FINE)
    return max(exactly.total(usage), Priced(ceiling, {}).total(usage))


@settings(max_examples=rounds(quick=80, full=20_000), deadline=None)
@given(pairs(), st.sampled_from([None, None, "40", "0.37", "12.345"]))
def test_no_use_of_one_day_is_priced_above_the_ceilings(
    pair: tuple[TariffDocument, TariffDocument, list[Decimal]], share: str | None
) -> None:
    listed, ceiling, numbers = pair
    found = findings(listed, ceiling, None if share is None else USE)
    if not found:
        for quantity in numbers[:: max(1, len(numbers) // 25)]:
            usage = use(listed, quantity, share)
            most = allowed(ceiling, usage)
            for facts in customers():
                amount = charged(Priced(listed, facts), [usage])
                assert amount is None or amount <= most, (quantity, facts, amount, most)
    tried("lists under ceilings", lists=1, passed=not found, **dict.fromkeys(set(found), 1))


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(
    pairs(),
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from("PQ"), st.sampled_from("AB"), st.integers(0, 200)),
        min_size=2, max_size=8,
    ),
)  # fmt: skip
def test_no_use_over_days_and_keys_comes_to_more_before_rounding(
    pair: tuple[TariffDocument, TariffDocument, list[Decimal]],
    days: list[tuple[int, str, str, int]],
) -> None:
    """Of each key and period there is a rounding of its own, so that unrounded amounts are added."""
    listed, ceiling, _ = pair
    found = findings(listed, ceiling)
    fine = listed.versions[0].units["unit"].fineness or 0
    events = tuple(
        Event(
            DAY + datetime.timedelta(days=day),
            {"project": project, "customer": customer},
            Decimal(quantity).scaleb(-fine),
        )
        for day, project, customer, quantity in sorted(days)
    )
    usage = Usage("product", DAY, events=events)
    if not found:
        for facts in customers():
            amount = charged(Priced(listed, facts).rounded(**FINE), [usage])
            if amount is not None:
                assert amount <= Priced(ceiling, {}).rounded(**FINE).total(usage)
    tried("lists under ceilings, over days", lists=1, passed=not found)
