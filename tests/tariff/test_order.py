"""Use added up over products: in whatever order the lines stand, each day's use follows the days
before; and a correction takes back what it added, or is refused."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders.over_products import DAY, by_hand, dated, document_of, lines
from builders.proof import rounds, tried
from builders.tariffs import opening, written
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import sources
from engine.law import Declaration, Faults
from engine.tariff import Position, TariffDocument, Usage, position_findings, rate


@settings(max_examples=rounds(quick=60, full=10_000), deadline=None)
@given(data=st.data())
def test_the_order_of_lines_never_changes_what_they_cost(data: st.DataObject) -> None:
    fen = st.integers(0, 500)
    prices = data.draw(st.lists(st.tuples(fen, fen), min_size=1, max_size=3))
    free = data.draw(st.none() | st.integers(0, 80))
    edge, most = data.draw(st.integers(1, 80)), data.draw(st.none() | st.integers(0, 200))
    with TemporaryDirectory() as folder:
        document = document_of(Path(folder), prices, free, edge, most)
    (version,) = document.versions
    uses = data.draw(lines(len(prices)))
    due = by_hand(prices, free, edge, most, uses)
    for one in (uses, data.draw(st.permutations(uses))):
        found = rate(document, version, one, {}).total
        assert found is not None
        assert found.number == due
    tried("orders of lines over products", requests=1)


def test_a_quota_goes_to_the_day_before_whatever_line_it_stands_in(tmp_path: Path) -> None:
    """b has 50 of 100 free on the 1st, a 50 of its 80 on the 10th: 30 at 1.00, not at 2.00."""
    document = document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None)
    (version,) = document.versions
    uses = [dated("a", 10, 80), dated("b", 1, 50)]
    for one in (uses, uses[::-1]):
        found = rate(document, version, one, {}).total
        assert found is not None and found.number == Decimal(30)


def test_the_keys_of_whole_bills_order_the_uses_of_a_day(tmp_path: Path) -> None:
    """The first unit is free, all others 0.05, a project at most 1.00 a month: P goes before Q on
    the 20th, so that Q owes 0.05 and P, with 20 on the 21st, 1.00."""
    document = document_of(tmp_path, [(0, 5)], None, 1, 1)
    (version,) = document.versions
    later, of_p = dated("a", 21, 20), dated("a", 20, 1)
    of_q = replace(of_p, keys={"customer": "A", "project": "Q"})
    for one in ([later, of_q, of_p], [of_p, of_q, later], [of_q, later, of_p]):
        found = rate(document, version, one, {}).total
        assert found is not None and found.number == Decimal("1.05")


def test_bands_go_on_by_day_whatever_line_a_use_stands_in(tmp_path: Path) -> None:
    """30 of b at 10.00 on the 1st, then 30 of a beyond the edge at 2.00."""
    document = document_of(tmp_path, [(100, 200), (1_000, 2_000)], None, 30, None)
    (version,) = document.versions
    uses = [dated("a", 10, 30), dated("b", 1, 30)]
    for one in (uses, uses[::-1]):
        found = rate(document, version, one, {}).total
        assert found is not None and found.number == Decimal(360)


def before(product: str, used: int, took: int | None = None) -> Position:
    free = None if took is None else Decimal(took)
    return Position(product, "fee", {"customer": "A"}, "2026", {"call": Decimal(used)}, free)


@pytest.mark.parametrize(
    "positions", [(before("a", 80), before("b", 50)), (before("a", 80, 80), before("b", 50, 20)),
                  (before("a", 80), before("b", 50, 20)), (before("a", 90), before("b", 40, 20))]
)  # fmt: skip
def test_positions_of_products_share_one_quota(
    tmp_path: Path, positions: tuple[Position, ...]
) -> None:
    """Of 130 units 30 lay beyond the quota of 100, and fill the band: 10 more are at 2.00."""
    document = document_of(tmp_path, [(100, 200), (100, 200)], 100, 30, None)
    (version,) = document.versions
    uses = [dated("a", 10, 10), dated("b", 10, 0)]
    assert [*position_findings(version, uses, positions)] == []
    found = rate(document, version, uses, {}, None, positions).total
    assert found is not None and found.number == Decimal(20)


# --- what was used before of a product that is not asked for now


@settings(max_examples=rounds(quick=60, full=10_000), deadline=None)
@given(data=st.data())
def test_what_was_used_of_another_product_counts_however_it_is_said(data: st.DataObject) -> None:
    """Of two products used one after the other the second costs what the whole costs more."""
    fen = st.integers(0, 500)
    prices = data.draw(st.lists(st.tuples(fen, fen), min_size=2, max_size=2))
    free, edge = data.draw(st.none() | st.integers(0, 80)), data.draw(st.integers(1, 80))
    with TemporaryDirectory() as folder:
        document = document_of(Path(folder), prices, free, edge, None)
    (version,) = document.versions
    first, then = (
        dated(name, int(day), data.draw(st.integers(0, 60))) for name, day in ("a1", "b2")
    )
    due = by_hand(prices, free, edge, None, [first, then])
    due -= by_hand(prices, free, edge, None, [first])
    said = [before("a", int(first.events[0].quantity))]
    assert [*position_findings(version, [then], said)] == []
    history = replace(first, events=(), history=first.events)
    for positions, earlier in ((said, ()), (None, (history,))):
        found = rate(document, version, [then], {}, None, positions, earlier=earlier).total
        assert found is not None and found.number == due
    tried("uses after those of another product", requests=1)


def test_a_position_that_counts_for_nothing_asked_is_told(tmp_path: Path) -> None:
    """Of a week nothing is counted; and c is no product of the tariff."""
    document = document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None)
    (version,) = document.versions
    for other, keys in (
        (before("c", 80), ["tariff.position_of_none_asked"]),
        (replace(before("a", 80), period="2026-03"),
         ["tariff.position_of_no_rule", "tariff.position_counts_for_none"]),
    ):  # fmt: skip
        assert [one.key for one in position_findings(version, [dated("b", 1, 50)], [other])] == keys


def test_whose_use_it_is_is_asked_of_several_products_together(tmp_path: Path) -> None:
    """One call of a and one of b are one after the other, or each somebody's first."""
    document = document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None)
    (version,) = document.versions
    both = [
        replace(dated(name, 1, many), keys={"customer": ""}) for name, many in (("a", 1), ("b", 1))
    ]
    assert {one.id for one in rate(document, version, both, {}).missing} == {"customer"}
    assert rate(document, version, both[:1], {}).missing == ()


