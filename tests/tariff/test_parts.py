"""A request in parts costs what it costs whole, where no key, window or day tells the parts apart.

Tried on random tariffs of every charge model, with quotas, windows, limits and started units, by
the exact reader and, for one group of rows, by the array reader. How many examples are tried is
in tests/builders/proof.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from itertools import accumulate

import numpy as np
from builders.proof import rounds, tried
from builders.random_counting import SINCE, START, Counted, counted
from builders.random_tariffs import DAY, tariffs
from builders.steps_by_hand import wrong_steps
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.law import Faults, Finding
from engine.money import to_micro
from engine.tariff import (
    Accumulation,
    Event,
    Position,
    Rating,
    TariffDocument,
    TariffVersion,
    Usage,
    nested_findings,
    position_findings,
    rate,
)
from engine.tariff.columns.grouping import used_before
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.model.charge import accumulation_of
from engine.tariff.model.product import Component, FreeQuota, QuotaPeriod

LAST = START + datetime.timedelta(days=75)
KEYS = {"customer": "甲", "scenario": "s"}
PROJECT = {"project": "A"}


def rated(document: TariffDocument, *usages: Usage) -> Rating:
    (version,) = document.versions
    result = rate(document, version, usages, {})
    assert result.total is not None
    assert [*wrong_steps(result.total)] == []
    return result


def total(result: Rating) -> Decimal:
    assert result.total is not None
    return result.total.number


def metered(*results: Rating) -> dict[str, Decimal]:
    """The amounts by component."""
    found: dict[str, Decimal] = {}
    for result in results:
        for line in result.lines:
            assert line.metered is not None
            before = found.get(line.component.id, Decimal(0))
            found[line.component.id] = before + line.metered.number
    return found


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(use=counted(), data=st.data())
def test_lines_of_a_request_cost_what_they_cost_in_one(use: Counted, data: st.DataObject) -> None:
    """Whatever lines and offices the requests stand in; of one day, the one above comes first."""
    lines: dict[int, list[Event]] = {}
    for event in data.draw(st.permutations(use.events)):
        lines.setdefault(data.draw(st.integers(0, 2)), []).append(event)
    parts = [
        Usage(
            "product", LAST, events=tuple(events), keys={**KEYS, "office": str(line)}, since=SINCE
        )
        for line, events in lines.items()
    ]
    events = tuple(event for part in parts for event in part.events)
    whole = rated(use.document, Usage("product", LAST, events=events, keys=KEYS, since=SINCE))
    in_parts = rated(use.document, *parts)
    assert (total(in_parts), metered(in_parts)) == (total(whole), metered(whole))
    tried("lines of a request cost what one does", requests=1)


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(use=counted(), data=st.data())
def test_requests_one_after_another_cost_what_they_cost_in_one(
    use: Counted, data: st.DataObject
) -> None:
    """Each with those before as its history."""
    whole = rated(use.document, Usage("product", LAST, events=use.events, keys=KEYS, since=SINCE))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(use.events) - 1), max_size=3)))
    parts = []
    for first, last in zip([0, *cuts], [*cuts, len(use.events)], strict=True):
        history, events = use.events[:first], use.events[first:last]
        parts.append(
            rated(
                use.document,
                Usage("product", LAST, events=events, history=history, keys=KEYS, since=SINCE),
            )
        )
    (version,) = use.document.versions
    assert metered(*parts) == metered(whole)
    if version.rounding.at.value != "total" or one_group(use):
        assert sum(map(total, parts)) == total(whole)
    tried("requests one after another cost what one does", requests=1)


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(use=counted(windows=False), data=st.data())
def test_what_was_used_before_may_be_said_by_rule_and_key(
    use: Counted, data: st.DataObject
) -> None:
    """A position walked by hand does what the history does."""
    cut = data.draw(st.integers(1, len(use.events) - 1))
    events, history = use.events[cut:], use.events[:cut]
    (version,) = use.document.versions
    usage = Usage("product", LAST, events=events, keys=KEYS, since=SINCE)
    by_history = rated(use.document, replace(usage, history=history))
    positions = of_asked(use.document, usage, positions_after(use.document, history))
    by_position = rate(use.document, version, [usage], {}, None, positions)
    assert by_position.unsaid == ()
    assert (total(by_position), metered(by_position)) == (total(by_history), metered(by_history))
    tried("a position does what its history does", requests=1)


def of_asked(
    document: TariffDocument, usage: Usage, positions: Iterable[Position]
) -> list[Position]:
    """The positions that count with some of `usage`: the others are faults, and nothing else is, but
    that of no units no amount is said; those kept fit one another."""
    (version,) = document.versions
    said = [replace(one, path=("position", place)) for place, one in enumerate(positions)]
    found = faults(version, usage, said)
    assert all(one.key.startswith("tariff.position_of_other_") for one in found)
    told = {one.path[:2] for one in found}
    kept = [one for one in said if one.path not in told]
    assert faults(version, usage, kept) == []
    assert [*nested_findings(version, [usage], kept, version.from_.start)] == []
    return kept


def faults(version: TariffVersion, usage: Usage, said: list[Position]) -> list[Finding]:
    found = position_findings(version, [usage], said)
    return [one for one in found if one.key != "tariff.zero_of_what"]


def positions_after(document: TariffDocument, events: tuple[Event, ...]) -> Iterator[Position]:
    (version,) = document.versions
    for component in version.products[0].components:
        over, quota = component.charge.accumulate, component.free_quota
        free: dict[tuple[str, ...], Decimal] = {}
        asked: dict[tuple[str, ...], Decimal] = {}
        used: dict[tuple[str, ...], tuple[Decimal, Decimal]] = {}
        for event in events:
            each = any(count.started_whole and not count.of_total for count in component.per)
            units = event.quantity.to_integral_value(ROUND_CEILING) if each else event.quantity
            took = Decimal(0)
            if quota is not None:
                group = _group(quota.key, quota.within, event)
                took = min(units, quota.units - free.get(group, Decimal(0)))
                free[group] = free.get(group, Decimal(0)) + took
                asked[group] = asked.get(group, Decimal(0)) + units
            group = ("", "") if over is None else _group(over.key, over, event)
            before, before_free = used.get(group, (Decimal(0), Decimal(0)))
            used[group] = (before + units, before_free + took)
        for (project, period), (units, took) in used.items():
            said = took if quota is not None else None
            yield _position(component.id, project, period, {"unit": units}, said)
        if quota is not None and not _alike(over, quota):
            for (project, period), took in free.items():
                yield _position(
                    component.id, project, period, {"unit": asked[project, period]}, took
                )


def _group(key: tuple[str, ...], over: Accumulation | QuotaPeriod, event: Event) -> tuple[str, str]:
    project = event.keys["project"].strip().replace("\uff21", "A") if "project" in key else ""
    return project, _period(over, event.on)


MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def _period(over: Accumulation | QuotaPeriod, day: datetime.date) -> str:
    """The period around `day`, counted month by month with another library."""
    name, written = over.period.value, f"{day:%Y-%m-%d}"
    if name == "ever":
        return name
    if over.by_contract:
        step = relativedelta(days=1) if name == "day" else relativedelta(months=MONTHS[name])
        number = 0
        while SINCE + step * (number + 1) <= day:
            number += 1
        last = SINCE + step * (number + 1) - datetime.timedelta(days=1)
        return f"{SINCE + step * number}/{last}"
    if name in ("quarter", "half_year"):
        letter = "Q" if name == "quarter" else "H"
        return f"{written[:4]}-{letter}{-(-day.month // MONTHS[name])}"
    return written[: {"day": 10, "month": 7, "year": 4}[name]]


def _alike(over: Accumulation, quota: FreeQuota) -> bool:
    """Whether one position is of both: of the same period, and of projects or not."""
    ours, theirs = (over.period, over.by_contract), (quota.within.period, quota.within.by_contract)
    return ours == theirs and ("project" in over.key) == ("project" in quota.key)


def _position(
    component: str, project: str, period: str, used: dict[str, Decimal], took: Decimal | None
) -> Position:
    keys = {**KEYS, "product": "product"} | ({"project": project} if project else {})
    return Position("product", component, keys, period or None, used, took)


def one_group(use: Counted) -> bool:
    """Whether nothing but the units tells the requests apart."""
    return len({(event.on, *map(str.strip, event.keys.values())) for event in use.events}) == 1


@settings(max_examples=rounds(quick=30, full=10_000), deadline=None)
@given(
    document=tariffs(of=("total",)), parts=st.lists(st.integers(0, 4_000), min_size=2, max_size=4)
)
def test_both_readers_bill_what_a_rounded_total_now_comes_to(
    document: TariffDocument, parts: list[int]
) -> None:
    """Of one customer in one month, also where only the total is rounded."""
    (version,) = document.versions
    decimals = version.units["unit"].fineness or 0
    facts = {"kind": "small", "floating": "-10"}
    exactly = [
        rate(document, version, [replace(usage, keys=KEYS, since=SINCE)], facts)
        for usage in _one_after_another(parts, decimals)
    ]
    whole = Usage(
        "product", DAY, quantity=Decimal(sum(parts)).scaleb(-decimals), keys=KEYS, since=SINCE
    )
    of_whole = rate(document, version, [whole], facts)
    assert sum(map(total, exactly)) == total(of_whole)
    units = np.array(parts, dtype=np.int64)
    prior, first = used_before(
        units, [["甲 ", " 甲", "甲", "甲\u3000"][: len(parts)], ["2026-03"] * len(parts)]
    )
    try:
        found = rate_many(
            document, version, "product", Columns(units, prior=prior, first=first, facts=facts)
        )
    except Faults:
        tried("parts of a month in both readers", tariffs=1, refused_as_too_fine=1)
        return  # too fine or too large for 64 bits
    assert found.total.tolist() == [to_micro(total(each)) for each in exactly]
    tried("parts of a month in both readers", tariffs=1, refused_as_too_fine=0)


def _one_after_another(parts: list[int], decimals: int) -> Iterator[Usage]:
    for place, (part, end) in enumerate(zip(parts, accumulate(parts), strict=True)):
        before = Decimal(end - part).scaleb(-decimals) if place else None
        yield Usage("product", DAY, quantity=Decimal(part).scaleb(-decimals), prior=before)


def test_what_came_before_each_row_is_of_its_folded_keys() -> None:
    units = np.array([3, 5, 7, 11, 13])
    names = ["（甲）", "乙", "(甲)", "乙  丙", " 乙"]
    months = ["2026-03"] * 4 + ["2026-03"]
    prior, first = used_before(units, [names, months])
    assert prior.tolist() == [0, 0, 3, 0, 5]
    assert first.tolist() == [True, True, False, True, False]


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(use=counted(windows=False), data=st.data())
def test_what_is_corrected_costs_what_the_rest_costs(use: Counted, data: st.DataObject) -> None:
    """Of one group: what was used and what was taken back of it cost what is left of it."""
    (version,) = use.document.versions
    counts = [count for part in version.products[0].components for count in part.per]
    assume(all(count.rounding is None or count.of_total for count in counts))
    units = sum((event.quantity for event in use.events), Decimal(0))
    assume(units > 0)
    fine = Decimal(1).scaleb(-(version.units["unit"].fineness or 0))
    some = st.integers(1, int(units / fine)).map(lambda number: number * fine)
    back = data.draw(st.one_of(some, st.just(units)))
    first = Usage("product", LAST, quantity=units, keys=KEYS | PROJECT, since=SINCE)
    less = replace(first, quantity=-back, prior=units, correction="late")
    left = replace(first, quantity=units - back)
    parts = (rated(use.document, first), rated(use.document, less))
    of_left = rated(use.document, left)
    assert metered(*parts) == metered(of_left)
    assert sum(map(total, parts)) == total(of_left)
    tried("a correction takes back what it added", requests=1, wholly=int(back == units))


@settings(max_examples=rounds(quick=60, full=10_000), deadline=None)
@given(use=counted(windows=False), data=st.data())
def test_what_is_corrected_by_positions_costs_what_the_rest_costs(
    use: Counted, data: st.DataObject
) -> None:
    """The latest use of a project in the periods of a day is taken back, or that is refused."""
    (version,) = use.document.versions
    components = version.products[0].components
    counts = [count for part in components for count in part.per]
    assume(all(count.rounding is None or count.of_total for count in counts))
    one = data.draw(st.sampled_from([event for event in use.events if event.quantity] or [None]))
    assume(one is not None)
    fine = Decimal(1).scaleb(-(version.units["unit"].fineness or 0))
    back = data.draw(st.integers(1, int(one.quantity / fine))) * fine
    usage = Usage("product", one.on, events=use.events, keys=KEYS, since=SINCE)
    less = Usage("product", one.on, quantity=-back, keys={**KEYS, **one.keys}, since=SINCE,
                 correction="late")  # fmt: skip
    positions = of_asked(use.document, less, positions_after(use.document, use.events))
    try:
        found = rate(use.document, version, [less], {}, None, positions)
    except Faults as refused:
        known = {"tariff.corrected_across", "tariff.corrected_below_zero"}
        assert {fault.key for fault in refused.faults} <= known
        tried("corrections of what was used before", requests=1, refused=1)
        return
    whole = metered(rated(use.document, usage))
    for component in components:
        rest = _without(component, use.events, one, back)
        left = metered(rated(use.document, replace(usage, events=rest)))
        assert metered(found)[component.id] == left[component.id] - whole[component.id]
    tried("corrections of what was used before", requests=1, refused=0)


def _without(
    component: Component, events: tuple[Event, ...], one: Event, back: Decimal
) -> tuple[Event, ...]:
    """The events without the last `back` units that count together with those of `one`."""
    over, quota = accumulation_of(component.charge), component.free_quota
    rules = [(rule.key, within) for rule, within in ((over, over), (quota, quota and quota.within))
             if rule is not None and within is not None]  # fmt: skip
    rest = []
    for event in reversed(events):
        alike = all(_group(*rule, event) == _group(*rule, one) for rule in rules)
        off = min(event.quantity, back) if alike else Decimal(0)
        back -= off
        rest.append(replace(event, quantity=event.quantity - off))
    assert back == 0
    return tuple(reversed(rest))
