"""A request in parts costs what it costs whole, where no key, window or day tells the parts apart.

Tried on random tariffs of every charge model, with quotas, windows, limits and started units, by
the exact reader and, for one group of rows, by the array reader. How many examples are tried is
in tests/builders/proof.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

import numpy as np
from builders.proof import rounds
from builders.random_counting import START, Counted, counted
from builders.random_tariffs import DAY, tariffs
from builders.steps_by_hand import wrong_steps
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.money import to_micro
from engine.tariff import Event, Rating, TariffDocument, Usage, rate
from engine.tariff.columns.grouping import used_before
from engine.tariff.columns.reader import Columns, rate_many

LAST = START + datetime.timedelta(days=75)
KEYS = {"customer": "甲", "scenario": "s"}


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
    """Whatever lines and offices the requests stand in, and in whatever order."""
    whole = rated(use.document, Usage("product", LAST, events=use.events, keys=KEYS))
    lines: dict[int, list[Event]] = {}
    for event in use.events:
        lines.setdefault(data.draw(st.integers(0, 2)), []).append(event)
    parts = [
        Usage("product", LAST, events=tuple(events), keys={**KEYS, "office": str(line)}, path=("lines", line))
        for line, events in lines.items()
    ]  # fmt: skip
    in_parts = rated(use.document, *data.draw(st.permutations(parts)))
    assert (total(in_parts), metered(in_parts)) == (total(whole), metered(whole))


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(use=counted(), data=st.data())
def test_requests_one_after_another_cost_what_they_cost_in_one(
    use: Counted, data: st.DataObject
) -> None:
    """Each with those before as its history."""
    whole = rated(use.document, Usage("product", LAST, events=use.events, keys=KEYS))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(use.events) - 1), max_size=3)))
    parts = []
    for first, last in zip([0, *cuts], [*cuts, len(use.events)], strict=True):
        history, events = use.events[:first], use.events[first:last]
        parts.append(
            rated(use.document, Usage("product", LAST, events=events, history=history, keys=KEYS))
        )
    (version,) = use.document.versions
    assert metered(*parts) == metered(whole)
    if version.rounding.at.value != "total" or one_group(use):
        assert sum(map(total, parts)) == total(whole)


def one_group(use: Counted) -> bool:
    """Whether nothing but the units tells the requests apart."""
    return len({(event.on, *map(str.strip, event.keys.values())) for event in use.events}) == 1


@settings(max_examples=rounds(quick=30, full=10_000), deadline=None)
@given(document=tariffs(), parts=st.lists(st.integers(0, 4_000), min_size=2, max_size=4))
def test_both_readers_bill_what_a_rounded_total_now_comes_to(
    document: TariffDocument, parts: list[int]
) -> None:
    """Of one customer in one month, also where only the total is rounded."""
    (version,) = document.versions
    decimals = version.units["unit"].fineness or 0
    facts = {"kind": "small", "floating": "-10"}
    exactly = [
        rate(document, version, [replace(usage, keys=KEYS)], facts)
        for usage in _one_after_another(parts, decimals)
    ]
    whole = Usage("product", DAY, quantity=Decimal(sum(parts)).scaleb(-decimals), keys=KEYS)
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
        return  # too fine or too large for 64 bits
    assert found.total.tolist() == [to_micro(total(each)) for each in exactly]


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