# --- corrections


def correction(document: TariffDocument, many: int, *positions: Position) -> Decimal | str:
    (version,) = document.versions
    keys = {"customer": "A", "project": "P"}
    usage = Usage("a", DAY, quantity=Decimal(-many), correction="late", keys=keys)
    other = Usage("b", DAY, quantity=Decimal(0), keys=keys)
    lines = [usage, other] if any(one.product == "b" for one in positions) else [usage]
    assert [*position_findings(version, lines, positions)] == []
    try:
        found = rate(document, version, lines, {}, None, positions).total
    except Faults as refused:
        (fault,) = refused.faults
        return fault.key
    assert found is not None
    return found.number


def test_a_correction_beside_a_quota_takes_back_what_lay_beyond_it(tmp_path: Path) -> None:
    """160 used of which 100 were free: 60 at 1.00 were charged."""
    document = document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None)
    for said in (before("a", 160), before("a", 160, 100)):
        assert correction(document, 30, said) == Decimal(-30)
        assert correction(document, 80, said) == Decimal(-60)
        assert correction(document, 160, said) == Decimal(-60)
        assert correction(document, 161, said) == "tariff.corrected_below_zero"
    # A quota that had taken 70 only, as it was smaller then: 90 were charged.
    assert correction(document, 80, before("a", 160, 70)) == Decimal(-80)
    assert correction(document, 100, before("a", 160, 70)) == Decimal(-90)
    free = Position("a", "fee", {"customer": "A"}, "2026", {}, Decimal(100))
    assert correction(document, 30, free) == "tariff.corrected_unsaid"
    assert correction(document, 30) == "tariff.corrected_below_zero"


def test_a_correction_of_what_is_added_up_over_products_is_refused(tmp_path: Path) -> None:
    """Whether a or b was beyond the quota, and at whose price, the totals do not say."""
    shared = document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None)
    assert (
        correction(shared, 30, before("a", 80), before("b", 50)) == "tariff.corrected_over_products"
    )
    assert correction(shared, 30, before("a", 80), before("b", 0)) == Decimal(0)
    # The same where each product is charged apart, and only the quota is shared.
    apart = "{key: [customer, product], period: year}"
    quota = document_of(tmp_path, [(100, 100), (200, 200)], 100, 1_000, None, apart)
    assert (
        correction(quota, 30, before("a", 80), before("b", 50)) == "tariff.corrected_over_products"
    )
    assert correction(quota, 30, before("a", 80), before("b", 0)) == Decimal(0)
    bands = document_of(tmp_path, [(100, 200), (1_000, 2_000)], None, 30, None)
    assert (
        correction(bands, 30, before("a", 30), before("b", 30)) == "tariff.corrected_over_products"
    )


