"""Charge models, windows, quotas and rounding on a small tariff, worked by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders.steps_by_hand import wrong_steps
from builders.tariffs import opening, written
from hypothesis import given
from hypothesis import strategies as st

from engine.explain import standing_of
from engine.law import Citation
from engine.tariff import Event, Rating, TariffDocument, Usage, rate

DOCUMENT = (
    opening("demo/small")
    + """\
    rounding: {unit: "0.01", mode: half_up, at: PLACE, cites: [{instrument: 取整, evidence: assumption, applies: assumed}]}
    units: {call: {title: {zh: 次, en: call}}, hour: {title: {zh: 小时, en: hour}, whole: false}}
    products:
      - id: bands
        title: {zh: 分档, en: Bands}
        unit: call
        components:
          - id: fee
            title: {zh: 费, en: fee}
            charge:
              model: graduated
              accumulate: {key: [customer], period: month}
              edges: in_lower_band
              at_zero: nothing
              bands: [{above: "0", up_to: "3", price: "0.335"}, {above: "3", price: "0.105"}]
      - id: basic
        title: {zh: 基本费, en: Basic fee}
        unit: call
        components:
          - id: fee
            title: {zh: 年费, en: yearly fee}
            charge: {model: flat, price: "500", accumulate: {key: [customer], period: year}, at_zero: nothing}
          - id: use
            title: {zh: 用量费, en: usage fee}
            charge: {model: per_unit, price: "0.115"}
      - id: window
        title: {zh: 窗口, en: Window}
        unit: call
        components:
          - id: fee
            title: {zh: 费, en: fee}
            charge: {model: per_unit, price: "1"}
            once_per:
              key: [person]
              days: 10
              reading: {anchor: ANCHOR, first_day_counts: FIRST, cites: [{instrument: 起算, evidence: assumption, applies: assumed}]}
"""
)
DAY = datetime.date(2026, 3, 2)


def small(tmp: Path, place: str = "line", anchor: str = "last_charged", first: str = "false") -> TariffDocument:  # fmt: skip
    content = DOCUMENT.replace("PLACE", place).replace("ANCHOR", anchor).replace("FIRST", first)
    return written(tmp, "demo/small", content)


def rated(document: TariffDocument, *usages: Usage) -> Rating:
    version = document.in_force(DAY)
    assert version is not None
    result = rate(document, version, usages, {})
    assert result.total is not None
    assert [*wrong_steps(result.total)] == []
    return result


def total(document: TariffDocument, *usages: Usage) -> Decimal:
    step = rated(document, *usages).total
    assert step is not None
    return step.number


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        # Two customers with 5 calls each: 3 × 0.335 = 1.005, 2 × 0.105 = 0.210, together 1.215.
        # Band by band 1.01 + 0.21 = 1.22; line by line 1.215 → 1.22; in total 2.430.
        ("band", "2.44"),
        ("line", "2.44"),
        ("total", "2.43"),
    ],
)
def test_rounding_stands_where_it_is_declared(tmp_path: Path, place: str, expected: str) -> None:
    usages = [
        Usage("bands", DAY, quantity=Decimal(5), keys={"customer": name}, path=("lines", number))
        for number, name in enumerate("ab")
    ]
    assert total(small(tmp_path, place), *usages) == Decimal(expected)


def test_band_and_line_rounding_differ_where_halves_meet(tmp_path: Path) -> None:
    # 3 × 0.335 + 1 × 0.105 = 1.005 + 0.105: by band 1.01 + 0.11 = 1.12, by line 1.110 → 1.11.
    usage = Usage("bands", DAY, quantity=Decimal(4))
    assert total(small(tmp_path, "band"), usage) == Decimal("1.12")
    assert total(small(tmp_path, "line"), usage) == Decimal("1.11")


def test_rounding_is_rested_on_only_where_it_changes_the_figure(tmp_path: Path) -> None:
    document = small(tmp_path)
    exact = rated(document, Usage("bands", DAY, quantity=Decimal(2))).total
    changed = rated(document, Usage("bands", DAY, quantity=Decimal(1))).total
    assert exact is not None
    assert changed is not None
    assert (exact.number, instruments(standing_of(exact).assumptions)) == (Decimal("0.67"), [])
    assert (changed.number, instruments(standing_of(changed).assumptions)) == (
        Decimal("0.34"),
        ["取整"],
    )


def instruments(citations: tuple[Citation, ...]) -> list[str]:
    return [citation.instrument for citation in citations]


def test_a_flat_fee_is_charged_once_in_its_period_beside_the_usage(tmp_path: Path) -> None:
    document = small(tmp_path)
    # 500 + 100 × 0.115 = 511.50; used before in the year: 11.50; no use: nothing
    assert total(document, Usage("basic", DAY, quantity=Decimal(100))) == Decimal("511.50")
    before = Usage("basic", DAY, quantity=Decimal(100), prior=Decimal(7))
    assert total(document, before) == Decimal("11.50")
    assert total(document, Usage("basic", DAY, quantity=Decimal(0))) == Decimal("0.00")


def windowed(*days: int) -> Usage:
    events = tuple(Event(DAY + datetime.timedelta(day), {"person": "p"}) for day in days)
    return Usage("window", DAY, events=events)


@pytest.mark.parametrize(
    ("anchor", "first", "expected"),
    [
        # Requests on days 0, 8, 16, 18 and a window of ten days.
        # From the last charged (0): 8 within; 16 beyond, charged; 18 within 16's → days 0 and 16.
        ("last_charged", "false", "2"),
        ("last_charged", "true", "2"),
        # From the last request: each comes within ten days of the one before → day 0 only.
        ("last_request", "false", "1"),
    ],
)
def test_a_window_runs_from_its_anchor(
    tmp_path: Path, anchor: str, first: str, expected: str
) -> None:
    document = small(tmp_path, anchor=anchor, first=first)
    assert total(document, windowed(0, 8, 16, 18)) == Decimal(expected)


@pytest.mark.parametrize(("first", "expected"), [("false", "1"), ("true", "2")])
def test_the_tenth_day_after_is_within_unless_the_first_day_counts(
    tmp_path: Path, first: str, expected: str
) -> None:
    assert total(small(tmp_path, first=first), windowed(0, 10)) == Decimal(expected)


def test_requests_may_stand_in_any_order(tmp_path: Path) -> None:
    document = small(tmp_path)
    assert total(document, windowed(18, 0, 16, 8)) == total(document, windowed(0, 8, 16, 18))


@given(days=st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=12))
def test_no_two_charged_requests_share_a_window(
    days: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Against a plain walk over the days: charge, then skip ten days."""
    document = small(tmp_path_factory.mktemp("shelf"))
    charged: list[int] = []
    for day in sorted(days):
        if not charged or day - charged[-1] > 10:
            charged.append(day)
    assert total(document, windowed(*days)) == len(charged)


def test_the_reading_of_a_window_is_rested_on_only_where_a_request_is_repeated(
    tmp_path: Path,
) -> None:
    document = small(tmp_path)
    distinct = rated(document, Usage("window", DAY, quantity=Decimal(5), distinct=True)).total
    single = rated(document, windowed(0)).total
    repeated = rated(document, windowed(0, 40)).total
    assert distinct is not None and single is not None and repeated is not None
    assert instruments(standing_of(distinct).assumptions) == []
    assert instruments(standing_of(single).assumptions) == []
    assert instruments(standing_of(repeated).assumptions) == ["起算"]
