"""Prices that facts move: what another price charged is neither charged back nor made up, and a fact
that nothing reads decides no amount; worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders.shelf import quoted
from builders.tariffs import opening, product
from hypothesis import given
from hypothesis import strategies as st

from engine.law import Faults, Shelf
from engine.quote import Quote

MONTH = "accumulate: {key: [customer, product], period: month}"
EDGES = "edges: in_lower_band, at_zero: nothing"


def bands(model: str, low: str, high: str) -> str:
    """Bands of the month, one price up to ten and another above."""
    return f'{{model: {model}, {MONTH}, {EDGES}, bands: [{{above: "0", up_to: "10", price: "{low}"}}, {{above: "10", price: "{high}"}}]}}'


FIVE_FREE = 'free_quota: {units: "5", key: [customer], within: {period: month}}'
BIG = "for_class: {big: {charge: PRICE}}"
TARIFF = (
    opening("demo/moved")
    + """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {call: {title: {zh: 次, en: call}}}
    facts:
      - {id: kind, title: {zh: 类型, en: kind}, question: {zh: 哪一类？, en: Which?}, values: [{id: x, title: {zh: 甲, en: x}}, {id: y, title: {zh: 乙, en: y}}]}
      - {id: size, title: {zh: 规模, en: size}, question: {zh: 多大？, en: How large?}, values: [{id: l, title: {zh: 大, en: l}}, {id: s, title: {zh: 小, en: s}}]}
    classes: {big: {title: {zh: 大, en: big}, fact: kind, in: [x]}}
    floats: {around: {title: {zh: 浮动, en: float}, question: {zh: 浮动多少？, en: How much?}, up: "50", down: "50"}}
    products:
"""
    + product("banded", f"charge: {bands('graduated', '1', '3')}", BIG.replace("PRICE", bands("graduated", "5", "7")))
    + product("whole", f"charge: {bands('volume', '1', '3')}", BIG.replace("PRICE", bands("volume", "5", "7")))
    + product("off", f"charge: {bands('graduated', '1', '3')}") .rstrip("\n") + '\n        discounts: [{for: big, component: fee, percent: "50"}]\n'
    + product("floated", f"charge: {bands('graduated', '1', '3')}", "float: around")
    + product("plain", f"charge: {bands('graduated', '1', '3')}")
    + product("seat", 'charge: {model: per_period, price: "310", period: month, proration: by_day}', 'for_class: {big: {charge: {model: per_period, price: "620", period: month, proration: by_day}}}')
    + product("a", FIVE_FREE, 'charge: {model: per_unit, price: "1"}')
    + product("b", FIVE_FREE, 'charge: {model: per_unit, price: "10"}', 'for_class: {big: {charge: {model: per_unit, price: "20"}}}')
)  # fmt: skip


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("moved")
    path = folder / "demo" / "moved.yaml"
    path.parent.mkdir()
    path.write_text(TARIFF, encoding="utf-8")
    assert Shelf(folder).check("demo/moved") == ()
    return Shelf(folder)


def made(law: Shelf, *lines: dict[str, Any], **more: Any) -> Quote:
    ask = {"on": "2026-03-20", "tariff": "demo/moved", "customer": {"name": "A"}, **more}
    return quoted(law, {"position": "none", **ask, "lines": [*lines]})


def asked(law: Shelf, *lines: dict[str, Any], **more: Any) -> str:
    """The total, or the places and keys of the faults."""
    try:
        found = made(law, *lines, **more)
    except Faults as wrong:
        return "; ".join(f"{one.place}: {one.key.removeprefix('tariff.')}" for one in wrong.faults)
    assert found.total is not None, found.missing
    return f"{found.total.number:.2f}"


CHANGES = [{"from": "2026-03-10", "facts": {"kind": "y"}}]


@pytest.mark.parametrize(
    ("product", "number", "charged", "due"),
    [
        # 8 as x, then as y: 8 more units of y's price, whatever x was charged.
        ("banded", 50, "40", "146.00"),  # 2 × 1 and 48 × 3
        ("banded", 5, "40", "11.00"),
        ("whole", 20, "40", "76.00"),  # 28 × 3 less 8 × 1
        ("off", 20, "4", "56.00"),  # 2 × 1 and 18 × 3
    ],
)
def test_what_the_class_before_charged_is_not_charged_back(
    law: Shelf, product: str, number: int, charged: str, due: str
) -> None:
    events = [{"on": "2026-03-05", "quantity": 8}, {"on": "2026-03-20", "quantity": number}]
    both = {"product": product, "events": events}
    whole = {"facts": {"kind": "x"}, "changes": CHANGES}
    assert asked(law, both, **whole) == f"{Decimal(charged) + Decimal(due):.2f}"
    later = {"product": product, "events": events[1:]}
    before = {"period": "2026-03", "used": {"call": 8}}
    for said in (before, before | {"charged": Decimal(charged)}):
        # The request itself says that the class changed in March.
        assert asked(law, later, position=[said], **whole) == due
    # Where it does not, what x paid is no price of y's.
    told = asked(law, later, position=[said], facts={"kind": "y"})
    assert told == "position[0].charged: charged_otherwise"
    assert asked(law, later, position=[before], facts={"kind": "y"}) == due


def test_what_a_cheaper_class_did_not_charge_is_not_made_up(law: Shelf) -> None:
    """First 8 of y for 8.00, then 5 as x: 2 × 5 and 3 × 7, and never 71 less 8."""
    before = {"period": "2026-03", "used": {"call": 8}}
    five = {"product": "banded", "quantity": 5}
    assert asked(law, five, position=[before], facts={"kind": "x"}) == "31.00"
    told = asked(law, five, position=[before | {"charged": 8}], facts={"kind": "x"})
    assert told == "position[0].charged: charged_otherwise"
    assert asked(law, five, position=[before | {"charged": 40}], facts={"kind": "x"}) == "31.00"


@pytest.mark.parametrize(
    ("product", "kind", "charged", "due"),
    [
        ("banded", "x", None, "-15.00"),
        ("banded", "x", 40, "-15.00"),
        ("banded", "x", 8, "position[0].charged: charged_otherwise"),
        ("banded", "y", 40, "position[0].charged: charged_otherwise"),
        ("banded", "x", 999, "position[0].charged: charged_otherwise"),
        ("plain", "x", 8, "-3.00"),
        ("plain", "x", 999, "position[0].charged: charged_otherwise"),
    ],
)
def test_a_correction_takes_back_what_its_price_added(
    law: Shelf, product: str, kind: str, charged: int | None, due: str
) -> None:
    line = {"product": product, "quantity": -3, "correction": "counted twice"}
    said = {} if charged is None else {"charged": charged}
    position = [{"period": "2026-03", "used": {"call": 8}, **said}]
    assert asked(law, line, position=position, facts={"kind": kind}) == due


@pytest.mark.parametrize(
    "more",
    [
        {"quantity": 3},
        {"quantity": 0},
        {"counts": {"call": 0}},
        {"counts": {"call": 3}},
        {"quantity": -3, "distinct": True},
        {"events": [{"on": "2026-03-20", "quantity": -3}]},
    ],
)
def test_a_correction_says_by_how_much_use_is_lowered(law: Shelf, more: dict[str, Any]) -> None:
    line = {"product": "plain", "correction": "counted twice", **more}
    position = [{"period": "2026-03", "used": {"call": 8}}]
    told = asked(law, line, position=position, facts={"kind": "x"})
    assert "lines[0].correction: correction_below_zero" in told


def test_a_price_that_nothing_moves_makes_up_what_was_not_charged(law: Shelf) -> None:
    """13 units cost 19.00; what is less than 8.00 for the first 8 is due now, what is more only as
    far as all of them cost it."""
    five = {"product": "plain", "quantity": 5}
    for charged, due in (("8", "11.00"), ("5", "14.00"), ("19", "0.00")):
        said = {"period": "2026-03", "used": {"call": 8}, "charged": Decimal(charged)}
        assert asked(law, five, position=[said]) == due
    assert asked(law, five, position=[said | {"charged": 20}]).endswith("charged_otherwise")


def test_a_float_is_a_price_of_its_own(law: Shelf) -> None:
    """8 at 10 per cent up cost 8.80; now the float is 20 per cent: 2 × 1.2 and 3 × 3.6."""
    five = {"product": "floated", "quantity": 5}
    said = {"period": "2026-03", "used": {"call": 8}, "charged": Decimal("8.8")}
    assert asked(law, five, position=[said], facts={"around": "10"}) == "12.10"
    assert asked(law, five, position=[said], facts={"around": "20"}).endswith("charged_otherwise")
    moved = {
        "facts": {"around": "10"},
        "changes": [{"from": "2026-03-10", "facts": {"around": "20"}}],
    }
    assert asked(law, five, position=[said], **moved) == "13.20"


@pytest.mark.parametrize(
    ("charged", "due"),
    [(None, "210.00"), (100, "210.00"), (200, "position[0].charged: charged_otherwise")],
)
def test_days_are_not_made_up_either(law: Shelf, charged: int | None, due: str) -> None:
    """Ten days of March as x cost 200.00; the 21 that are left cost 10.00 each as y."""
    span = {"from": "2026-03-11", "until": "2026-03-31", "runs": "calendar"}
    said = {} if charged is None else {"charged": charged}
    position = [{"period": "2026-03", "used": {"day": 10}, **said}]
    line = {"product": "seat", "span": span}
    assert asked(law, line, position=position, facts={"kind": "y"}) == due


def cost(units: int, kind: str) -> int:
    """What so many units of the month cost by the bands of a class (yuan)."""
    low, high = {"x": (5, 7), "y": (1, 3)}[kind]
    return low * min(units, 10) + high * max(units - 10, 0)


@given(
    first=st.integers(1, 30),
    then=st.integers(1, 30),
    kinds=st.tuples(st.sampled_from("xy"), st.sampled_from("xy")),
    says=st.booleans(),
    charged=st.one_of(st.none(), st.integers(0, 200)),
)
def test_parts_cost_what_the_whole_costs_or_charged_is_refused(
    law: Shelf, first: int, then: int, kinds: tuple[str, str], says: bool, charged: int | None
) -> None:
    """Units cost what they add by the price of their own day; `charged` never moves that."""
    one, other = kinds
    paid, due = cost(first, one), cost(first + then, other) - cost(first, other)
    events = [{"on": "2026-03-05", "quantity": first}, {"on": "2026-03-20", "quantity": then}]
    moved = {"facts": {"kind": one}, "changes": [{"from": "2026-03-10", "facts": {"kind": other}}]}
    assert asked(law, {"product": "banded", "events": events}, **moved) == f"{paid + due:.2f}"
    before: dict[str, Any] = {"period": "2026-03", "used": {"call": first}}
    if charged is not None:
        before["charged"] = charged
    facts = moved if says else {"facts": {"kind": other}}
    found = asked(law, {"product": "banded", "events": events[1:]}, position=[before], **facts)
    known = charged is None or (says and one != other) or charged == cost(first, other)
    assert found == (f"{due:.2f}" if known else "position[0].charged: charged_otherwise")


# --- facts that nothing reads


@pytest.mark.parametrize("unread", [{}, {"kind": "x"}, {"kind": "y"}, {"size": "l"}])
def test_of_one_day_the_product_that_stands_first_goes_first(
    law: Shelf, unread: dict[str, str]
) -> None:
    """Five of each, five free of both: a, which stands first in the tariff and has no class, takes
    them, wherever the fact of b is said."""
    lines = [{"product": "a", "quantity": 5, "facts": unread}, {"product": "b", "quantity": 5}]
    for kind, due in (("x", "100.00"), ("y", "50.00")):
        own = [lines[0], lines[1] | {"facts": {"kind": kind}}]
        for several in (own, own[::-1]):
            assert asked(law, *several) == due
            assert asked(law, *several, facts={"kind": "y"}) == due
        assert asked(law, *lines, facts={"kind": kind}) == due


def test_the_line_whose_fact_is_unread_is_named(law: Shelf) -> None:
    """Both say x; a has no class."""
    lines = [{"product": name, "quantity": 5, "facts": {"kind": "x"}} for name in "ab"]
    assert made(law, *lines).unused == ("lines[0].facts.kind",)
    assert made(law, *lines[::-1]).unused == ("lines[1].facts.kind",)


def test_a_fact_of_what_was_used_on_an_earlier_day_is_not_asked_for_again(law: Shelf) -> None:
    """b of x on the 5th takes the five free, so that a costs 5 × 1 on the 20th."""
    lines = [
        {"product": "b", "events": [{"on": "2026-03-05", "quantity": 5}], "facts": {"kind": "x"}},
        {"product": "a", "events": [{"on": "2026-03-20", "quantity": 5}]},
    ]
    assert asked(law, *lines) == "5.00"


def test_a_correction_beside_use_of_other_facts_is_told_apart(law: Shelf) -> None:
    for one, other in ("xy", "yx"):
        lines = [
            {"product": "banded", "quantity": 8, "facts": {"kind": one}},
            {"product": "banded", "quantity": -2, "facts": {"kind": other}, "correction": "twice"},
        ]
        position = [{"period": "2026-03", "used": {"call": 10}}]
        found = asked(law, *lines, position=position)
        assert found == "lines[1].correction: quote.correction_apart"


LINES = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.integers(1, 6),
        st.sampled_from("xy"),
        st.sampled_from(["l", "s", None]),
    ),
    min_size=1,
    max_size=4,
)


@given(lines=LINES, order=st.randoms(use_true_random=False))
def test_a_fact_that_nothing_reads_changes_nothing(
    law: Shelf, lines: list[tuple[str, int, str, str | None]], order: Any
) -> None:
    """Of five free, a's units go first, then b's of x at 20, then those of y at 10."""
    left, due = 5, 0
    places = {"a": 0, "b": 1}
    for name, number, kind, _ in sorted(lines, key=lambda one: (places[one[0]], one[2])):
        free = min(left, number)
        left -= free
        due += (number - free) * {"a": 1, "b": {"x": 20, "y": 10}[kind]}[name]
    written = [
        {
            "product": name,
            "events": [{"on": "2026-03-20", "quantity": number}],
            "facts": {"kind": kind} | ({} if size is None else {"size": size}),
        }
        for name, number, kind, size in lines
    ]
    order.shuffle(written)
    assert asked(law, *written) == f"{due:.2f}"