def over_no_period(folder: Path, quota: str = "") -> TariffDocument:
    """1.00 a call, counted over no period; beyond a quota, where there is one."""
    content = opening("demo/plain") + (
        '    rounding: {unit: "0.01", mode: half_up, at: line}\n'
        "    units: {call: {title: {zh: 次, en: call}}}\n"
        "    products: [{id: a, title: {zh: 品, en: a}, unit: call, components: [{id: fee, "
        f'title: {{zh: 费, en: fee}}, charge: {{model: per_unit, price: "1"}}{quota}}}]}}]\n'
    )
    return written(folder, "demo/plain", content)


@pytest.mark.parametrize(("prior", "expected"), [(None, None), (5, None), (20, -20), (45, -20)])
def test_a_price_that_counts_over_no_period_takes_back_what_was_used(
    tmp_path: Path, prior: int | None, expected: int | None
) -> None:
    document = over_no_period(tmp_path)
    (version,) = document.versions
    before = None if prior is None else Decimal(prior)
    usage = Usage("a", DAY, quantity=Decimal(-20), correction="late", prior=before)
    if expected is None:
        with pytest.raises(Faults) as refused:
            rate(document, version, [usage], {})
        assert [fault.key for fault in refused.value.faults] == ["tariff.corrected_below_zero"]
    else:
        found = rate(document, version, [usage], {}).total
        assert found is not None and found.number == expected


def test_a_quota_beside_a_price_that_counts_over_no_period_gives_back_first(tmp_path: Path) -> None:
    """160 used in March of which 100 were free: 60 at 1.00 were charged."""
    quota = ', free_quota: {units: "100", key: [customer], within: {period: month}}'
    document = over_no_period(tmp_path, quota)
    keys = {"customer": "A"}
    said = Position("a", "fee", keys, "2026-03", {"call": Decimal(160)}, Decimal(100))
    assert correction(document, 30, said) == Decimal(-30)
    assert correction(document, 80, said) == Decimal(-60)


FEE_OF_CALLS = """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {call: {title: {zh: 次, en: call}}}
    keys: {project: {title: {zh: 项目, en: project}, question: {zh: 哪个？, en: Which?}}}
    products:
      - id: a
        title: {zh: 品, en: a}
        unit: call
        components:
          - id: fee
            title: {zh: 费, en: fee}
"""

CROSSING = f"""{FEE_OF_CALLS}\
            free_quota: {{units: "100", key: [customer], within: {{period: month}}}}
            charge:
              model: graduated
              accumulate: {{key: [customer, project], period: year}}
              edges: in_lower_band
              at_zero: nothing
              bands: [{{above: "0", up_to: "60", price: "1"}}, {{above: "60", price: "2"}}]
"""


def test_a_correction_is_refused_where_it_frees_the_quota_of_another(tmp_path: Path) -> None:
    """In January P used 100, free, and Q 50, beyond the quota; P 180 in February, 80 beyond it. Less
    50 for P in January makes Q free, and takes nothing off what P pays."""
    document = written(tmp_path, "demo/crossing", opening("demo/crossing") + CROSSING)
    (version,) = document.versions
    keys = {"customer": "A", "project": "P"}
    less = Usage(
        "a", datetime.date(2026, 1, 31), quantity=Decimal(-50), correction="late", keys=keys
    )
    positions = [
        Position("a", "fee", {"customer": "A"}, "2026-01", {"call": Decimal(150)}, Decimal(100)),
        Position("a", "fee", keys, "2026", {"call": Decimal(280)}, Decimal(200)),
    ]
    assert [*position_findings(version, [less], positions)] == []
    with pytest.raises(Faults) as refused:
        rate(document, version, [less], {}, None, positions)
    assert [fault.key for fault in refused.value.faults] == ["tariff.corrected_across"]
    # No use takes nothing back.
    idle = replace(less, quantity=Decimal(0), correction=None)
    nothing = rate(document, version, [idle], {}, None, positions).total
    assert nothing is not None and nothing.number == 0
    # Of January nothing is said: then nothing of it can be taken back.
    with pytest.raises(Faults) as refused:
        rate(document, version, [less], {}, None, positions[1:])
    assert [fault.key for fault in refused.value.faults] == ["tariff.corrected_below_zero"]


