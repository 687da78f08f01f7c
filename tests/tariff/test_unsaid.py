"""What was not said and could change an amount is told beside it, at the place where it would be
said; what changes nothing is not asked for."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.tariffs import HEAD, tariff, written

from engine.tariff import Event, Runs, Span, Usage, rate

DAY = datetime.date(2026, 3, 2)


def graduated(period: str = "month", key: str = "customer") -> str:
    """What came before decides in which band a unit falls."""
    return (
        f"charge: {{model: graduated, accumulate: {{key: [{key}], period: {period}}}, edges: in_lower_band, "
        'at_zero: nothing, bands: [{above: "0", up_to: "10", price: "1"}, {above: "10", price: "3"}]}'
    )  # fmt: skip


def alike(price: str) -> str:
    """Each unit at one price, added up over the month: only what is rounded depends on it."""
    return f'charge: {{model: per_unit, price: "{price}", accumulate: {{key: [customer], period: month}}}}'  # fmt: skip


def free(units: str, period: str = "month") -> str:
    return f'free_quota: {{units: "{units}", key: [customer], within: {{period: {period}}}}}\n'


def by_month(proration: str) -> str:
    return f'charge: {{model: per_period, price: "100", period: month, proration: {proration}}}'


def each(bounds: str) -> str:
    return (
        f"{PLAIN}\nlimits: {{{bounds}, each_use: true, apply: after_discounts, at_zero: nothing}}"
    )


def bill(rules: str) -> str:
    return f"bill: [{{id: big, title: {{zh: 整单, en: Big}}, allocated: by_amount, {rules}}}]"


PLAIN = 'charge: {model: per_unit, price: "1"}'
OF_PERSON = free("1").replace("customer", "person")
WINDOW = (
    "once_per: {key: [person], days: 3, reading: {anchor: last_charged, first_day_counts: true}}"
)
OTHER = (
    "  - id: other\n    title: {zh: 另一, en: Other}\n    unit: call\n    components:\n"
    "      - {id: fee, title: {zh: 费, en: fee}, " + graduated() + "}"
)
"""Another product, whose use counts with that of the first."""
HIDDEN = "\nnot_collected: {reason: {zh: 免, en: shown only}}"
MOST = "model: at_most, amount: '9'"
ONE, TWO = {"quantity": Decimal(1)}, {"quantity": Decimal(2)}
DATED = {"events": (Event(DAY, {"person": "p"}),)}
BEFORE, CHARGED = Event(DAY), Event(DAY, paid=Decimal(100))


def number(units: str, **more: Any) -> dict[str, Any]:
    return {"quantity": Decimal(units), **more}


def span(first: str, last: str, **more: Any) -> dict[str, Any]:
    days = (datetime.date.fromisoformat(f"2026-{day}") for day in (first, last))
    return {"span": Span(*days, **more)}


def of(name: str) -> dict[str, Any]:
    return {"keys": {"customer": name}}


MONTH = ("position", "nothing was used before in the month (fee)")
AND_WHEN = ("position", "nothing was used before in the month and all falls in one month (fee)")
Told = list[tuple[str, str]]
NONE: Told = []
ROWS: list[tuple[str, str, tuple[dict[str, Any], ...], Told]] = [
    # Use before in the period, unless the line says it, or that there was none.
    (graduated(), "", (ONE,), [AND_WHEN]),
    (graduated(), "", (DATED,), [MONTH]),
    (graduated(), "", (DATED, ONE), [AND_WHEN]),
    (graduated("year"), "", (DATED,), [("position", "before in the year (fee)")]),
    (graduated("ever"), "", (ONE,), [("position", "nothing was ever used before (fee)")]),
    (graduated(), "", (number("1", prior=Decimal(0)),), NONE),
    (graduated(), "", (number("1", first=True),), NONE),
    (graduated(), "", ({**DATED, "history": (BEFORE,)},), NONE),
    (graduated(), "", ({**DATED, "history": (CHARGED,)},), [MONTH]),
    (graduated(), "", ({**DATED, "history": (CHARGED, BEFORE)},), NONE),
    (graduated() + HIDDEN, "", (ONE,), NONE),
    # One line says it for all of its key.
    (graduated(), "", (number("1", prior=Decimal(3), **of("A")), number("1", **of("A"))), NONE),
    (graduated(), "", (number("1", prior=Decimal(3), **of("A")), number("1", **of("B"))), [AND_WHEN]),
    # Units that each concern something new begin anew, unless their key is named.
    (graduated("month", "person"), "", (number("2", distinct=True),), NONE),
    (graduated("month", "person"), "", (number("2", distinct=True, keys={"person": "p"}),), [AND_WHEN]),
    # Of products that count together each must be said.
    (graduated(), OTHER, (number("1", prior=Decimal(3)),), [AND_WHEN]),
    (graduated(), OTHER, (number("1", prior=Decimal(3)), number("1", prior=Decimal(0), product="other")), NONE),
    # 0.335 is rounded to 0.34, and twice as much to 0.67; 67.00 are as many for any.
    (alike("0.335"), "", (ONE,), [AND_WHEN]),
    (alike("0.335"), "", (number("200"),), NONE),
    # What a quota has left; and what a quota of nothing has.
    (free("5") + PLAIN, "", (ONE,), [AND_WHEN]),
    (free("1") + PLAIN, "", (ONE,), [AND_WHEN]),
    (free("0") + PLAIN, "", (ONE,), NONE),
    (OF_PERSON + PLAIN, "", (number("2", distinct=True),), NONE),
    (OF_PERSON + PLAIN, "", (number("2", distinct=True, keys={"person": "p"}),), [AND_WHEN]),
    (free("5") + PLAIN, "", (number("1", prior=Decimal(0)),), NONE),
    (free("5") + graduated(), "", (ONE,), [AND_WHEN]),
    (free("5", "year") + graduated(), "", (DATED,), [("position", "before in the year (fee)"), MONTH]),
    (free("5", "year") + alike("1"), "", (DATED,), [("position", "before in the year (fee)")]),
    # Whether the same was asked for within the days before.
    (f"{PLAIN}\n{WINDOW}", "", (DATED,), [("position", "for the same within the 3 days before (fee)")]),
    (f"{PLAIN}\n{WINDOW}", "", (number("2", distinct=True),), NONE),
    (f"{PLAIN}\n{WINDOW}", "", ({**DATED, "history": (Event(DAY, {"person": "p"}),)},), NONE),
    # From 20 January to 19 February: 12/31 and 19/28 of 100, or one month of the contract; 28
    # days of a month of 31 from the 1st are as many by either.
    (by_month("by_day"), "", (span("01-20", "02-19"),),
     [("lines[0].span.runs", "by the month of the contract, from its first day, it is 100.00 yuan (fee)")]),
    (by_month("by_day"), "", (span("01-20", "02-19", runs=Runs.CALENDAR),), NONE),
    # Of a contract from the 5th, 15 days of whose first month are paid: 16/31 and 15/28 of 100.
    (by_month("by_day"), "",
     (span("01-20", "02-19", since=datetime.date(2026, 1, 5), charged=(Span(datetime.date(2026, 1, 5), datetime.date(2026, 1, 19)),)),),
     [("lines[0].span.runs", "it is 105.18 yuan (fee)")]),
    (by_month("by_day"), "", (span("01-01", "01-28"),), NONE),
    # A month that began before is paid for already, if days of it were.
    (by_month("started_whole"), "", (span("01-20", "02-19", runs=Runs.CALENDAR),), [MONTH]),
    (by_month("started_whole"), "", (span("01-20", "02-19", runs=Runs.CONTRACT),), NONE),
    (by_month("started_whole"), "", (span("01-01", "02-19", runs=Runs.CALENDAR),), NONE),
    (by_month("started_whole"), "",
     (span("01-20", "02-19", runs=Runs.CALENDAR, charged=(Span(datetime.date(2026, 1, 1), datetime.date(2026, 1, 19)),)),),
     NONE),
    # Several uses of as much, each with a least or a most of its own.
    (each('maximum: "3"'), "", (number("4"),), [("lines[0].events", "4 call as one use")]),
    (each('maximum: "3"'), "", (number("3"),), NONE),
    (each('minimum: "2"'), "", (TWO,), [("lines[0].events", "2 call as one use")]),
    (each('minimum: "2"'), "", ({"counts": {"call": Decimal(2)}},), [("lines[0].events", "2 call as one use")]),
    (each('minimum: "2"') + "\nper: [call, hour]", "", ({"counts": {"call": Decimal(2), "hour": Decimal("0.02")}},),
     [("lines[0].events", "2 call as one use"), ("lines[0].events", "0.02 hour as one use")]),
    (each('minimum: "2"') + "\nper: [hour]", "", ({"counts": {"hour": Decimal("0.01")}},), NONE),
    (each('minimum: "2"'), "", (ONE,), NONE),
    (each('minimum: "2"'), "", (DATED,), NONE),
    (each('minimum: "2"') + HIDDEN, "", (TWO,), NONE),
    # What was billed before in the period of a rule over whole bills.
    (PLAIN, bill(MOST), (ONE,), NONE),
    (PLAIN, bill(f"{MOST}, accumulate: {{key: [customer], period: month}}"), (ONE,),
     [("position", "nothing was charged before in the month (Big)")]),
    (PLAIN, bill(f"{MOST}, accumulate: {{key: [customer], period: ever}}"), (ONE,),
     [("position", "nothing was ever charged before (Big)")]),
    (PLAIN, bill("model: at_least, amount: '9', at_zero: nothing, settled: at_period_end, "
                 "accumulate: {key: [customer], period: month}"), (ONE,),
     [("position", "the month is not closed; what then lacks of “Big” is due besides")]),
    (PLAIN, bill(f"{MOST}, for: first, accumulate: {{key: [customer], period: month}}"), (ONE,),
     [("position", "nothing was charged before in the month (Big)")]),
    (PLAIN, bill(f"{MOST}, for: first, accumulate: {{key: [customer], period: month}}"),
     ({**ONE, "kind": "b"},), NONE),
    (PLAIN, OTHER + "\n" + bill(f"{MOST}, products: [other], accumulate: {{key: [customer], period: month}}"), (ONE,), NONE),
]  # fmt: skip


@pytest.mark.parametrize(("component", "version", "uses", "expected"), ROWS)
def test_what_could_change_the_amount_is_told_where_it_was_not_said(
    tmp_path: Path, component: str, version: str, uses: tuple[dict[str, Any], ...], expected: Told
) -> None:
    document = tariff(tmp_path, component, version=version)
    kind = uses[0].get("kind", "a")
    usages = [
        Usage(product=use.get("product", "product"), on=DAY, path=("lines", place),
              keys={"customer": "A", **use.get("keys", {})},
              **{name: said for name, said in use.items() if name not in ("product", "keys", "kind")})
        for place, use in enumerate(uses)
    ]  # fmt: skip
    found = rate(document, document.versions[0], usages, {"kind": kind})
    assert found.total is not None
    assert [one.id for one in found.unsaid] == [place for place, _ in expected]
    for one, (_, words) in zip(found.unsaid, expected, strict=True):
        assert words in one.text.en


def test_of_a_unit_without_a_least_part_any_number_can_be_of_several_uses(tmp_path: Path) -> None:
    """An hour of two decimals can be 0.01, and no less; one of any decimals has always less."""
    component = each('minimum: "2"') + "\nper: [hour]"
    content = HEAD.replace("UNIT", "call").replace(", decimals: 2", "")
    content += "".join(f"            {line}\n" for line in component.splitlines())
    document = written(tmp_path, "demo/models", content)
    hours = {"hour": Decimal("0.01")}
    usage = Usage("product", DAY, counts=hours, keys={"customer": "A"}, path=("lines", 0))
    (found,) = rate(document, document.versions[0], [usage], {"kind": "a"}).unsaid
    assert (found.id, "0.01 hour as one use" in found.text.en) == ("lines[0].events", True)
