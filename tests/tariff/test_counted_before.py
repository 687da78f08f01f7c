"""What was used before counts with something that is asked for, or is a fault that names what is."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from builders.proof import rounds, tried
from builders.random_counting import SINCE, Counted, counted
from builders.shelf import quoted
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults, Shelf, read_yaml
from engine.tariff import Position, Usage, position_findings
from engine.tariff.model.charge import accumulation_of
from engine.tariff.model.period import Period, period_of
from engine.tariff.usage.findings import units_of_part

ROOT = Path(__file__).parents[2]
SHELF = Shelf(ROOT / "tariffs")
KEYS = {"customer": "甲", "scenario": "s"}
ELSEWHERE = {
    "tariff.position_of_other_key",
    "tariff.position_of_other_period",
    "tariff.position_of_other_contract",
}


@settings(max_examples=rounds(quick=100, full=10_000), deadline=None)
@given(use=counted(), data=st.data())
def test_a_position_counts_with_a_use_or_is_a_fault(use: Counted, data: st.DataObject) -> None:
    """That of the key and the period of a use is none; that of another key, or year, always is."""
    (version,) = use.document.versions
    (product,) = version.products
    last = use.events[-1].on
    usage = Usage("product", last, events=use.events, keys=KEYS, since=SINCE, path=("lines", 0))
    part = data.draw(st.sampled_from(product.components))
    overs = [over for over in map(accumulation_of, part.charges()) if over is not None]
    rules = [(over.key, over) for over in overs]
    if part.free_quota is not None:
        rules.append((part.free_quota.key, part.free_quota.within))
    one = data.draw(st.sampled_from(use.events))
    window = part.once_per
    if window is not None and (not rules or data.draw(st.booleans())):
        key, said = window.key, {"last_charged": use.events[0].on}
        ever = True
    elif rules:
        key, within = data.draw(st.sampled_from(rules))
        since = SINCE if within.by_contract else None
        ever = within.period is Period.EVER
        used = dict.fromkeys(units_of_part(product, part), one.quantity)
        said = {"used": used, "period": period_of(one.on, within.period, since)}
    else:
        return
    named = usage.all_keys(one)
    own = {name: named[name] for name in {*key, "customer", "product", "scenario"}}

    def told(keys: dict[str, str], said: dict[str, Any]) -> set[str]:
        position = Position("product", part.id, keys, **said)
        return {finding.key for finding in position_findings(version, [usage], [position])}

    assert not told(own, said) & ELSEWHERE
    other = next(
        name for name in ("project", "thing", "customer") if name in key or name == "customer"
    )
    if other in key:
        assert "tariff.position_of_other_key" in told({**own, other: "Z"}, said)
    if not ever:
        years_on = one.on + datetime.timedelta(days=3 * 366)
        moved = {**said, "period": period_of(years_on, within.period, since)}
        assert told(own, moved) & ELSEWHERE
    tried("positions of what is asked for, and of others", requests=1)


BANK = {
    "on": "2026-03-10",
    "tariff": "cn/credit-reference",
    "customer": {"name": "示例用户有限公司"},
    "facts": {"institution_kind": "commercial_bank"},
}
REPORT = {
    "product": "enterprise-report",
    "keys": {"institution": "甲银行", "enterprise": "子公司一"},
    "events": [{"on": "2026-03-10"}],
}
LATER = read_yaml(ROOT / "examples" / "quotes" / "later-in-the-month.yaml").tree
CALLS = {name: value for name, value in LATER.items() if name != "position"}


@pytest.mark.parametrize(
    ("ask", "position", "place", "expected"),
    [
        # Another enterprise, as it is not written so.
        ({**BANK, "lines": [REPORT]},
         {"keys": {"institution": "甲银行", "enterprise": "子公司1"}, "last_charged": "2026-03-01"},
         "position[0].keys.enterprise", "子公司一"),
        # A query of another person than the position is of, and of another year.
        ({**BANK, "lines": [{"product": "counter-personal-report", "quantity": 1, "keys": {"person": "B"}}]},
         {"keys": {"person": "A"}, "period": "2026", "used": {"report": 2}},
         "position[0].keys.person", "B"),
        ({**BANK, "lines": [{"product": "counter-personal-report", "quantity": 1, "keys": {"person": "B"}}]},
         {"keys": {"person": "B"}, "period": "2025", "used": {"report": 2}},
         "position[0].period", "2026"),
        # Calls of another month, and of a customer that is written otherwise.
        (CALLS, {"period": "2026-02", "used": {"call": 9}}, "position[0].period", "2026-03"),
        (CALLS, {"keys": {"customer": "示例"}, "period": "2026-03", "used": {"call": 9}},
         "position[0].keys.customer", CALLS["customer"]["name"]),
    ],
)  # fmt: skip
def test_a_position_of_nothing_asked_for_names_what_is(
    ask: dict[str, Any], position: dict[str, Any], place: str, expected: str
) -> None:
    with pytest.raises(Faults) as raised:
        quoted(SHELF, {**ask, "position": [position]})
    (fault,) = raised.value.faults
    assert (fault.place, fault.values["expected"]) == (place, expected)


@pytest.mark.parametrize(("day", "wrong"), [("2026-03-20", True), ("2026-03-10", False)])
def test_no_window_runs_from_a_day_after_the_first_use_of_its_keys(day: str, wrong: bool) -> None:
    """Charged on the 20th, a request of the 10th cannot be a repeated one; that day itself may."""
    position = {"keys": REPORT["keys"], "last_charged": day}
    ask = {**BANK, "on": "2026-03-10", "lines": [REPORT], "position": [position]}
    if not wrong:
        assert quoted(SHELF, ask).total is not None
        return
    with pytest.raises(Faults) as raised:
        quoted(SHELF, ask)
    (fault,) = raised.value.faults
    assert (fault.place, fault.key) == ("position[0].last_charged", "tariff.window_after_use")
    assert fault.values["first"] == datetime.date(2026, 3, 10)


def test_a_window_is_held_under_the_first_use_whatever_prices_its_day_has() -> None:
    """The fees changed between the two requests: the first is before the day charged."""
    days = [{"on": "2024-12-20"}, {"on": "2026-03-10"}]
    position = {"keys": REPORT["keys"], "last_charged": "2026-03-01"}
    ask = {**BANK, "lines": [{**REPORT, "events": days}], "position": [position]}
    with pytest.raises(Faults) as raised:
        quoted(SHELF, ask)
    assert "tariff.window_after_use" in {fault.key for fault in raised.value.faults}


COURT = {
    "on": "2026-11-30",
    "tariff": "us/court-records",
    "customer": {"name": "Account"},
    "lines": [{"product": "document", "events": [{"on": "2026-11-30", "quantity": 1}]}],
}


@pytest.mark.parametrize(
    ("ask", "said", "place"),
    [
        (CALLS, {"period": "2026-03", "charged": 0}, "used.call"),
        (CALLS, {"period": "2026-03", "used": {"call": 9}}, "charged"),
        (CALLS, {"period": "2026-03", "used": {"call": 9}}, "quota_used"),
        (COURT, {"period": "2026-Q4", "bill": "quarter"}, "charged"),
    ],
)
def test_the_most_that_is_told_of_a_number_is_taken_and_a_unit_more_is_not(
    ask: dict[str, Any], said: dict[str, Any], place: str
) -> None:
    def most(number: int) -> list[str]:
        name, *unit = place.split(".")
        position = {**said, name: {unit[0]: number} if unit else number}
        try:
            quoted(SHELF, {**ask, "position": [position]})
        except Faults as refused:
            found = [one for one in refused.faults if one.place == f"position[0].{place}"]
            return [str(one.values["bound"]) for one in found if one.key == "law.too_big"]
        return []

    assert most(10**15) == []
    assert most(10**15 + 1) == ["1,000,000,000,000,000"]