def test_a_correction_frees_the_quota_of_a_month_that_lies_in_the_year_added_up(
    tmp_path: Path,
) -> None:
    """Of 150 in January 50 lay beyond the quota, of 130 in February 30: of those 80 the last 20
    were paid at 2.00. Less 30 for January are 50 left, all at 1.00."""
    content = opening("demo/crossing") + CROSSING.replace("customer, project", "customer")
    document = written(tmp_path, "demo/crossing", content)
    (version,) = document.versions
    keys = {"customer": "A"}
    less = Usage(
        "a", datetime.date(2026, 1, 31), quantity=Decimal(-30), correction="late", keys=keys
    )
    positions = [
        Position("a", "fee", keys, "2026-01", {"call": Decimal(150)}, Decimal(100)),
        Position("a", "fee", keys, "2026", {"call": Decimal(280)}, Decimal(200)),
    ]
    assert [*position_findings(version, [less], positions)] == []
    total = rate(document, version, [less], {}, None, positions).total
    assert total is not None and total.number == -(60 + 20 * 2 - 50)


ALIKE = """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {item: {title: {zh: 件, en: item}}, year: {title: {zh: 年, en: year}}}
    keys: {project: {title: {zh: 项目, en: project}, question: {zh: 哪个？, en: Which?}}}
    products:
      - id: a
        title: {zh: 甲, en: a}
        unit: item
        components:
          - {id: fee, title: {zh: 费, en: fee}, per: [item, year], charge: {model: per_unit, price: "1", accumulate: {key: [customer, project], period: year}}}
      - id: b
        title: {zh: 乙, en: b}
        unit: item
        components:
          - {id: fee, title: {zh: 费, en: fee}, per: [year, item], charge: {model: graduated, accumulate: {key: [project, customer], period: year}, edges: in_lower_band, at_zero: nothing, bands: [{above: "0", up_to: "14", price: "2"}, {above: "14", price: "5"}]}}
"""


def test_keys_and_units_count_together_in_whatever_order_they_are_written(tmp_path: Path) -> None:
    """12 item years of a at 1.00; after them 6 of b: 2 up to the edge at 2.00, and 4 at 5.00."""
    document = written(tmp_path, "demo/alike", opening("demo/alike") + ALIKE)
    (version,) = document.versions
    keys = {"customer": "A", "project": "P"}
    counts = ({"item": Decimal(4), "year": Decimal(3)}, {"item": Decimal(6), "year": Decimal(1)})
    uses = [Usage(name, DAY, counts=one, keys=keys) for name, one in zip("ab", counts, strict=True)]
    found = rate(document, version, uses, {}).total
    assert found is not None and found.number == Decimal(12 + 4 + 20)
    said = [Position("a", "fee", keys, "2026", {"item·year": Decimal(12)})]
    assert [*position_findings(version, uses[1:], said)] == []
    then = rate(document, version, uses[1:], {}, None, said).total
    assert then is not None and then.number == Decimal(24)


CONTRACTS = f"""{FEE_OF_CALLS}\
            free_quota: {{units: "10", key: [customer], within: {{period: year}}}}
            charge:
              model: graduated
              accumulate: {{key: [customer], period: year, runs: contract}}
              edges: in_lower_band
              at_zero: nothing
              bands: [{{above: "0", up_to: "15", price: "1"}}, {{above: "15", price: "5"}}]
"""


@pytest.mark.parametrize(("earlier", "due"), [("many", 45), ("few", 65)])
def test_of_one_day_the_older_contract_comes_first(tmp_path: Path, earlier: str, due: int) -> None:
    """Ten are free. 30 of the older: 15 at 1.00, 5 at 5.00, and 5 of the other at 1.00; 5 of the
    older, which are free: then 15 at 1.00 and 10 at 5.00 of the other."""
    document = written(tmp_path, "demo/contracts", opening("demo/contracts") + CONTRACTS)
    (version,) = document.versions
    begun = {name: datetime.date(2025, 6 + (name != earlier), 1) for name in ("many", "few")}
    uses = [
        Usage("a", DAY, quantity=Decimal(many), keys={"customer": "A"}, since=begun[name])
        for name, many in (("many", 30), ("few", 5))
    ]
    for one in (uses, uses[::-1]):
        found = rate(document, version, one, {}).total
        assert found is not None and found.number == due


def test_a_use_names_all_lines_above_that_it_follows_as_one(tmp_path: Path) -> None:
    """And its own place; the first names its own only."""
    document = document_of(tmp_path, [(100, 200)], 5, 10, None)
    (version,) = document.versions
    uses = [
        Usage("a", DAY, quantity=Decimal(9), keys={"customer": "A"},
              sources=(Declaration(file="case.yaml", place=f"lines[{place}].quantity"),))
        for place in range(2)
    ]  # fmt: skip
    first, second = (
        {one.place for one in sources(line.amount) if isinstance(one, Declaration)}
        for line in rate(document, version, uses, {}).lines
        if line.amount is not None
    )
    assert first == {"lines[0].quantity"}
    assert second == {"lines[1].quantity", "lines"}
