"""What is said of use within a count is said of the count, too; what a quota took of all its entries
is what it holds; and a use is asked only about its own counts; worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from builders.shelf import quoted
from builders.tariffs import opening, product
from hypothesis import given
from hypothesis import strategies as st

from engine.law import Faults, Shelf


def bands(key: str, period: str, high: str = "3", low: str = "1") -> str:
    """Bands by these keys: one price up to ten units and another above."""
    return f'{{model: graduated, accumulate: {{key: [{key}], period: {period}}}, edges: in_lower_band, at_zero: nothing, bands: [{{above: "0", up_to: "10", price: "{low}"}}, {{above: "10", price: "{high}"}}]}}'


def quota(key: str, period: str = "month") -> str:
    return f'free_quota: {{units: "5", key: [{key}], within: {{period: {period}}}}}'


def classed(name: str, plain: str, big: str, key: str = "customer, product") -> str:
    """A product whose class counts by another period."""
    price = bands(key, big, "20", "2")
    return product(name, f"charge: {bands(key, plain, '10')}", f"for_class: {{big: {{charge: {price}}}}}")  # fmt: skip


OWN = "customer, product"
DUE = "at_zero: charged, accumulate: {key: [customer, product], period: month}"
TARIFF = (
    opening("demo/around")
    + """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {call: {title: {zh: 次, en: call}}, item: {title: {zh: 件, en: item}}}
    keys: {person: {title: {zh: 人, en: person}, question: {zh: 谁？, en: Who?}}}
    facts: [{id: kind, title: {zh: 类型, en: kind}, question: {zh: 哪一类？, en: Which?}, values: [{id: x, title: {zh: 甲, en: x}}, {id: y, title: {zh: 乙, en: y}}]}]
    classes: {big: {title: {zh: 大, en: big}, fact: kind, in: [x]}}
    products:
"""
    + product("own", quota(OWN), f"charge: {bands(OWN, 'month')}")
    + product("one", quota("customer"), f"charge: {bands(OWN, 'month')}", unit="item", component="both")
    + product("two", quota("customer"), f"charge: {bands(OWN, 'month')}", unit="item", component="both")
    + product("a", quota("customer"), f"charge: {bands(OWN, 'year')}", component="joint")
    + product("b", quota("customer"), f"charge: {bands(OWN, 'year')}", component="joint")
    + product("each", quota("person"), f"charge: {bands(OWN, 'year')}", component="each")
    + product("scene", quota(OWN), f"charge: {bands('customer, scenario', 'year')}", component="scene")
    + product("pair", f"charge: {bands('customer', 'month')}", component="first").rstrip("\n")
    + f"\n          - id: second\n            title: {{zh: 二, en: second}}\n            charge: {bands(OWN, 'year', '10')}\n"
    + classed("h", "month", "year") + classed("i", "month", "year")
    + classed("day", "month", "day") + classed("ever", "month", "ever")
    + classed("p", "month", "year", "customer, product, person")
    + product("least", 'charge: {model: per_unit, price: "1", accumulate: {key: [customer, product], period: month}}', 'limits: {minimum: "50", apply: before_discounts, at_zero: charged}')
    + product("flat", quota(OWN), f'charge: {{model: flat, price: "7", {DUE}}}')
)  # fmt: skip


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("around")
    path = folder / "demo" / "around.yaml"
    path.parent.mkdir()
    path.write_text(TARIFF, encoding="utf-8")
    assert Shelf(folder).check("demo/around") == ()
    return Shelf(folder)


def asked(law: Shelf, *lines: dict[str, Any], **more: Any) -> str:
    """The total and the amounts of several lines, or the places and keys of the faults."""
    ask = {"on": "2026-03-20", "tariff": "demo/around", "customer": {"name": "A"}, **more}
    try:
        made = quoted(law, {"position": "none", **ask, "lines": [*lines]})
    except Faults as found:
        return "; ".join(f"{one.place}: {one.key.removeprefix('tariff.')}" for one in found.faults)
    assert made.total is not None, made.missing
    return f"{made.total.number:.2f}"


def use(name: str, number: int = 8, on: str = "2026-03-20", **more: Any) -> dict[str, Any]:
    keys = more.pop("keys", {})
    return {"product": name, "events": [{"on": on, "quantity": number, "keys": keys}], **more}


def before(period: str, used: int | None, took: int | None = None, **more: Any) -> dict[str, Any]:
    unit = "item" if more.get("product") in ("one", "two") else "call"
    said = {} if used is None else {"used": {unit: used}}
    return {"period": period, **said, **({} if took is None else {"quota_used": took}), **more}


@pytest.mark.parametrize(
    ("line", "position", "expected"),
    [
        # Ten in March took the five free of all products; five beyond are in the year of a: of 13
        # eight are new, 5 × 1 and 3 × 3.
        (use("a"), [before("2026-03", 10, product="a")], "position[0]: around_unsaid"),
        (use("a"), [before("2026-03", 10, 5, product="a")], "position[0]: around_unsaid"),
        (use("a"), [before("2026-03", 10, 5, product="a"), before("2026", 10, 5, product="a")], "14.00"),
        (use("a"), [before("2026-03", 10, 5, product="a"), before("2026", 4, 4, product="a")], "position[1].used.call: said_less; position[1].quota_used: said_less"),
        (use("each", keys={"person": "p"}), [before("2026-03", 10, keys={"person": "p"})], "position[0]: around_unsaid"),
        (use("each", keys={"person": "p"}), [before("2026-03", 10, keys={"person": "p"}), before("2026", 10, 5)], "14.00"),
        (use("scene", scenario="s"), [before("2026-03", 10, keys={"scenario": "s"})], "position[0]: around_unsaid"),
        (use("scene", scenario="s"), [before("2026-03", 10, keys={"scenario": "s"}), before("2026", 10, 5, keys={"scenario": "s"})], "14.00"),
        # Two components: 8 × 3 of the month and 8 × 10 of the year.
        (use("pair"), [before("2026-03", 10)], "position[0]: around_unsaid"),
        (use("pair"), [before("2026-03", 10), before("2026", 4)], "position[1].used.call: said_less"),
        (use("pair"), [before("2026-03", 10), before("2026", 10)], "104.00"),
    ],
)  # fmt: skip
def test_use_is_said_of_each_count_that_it_lies_in(
    law: Shelf, line: dict[str, Any], position: list[dict[str, Any]], expected: str
) -> None:
    assert asked(law, line, position=position) == expected


@pytest.mark.parametrize(
    ("line", "position", "expected"),
    [
        # Five beyond before: 5 × 1 and 3 × 3.
        (use("own"), [before("2026-03", 10, 5)], "14.00"),
        (use("own"), [before("2026-03", 10, 9)], "position[0].quota_used: quota_overdrawn"),
        (use("own"), [before("2026-03", 10, 4)], "position[0].quota_used: quota_left"),
        # Of eight of one, nobody but one can have taken the five free of both.
        (use("one"), [before("2026-03", 8, 5, product="one")], "10.00"),
        (use("one"), [before("2026-03", 8, 0, product="one")], "position[0].quota_used: quota_left"),
        (use("one"), [before("2026-03", 8, 0, product="two")], "position[0].quota_used: quota_left"),
        (use("one"), [before("2026-03", 8, 5, product="two")], "8.00"),
        (use("one"), [before("2026-03", 8, 8, product="one")], "position[0].quota_used: quota_overdrawn"),
        (use("one"), [before("2026-03", 8, 5, product="one"), before("2026-03", 8, 5, product="two")], "position[1].quota_used: quota_overdrawn"),
        (use("one"), [before("2026-03", 8, 1, product="one"), before("2026-03", 8, 1, product="two")], "position[0].quota_used: quota_left"),
        (use("one"), [before("2026-03", 8, 2, product="one"), before("2026-03", 8, 3, product="two")], "16.00"),  # 4 × 1, 4 × 3
    ],
)  # fmt: skip
def test_all_entries_of_a_quota_took_what_it_holds(
    law: Shelf, line: dict[str, Any], position: list[dict[str, Any]], expected: str
) -> None:
    assert asked(law, line, position=position) == expected


@given(used=st.tuples(*[st.integers(0, 12)] * 2), took=st.tuples(*[st.integers(0, 12)] * 2))
def test_a_shared_quota_is_given_out_once(
    law: Shelf, used: tuple[int, int], took: tuple[int, int]
) -> None:
    """Of two products together it took five, or all that was used where that was less."""
    took = (min(took[0], used[0]), min(took[1], used[1]))
    position = [
        before("2026-03", units, free, product=name)
        for name, units, free in zip(("one", "two"), used, took, strict=True)
    ]
    found = asked(law, use("one"), position=position)
    if sum(took) != min(5, sum(used)):
        assert found.split(": ")[1] in ("quota_left", "quota_overdrawn")
        return
    start = used[0] - took[0]
    end = start + 8 - (5 - sum(took))
    assert found == f"{cost(end) - cost(start):.2f}"


def cost(units: int) -> int:
    return units + 2 * max(units - 10, 0)


EVENTS = st.lists(
    st.tuples(st.sampled_from(["2026-02-10", "2026-03-10"]), st.sampled_from("ab"), st.integers(1, 9)),
    max_size=4,
)  # fmt: skip


@given(events=EVENTS)
def test_parts_with_positions_cost_what_the_whole_costs(
    law: Shelf, events: list[tuple[str, str, int]]
) -> None:
    """Five free a month of a and b together, bands of the year of each; what was before is said of
    March and of the year, and without the year it is asked for where March was used."""
    took: dict[tuple[str, str], int] = {}
    used: dict[tuple[str, str], int] = {}
    left = {"02": 5, "03": 5}
    for day, name, number in sorted(events):
        month = day[5:7]
        free = min(left[month], number)
        left[month] -= free
        for period in (f"2026-{month}", "2026"):
            took[name, period] = took.get((name, period), 0) + free
            used[name, period] = used.get((name, period), 0) + number
    start = used.get(("a", "2026"), 0) - took.get(("a", "2026"), 0)
    due = cost(start + 8 - min(left["03"], 8)) - cost(start)
    lines = [use(name, number, on) for on, name, number in events]
    first = asked(law, *lines) if lines else "0.00"
    assert float(asked(law, *lines, use("a"))) == float(first) + due
    told = [
        before(period, used[name, period], took[name, period], product=name)
        for name, period in used
        if period == "2026-03" or (name, period) == ("a", "2026")
    ]
    assert asked(law, use("a"), position=told or "none") == f"{due:.2f}"
    without = [one for one in told if one["period"] == "2026-03"]
    if any(one["product"] == "a" for one in without):
        assert "around_unsaid" in asked(law, use("a"), position=without)


# --- which counts a use has


@pytest.mark.parametrize(
    ("lines", "entry", "expected"),
    [
        # Of y eight more of March cost 2 × 1 and 6 × 10; of x eight cost 2 each.
        ("h", before("2026-03", 8), "62.00"),
        ("hi", before("2026-03", 8, product="h"), "78.00"),
        ("hi", before("2026", 8, product="h"), "position[0]: position_of_no_rule"),
        ("hi", before("2026", 8, product="i"), "132.00"),  # 8 × 1, and 2 × 2 and 6 × 20
        ("hi", before("2026-03", 8, product="i"), "position[0]: position_of_no_rule"),
    ],
)
def test_each_use_is_asked_about_its_own_price(
    law: Shelf, lines: str, entry: dict[str, Any], expected: str
) -> None:
    """h is of y, whose bands are of the month; i is of x, whose bands are of the year."""
    kinds = {"h": "y", "i": "x"}
    asking = [use(name, facts={"kind": kinds[name]}) for name in lines]
    for several in (asking, asking[::-1]):
        assert asked(law, *several, position=[entry]) == expected


@pytest.mark.parametrize(("product", "period"), [("day", "2026-03-20"), ("ever", "ever")])
def test_a_period_of_another_line_is_none_of_this_one(
    law: Shelf, product: str, period: str
) -> None:
    lines = [use("h", facts={"kind": "y"}), use(product, facts={"kind": "x"})]
    entry = before(period, 8, product="h")
    assert asked(law, *lines, position=[entry]) == "position[0]: position_of_no_rule"
    assert asked(law, *lines, position=[before("2026-03", 8, product="h")]) == "78.00"


def test_it_is_so_of_persons_and_of_days(law: Shelf) -> None:
    """p is of y and q of x; and of one product y in March, x in April of the next year."""
    lines = [
        use("p", keys={"person": name}, facts={"kind": kind})
        for name, kind in (("p", "y"), ("q", "x"))
    ]
    mine = {"keys": {"person": "p"}}
    assert asked(law, *lines, position=[before("2026-03", 8, **mine)]) == "78.00"
    assert "position_of_no_rule" in asked(law, *lines, position=[before("2026", 8, **mine)])
    later = [use("h", facts={"kind": "y"}), use("h", on="2027-04-20", facts={"kind": "x"})]
    day = {"on": "2027-04-20"}
    assert asked(law, *later, position=[before("2026-03", 8)], **day) == "78.00"
    assert asked(law, *later, position=[before("2027", 8)], **day) == "132.00"
    for period in ("2026", "2027-04"):
        assert "position[0]" in asked(law, *later, position=[before(period, 8)], **day)


def test_a_year_that_begins_within_the_request_is_asked_for(law: Shelf) -> None:
    """y until 9 March, then x: eight of March are of the year of x, too."""
    more = {"facts": {"kind": "y"}, "changes": [{"from": "2026-03-10", "facts": {"kind": "x"}}]}
    lines = [use("h", 4, "2026-03-05"), use("h", 8)]
    month, year = before("2026-03", 8), before("2026", 8)
    assert asked(law, *lines, position=[month], **more) == "position[0]: around_unsaid"
    # 2 × 1 and 2 × 10; 20 less 12 before, at 20.
    assert asked(law, *lines, position=[month, year], **more) == "182.00"


# --- what is due without use


@pytest.mark.parametrize(
    ("product", "entry", "expected"),
    [
        ("least", before("2026-03", 0), "position[0].charged: zero_of_what"),
        ("least", before("2026-03", 0, charged=0), "50.00"),
        ("least", before("2026-03", 0, charged=50), "0.00"),
        ("least", before("2026-03", 2), "0.00"),
        ("flat", before("2026-03", 3), "0.00"),
        ("flat", before("2026-03", None, 3), "position[0].charged: zero_of_what"),
        ("flat", before("2026-03", 3, charged=7), "0.00"),
    ],
)
def test_of_what_is_due_without_use_is_said_whether_it_was_charged(
    law: Shelf, product: str, entry: dict[str, Any], expected: str
) -> None:
    assert asked(law, use(product, 3), position=[entry]) == expected
