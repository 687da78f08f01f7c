"""What is said of use before is said of each count that it lies in, of that at least as much, and of
a quota no more and no less than it holds; worked by hand."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.tariffs import tariff

from engine.law import Finding
from engine.tariff import Event, Position, Usage, nested_findings, position_findings

JANUARY, MARCH = datetime.date(2026, 1, 1), datetime.date(2026, 3, 2)
CONTRACT = "2025-12-05/2026-12-04"
"""The year of the contract in which all use lies: it began before the prices did."""


def bands(period: str, key: str = "customer") -> str:
    """The eleventh unit costs more, so that it matters how many came before."""
    return (
        f"charge: {{model: graduated, accumulate: {{key: [{key}], period: {period}}}, edges: in_lower_band, "
        'at_zero: nothing, bands: [{above: "0", up_to: "10", price: "1"}, {above: "10", price: "3"}]}'
    )  # fmt: skip


def unit(period: str) -> str:
    return f'charge: {{model: per_unit, price: "1", accumulate: {{key: [customer], period: {period}}}}}'


def free(period: str, key: str = "customer") -> str:
    return f'free_quota: {{units: "5", key: [{key}], within: {{period: {period}}}}}'


def beside(name: str, rules: str) -> str:
    """Another component, which the product has beside those before."""
    return f"\n+\n  - {{id: {name}, title: {{zh: 费, en: fee}}, {rules}}}"


PLAIN = 'charge: {model: per_unit, price: "1"}'
WINDOW = (
    "once_per: {key: [person], days: 3, reading: {anchor: last_charged, first_day_counts: true}}"
)
LEAST = 'limits: {minimum: "5", apply: after_discounts, at_zero: nothing}'
MONTH_YEAR = bands("month") + beside("more", bands("year"))
BY_CONTRACT = "year, runs: contract"
OTHER = (
    "\n=\n  - id: other\n    title: {zh: 产品, en: Other}\n    unit: call\n    components:\n"
    "      - {id: fee, title: {zh: 费, en: fee}, "
)
"""Another product, whose component counts with that of the first."""
SHARED = f"{free('month')}\n{PLAIN}{OTHER}{free('month')}, {PLAIN}}}"
SCENE = frozenset({"scenario"})
SCENES = bands("month") + beside("more", bands("year", "scenario"))
PERSONS = bands("month", "customer, person") + beside("more", bands("month"))


def said(period: str | None, many: int | None, took: int | None = None, **more: Any) -> Position:
    keys = {"customer": "A", "product": "product", **more.pop("keys", {})}
    return Position(
        **{"product": "product", **more},
        keys=keys,
        period=period,
        used={} if many is None else {"call": Decimal(many)},
        quota_used=None if took is None else Decimal(took),
    )


def person(name: str) -> dict[str, Any]:
    return {"keys": {"person": name}}


Told = list[tuple[str, str, dict[str, Any]]]
NONE: Told = []


def around(place: int, rule: str) -> Told:
    return [(f"[{place}]", "around_unsaid", {"rule": rule})]


def less(place: str, others: int, own: int) -> Told:
    return [(place, "said_less", {"others": others, "own": own})]


def left(place: int) -> Told:
    return [(f"[{place}].quota_used", "quota_left", {"units": 5})]


def overdrawn(place: int, took: int) -> Told:
    return [(f"[{place}].quota_used", "quota_overdrawn", {"units": 5, "took": took})]


ROWS: list[tuple[str, tuple[Position, ...], Told]] = [
    # What was used in March was used in 2026.
    (MONTH_YEAR, (said("2026-03", 10),), around(0, "customer, year")),
    (MONTH_YEAR, (said("2026-03", 0),), NONE),
    (MONTH_YEAR, (said("2026-03", 10), said("2026", 10)), NONE),
    (MONTH_YEAR, (said("2026-03", 10), said("2026", 9)), less("[1].used.call", 10, 9)),
    (MONTH_YEAR, (said("2026", 10),), NONE),
    (MONTH_YEAR, (said("2026-03", 10, component="fee"),), around(0, "customer, year")),
    (MONTH_YEAR, (said("2026-03", 10, component="fee"), said("2026", 10, component="more")), NONE),
    # Nothing hangs on it where each unit costs alike.
    (bands("month") + beside("more", unit("year")), (said("2026-03", 10),), NONE),
    (bands("month") + beside("more", f"{unit('year')}, {LEAST}"), (said("2026-03", 10),),
     around(0, "customer, year")),
    # What counts by no period lies in none; each component says what it counted of the same.
    (PLAIN + beside("more", bands("month")), (said(None, 2, component="fee"),), NONE),
    (PLAIN + beside("more", bands("month")), (said(None, 2),), NONE),
    (bands("month") + beside("more", bands("month")), (said("2026-03", 10, component="fee"),), NONE),
    # A window counts less of the same, so that neither says what the other counted.
    (f"{WINDOW}\n{bands('month')}" + beside("more", bands("year")),
     (said("2026-03", 10, component="fee"),), NONE),
    (bands("month") + beside("more", f"{WINDOW}, {bands('year')}"),
     (said("2026-03", 10, component="fee"),), NONE),
    # Months add up, whatever their length; a day lies in its month, which says it once more.
    (MONTH_YEAR, (said("2026-01", 5), said("2026-02", 5), said("2026", 8)),
     less("[2].used.call", 10, 8)),
    (MONTH_YEAR, (said("2026-01", 5), said("2026-02", 5), said("2026", 10)), NONE),
    (bands("day") + beside("more", bands("month")) + beside("most", bands("year")),
     (said("2026-03-02", 5), said("2026-03", 5), said("2026", 5)), NONE),
    (bands("month") + beside("more", bands("quarter")) + beside("most", bands("year")),
     (said("2026-03", 5), said("2026-Q1", 5), said("2026", 5)), NONE),
    (MONTH_YEAR, (said("2026-01", 5, named=frozenset({"customer"})), said("2026-02", 5), said("2026", 8)),
     less("[2].used.call", 10, 8)),
    # The year of the contract and that of the calendar overlap.
    (bands("year") + beside("more", bands(BY_CONTRACT)) + beside("most", bands("ever")),
     (said("2026", 5), said(CONTRACT, 5), said("ever", 5)), NONE),
    (bands("year") + beside("more", bands(BY_CONTRACT)) + beside("most", bands("ever")),
     (said("2026", 5), said(CONTRACT, 6), said("ever", 5)), less("[2].used.call", 6, 5)),
    (bands("month, runs: contract") + beside("more", bands(BY_CONTRACT)),
     (said("2026-01-05/2026-02-04", 5), said("2026-02-05/2026-03-04", 5), said(CONTRACT, 8)),
     less("[2].used.call", 10, 8)),
    # What p used, the customer did.
    (PERSONS, (said("2026-03", 4, **person("p")),), around(0, "customer, month")),
    (PERSONS, (said("2026-03", 4, **person("p")), said("2026-03", 3, **person("q")), said("2026-03", 7)), NONE),
    (PERSONS, (said("2026-03", 4, **person("p")), said("2026-03", 3, **person("q")), said("2026-03", 6)),
     less("[2].used.call", 7, 6)),
    # Of which scenario it is, the entry says, or a rule that reads it.
    (SCENES, (said("2026-03", 4, named=SCENE, keys={"scenario": "s"}),), around(0, "scenario, year")),
    (SCENES, (said("2026-03", 4, keys={"scenario": "s"}),), NONE),
    # Of a quota: five, or all that was used.
    (f"{free('month')}\n{PLAIN}", (said("2026-03", None, 5),), NONE),
    (f"{free('month')}\n{PLAIN}", (said("2026-03", 3, 3),), NONE),
    (f"{free('month')}\n{PLAIN}", (said("2026-03", 3, 2),), left(0)),
    (f"{free('month')}\n{PLAIN}", (said("2026-03", 1, 0),), left(0)),
    (f"{free('month')}\n{PLAIN}", (said("2026-03", 8, 4),), left(0)),
    (f"{free('month')}\n{PLAIN}", (said("2026-03", 8),), NONE),
    (f"{free('month')}\n{PLAIN}", (said("2026-03", 8, 6),), overdrawn(0, 6)),
    (SHARED, (said("2026-03", 1, 1), said("2026-03", 8, 1, product="other")), left(1)),
    (SHARED, (said("2026-03", 8, 1), said("2026-03", 8, 1, product="other")), left(0)),
    (SHARED, (said("2026-03", 8, 2), said("2026-03", 8, 3, product="other")), NONE),
    (SHARED, (said("2026-03", 8, 5), said("2026-03", 8, 0, product="other")), NONE),
    (SHARED, (said("2026-03", 8, 3), said("2026-03", 8, 3, product="other")), overdrawn(1, 6)),
    # Where prices were others when the period began, so may the quota have been.
    (f"{free('year')}\n{PLAIN}", (said("2026", 8, 4),), left(0)),
    (f"{free(BY_CONTRACT)}\n{PLAIN}", (said(CONTRACT, 8, 4),), NONE),
    (f"{free('ever')}\n{PLAIN}", (said("ever", 8, 4),), left(0)),
    # What a quota of a month took, and what of it bands of a year did not count.
    (f"{free('month')}\n{bands('year')}", (said("2026-03", 8, 5),), around(0, "customer, year")),
    (f"{free('month')}\n{bands('year')}", (said("2026-03", None, 5),), around(0, "customer, year")),
    (f"{free('month')}\n{bands('year')}", (said("2026-03", None, 0),), NONE),
    (f"{free('month')}\n{bands('year')}", (said("2026-03", 8), said("2026", 8, 5)), NONE),
    (f"{free('month')}\n{bands('year')}", (said("2026-03", 8), said("2026", 8, 4)),
     less("[1].quota_used", 5, 4)),
    (f"{free('month')}\n{bands('year')}", (said("2026", 8),),
     [("[0].quota_used", "quota_used_needed", {})]),
    (f"{free('month')}\n{bands('month')}", (said("2026-03", 8),), NONE),
    (f"{free('month')}\n{bands('month', 'customer, person')}",
     (said("2026-03", 4, 4, **person("p")), said("2026-03", 4)), NONE),
    (f"{free('month')}\n{bands('month', 'customer, person')}",
     (said("2026-03", 4, 4, **person("p")), said("2026-03", 8, 3)),
     [*less("[1].quota_used", 4, 3), *left(1)]),
]  # fmt: skip


def told(found: Finding) -> tuple[str, str, dict[str, Any]]:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in found.path)
    return place, found.key.removeprefix("tariff."), dict(found.values)


@pytest.mark.parametrize(("components", "positions", "expected"), ROWS)
def test_what_was_used_within_a_count_is_said_of_the_count(
    tmp_path: Path, components: str, positions: tuple[Position, ...], expected: Told
) -> None:
    own, *others = components.split("\n=\n")
    first, *more = own.split("\n+\n")
    (version,) = tariff(tmp_path, first, "\n".join(more), version="\n".join(others)).versions
    days = (datetime.date(2026, month, 2) for month in (1, 2, 3))
    keys = {"customer": "A", "person": "p", "scenario": "s"}
    usages = [
        Usage(one.id, MARCH, events=tuple(map(Event, days)) if place == 0 else (Event(MARCH),), keys=keys,
              since=datetime.date(2025, 12, 5))
        for place, one in enumerate(version.products)
    ]  # fmt: skip
    asking = [*usages, replace(usages[0], keys={**keys, "person": "q"})]
    placed = [replace(one, path=(place,)) for place, one in enumerate(positions)]
    assert [*position_findings(version, asking, placed)] == []
    found = nested_findings(version, asking, placed, JANUARY)
    assert [told(one) for one in found] == expected


def test_a_quota_of_all_time_may_have_been_another_before_these_prices(tmp_path: Path) -> None:
    """Five of all time, of which four were taken of eight: told only where no price came before."""
    (version,) = tariff(tmp_path, f"{free('ever')}\n{PLAIN}").versions
    usage = Usage("product", MARCH, quantity=Decimal(2), keys={"customer": "A"})
    positions = [replace(said("ever", 8, 4), path=(0,))]
    for earliest, expected in ((JANUARY, left(0)), (datetime.date(2025, 12, 31), NONE)):
        found = nested_findings(version, [usage], positions, earliest)
        assert [told(one) for one in found] == expected
