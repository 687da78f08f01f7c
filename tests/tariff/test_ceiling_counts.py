"""A list under its ceiling where its parts see other running totals, or any fraction of a unit."""

from __future__ import annotations

from typing import Any

import pytest
from builders.random_tariffs import TITLE
from builders.under_ceilings import USE, document_of, found

from engine.law import written_path
from engine.law.model.document import with_inherited_citations
from engine.tariff import TariffDocument

CENT = {"unit": "0.01", "mode": "half_up", "at": "line"}
DOWN = {**CENT, "mode": "down"}
MONTH = {"key": ["customer"], "period": "month"}
DAYS = {"key": ["customer"], "period": "day"}
CUSTOMER = {"key": ["project"], "period": "month"}
EACH = {"unit": "unit", "started_whole": True, "started_of": "each_use"}


def part(charge: dict[str, Any], name: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": name, "title": TITLE, "charge": charge, **more}


def unit(price: str, over: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"model": "per_unit", "price": price} | ({} if over is None else {"accumulate": over})


def banded(first: str, then: str, over: dict[str, Any], fee: str = "0") -> dict[str, Any]:
    bands = [
        {"above": "0", "up_to": "10", "price": first, "entry_fee": fee},
        {"above": "10", "price": then},
    ]
    read = {"edges": "in_lower_band", "at_zero": "nothing"}
    return {"model": "graduated", "accumulate": over, **read, "bands": bands}


def least(amount: str, **more: Any) -> dict[str, Any]:
    return {"limits": {"minimum": amount, "apply": "after_discounts", "at_zero": "nothing", **more}}


def any_fraction(document: TariffDocument) -> TariffDocument:
    """The same of a unit of which any fraction is asked for."""
    tree = document.model_dump(mode="json", by_alias=True)
    tree["versions"][0]["units"]["unit"] = {"title": TITLE, "whole": False}
    return with_inherited_citations(TariffDocument.model_validate(tree))


def told(
    parts: list[dict[str, Any]], limit: str, rounding: dict[str, str] = DOWN, fraction: bool = False,
    per: list[Any] | None = None, above: dict[str, str] = CENT,
) -> list[tuple[str, dict[str, object]]]:  # fmt: skip
    """What check says of the list under a ceiling of `limit` for each unit, by key and figures."""
    listed = document_of("list", 0, parts, rounding)
    ceiling = document_of("above", 0, [part(unit(limit), per=per or [])], above)
    if fraction:
        listed, ceiling = any_fraction(listed), any_fraction(ceiling)
    findings = found(listed, ceiling)
    several = len(parts) > 1
    for each in findings:
        place = written_path(each.path)
        if not each.key.startswith("tariff.check.rounding"):
            assert place == "versions[0].products[0].components" + ("" if several else "[0]")
    names = ("price", "limit", "quantity", "amount", "allowed")
    return [
        (each.key.removeprefix("tariff.check."), {name: each.values[name] for name in names if name in each.values})
        for each in findings
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "then", "limit", "apart"),
    [
        # A minimum of five on each day, and 4.00 for each above ten of a month: nine for one unit.
        (part(unit("0.1", DAYS), **least("5")), banded("0.1", "4", MONTH), "5.1", "9"),
        (part(unit("0.1", DAYS), **least("5")), banded("0.1", "4", MONTH), "9", None),
        # Of one month the minimum is met before.
        (part(unit("0.1", MONTH), **least("5")), banded("0.1", "4", MONTH), "5.1", None),
        # A fee of each day, of each customer, of each use.
        (part(banded("1", "1", DAYS, "3")), banded("0.1", "4", MONTH), "5", "8"),
        (part(banded("1", "1", CUSTOMER, "3")), banded("0.1", "4", MONTH), "5", "8"),
        (part(banded("1", "1", MONTH, "3")), banded("0.1", "4", MONTH), "5", None),
        (part(unit("0.1"), **least("5", each_use=True)), banded("0.1", "4", MONTH), "5.1", "9"),
        # What is a price per unit and no more is the same wherever it is counted.
        (part(unit("1", DAYS)), banded("0.1", "4", MONTH), "5", None),
        (part(unit("1")), banded("0.1", "4", MONTH), "5", None),
    ],
)  # fmt: skip
def test_parts_that_see_other_totals_are_each_at_their_dearest(
    first: dict[str, Any], then: dict[str, Any], limit: str, apart: str | None
) -> None:
    expected = [("ceiling_counted_apart", {"price": apart, "limit": limit})] if apart else []
    whole = {**DOWN, "at": "total"}
    assert told([first, part(then, "b")], limit, whole) == expected


@pytest.mark.parametrize(
    ("first", "second", "proven"),
    [
        # 0.34 and 0.34 at most of 0.70, or 0.67 for each pair.
        (unit("0.335", DAYS), unit("0.335", MONTH), True),
        (unit("0.335"), unit("0.335", MONTH), True),
        (banded("0.335", "0.334", MONTH), unit("0.335", DAYS), True),
        (banded("0.335", "0.334", MONTH), banded("0.335", "0.334", MONTH), True),
        # Other totals are rounded where no quantity of one shows.
        (banded("0.335", "0.334", MONTH), banded("0.335", "0.334", DAYS), False),
    ],
)
def test_rounding_of_parts_is_proven_where_they_see_one_total(
    first: dict[str, Any], second: dict[str, Any], proven: bool
) -> None:
    expected = [] if proven else ["rounding_not_comparable"]
    parts = [part(first), part(second, "b")]
    assert [key for key, _ in told(parts, "0.7", CENT)] == expected


@pytest.mark.parametrize(
    ("fee", "limit", "per", "fraction", "expected"),
    [
        # 0.5 each and a fee of 0.000001: of a millionth 0.0000015, above what 1.00 comes to, too.
        ("0.000001", "1", [], False, None),
        ("0.000001", "1", [], True, ("0.000001", "0.0000015", "0.000001")),
        # By 100 a millionth comes to 0.0001, and 10⁻⁵⁰ to less than the fee.
        ("0.000001", "100", [], True, ("0." + "0" * 49 + "1", None, "0." + "0" * 47 + "1")),
        ("0", "1", [], True, None),
        # Of started units there is no less than one.
        ("0.000001", "1", [EACH], True, None),
        ("0.6", "1", [EACH], True, ("1", "1.1", "1")),
    ],
)
def test_any_fraction_of_a_unit_is_tried_down_to_the_smallest(
    fee: str, limit: str, per: list[Any], fraction: bool, expected: tuple[str | None, ...] | None
) -> None:
    fine = {**DOWN, "unit": "0.000001"}
    component = part(banded("0.5", "0.5", MONTH, fee), per=per)
    found = told([component], limit, fine, fraction, per)
    assert [key for key, _ in found] == (["above_ceiling_at"] if expected else [])
    for _, figures in found:
        shown = (figures[name] for name in ("quantity", "amount", "allowed"))
        assert all(one in (None, each) for one, each in zip(expected or (), shown, strict=True))


def test_blocks_of_several_parts_are_tried_where_they_begin_together() -> None:
    """Two yuan, of which nine are not asked for: of the one, nine for nothing, two at 1.00 and then
    blocks of five, begun with 12, 17, … 37; of the other eight at 1.00 and then blocks of seven,
    begun with 9, 16, … 37. At 17 both come to 12 + 22, the ceiling's 34; at 37 to 32 + 43."""
    edges = {"edges": "in_lower_band", "at_zero": "nothing", "accumulate": MONTH}
    first = [
        {"above": "0", "up_to": "9", "price": "0"},
        {"above": "9", "up_to": "11", "price": "1"},
        {"above": "11", "price": "5", "size": "5"},
    ]
    second = [{"above": "0", "up_to": "8", "price": "1"}, {"above": "8", "price": "7", "size": "7"}]
    parts = [
        part({"model": "graduated", **edges, "bands": bands}, name)
        for name, bands in (("a", first), ("b", second))
    ]
    figures = {"quantity": "37", "amount": "75", "allowed": "74"}
    assert told(parts, "2") == [("above_ceiling_at", figures)]
    assert told(parts, "2.03") == []  # 75.11


def test_blocks_of_one_part_are_tried_where_those_of_another_are_begun() -> None:
    """A tenth each, of which the first is for nothing, from the twelfth to the 21st in blocks of five;
    and six for nothing, then blocks of seven at 1.00 each, begun with 7, 14, 21. With the third of a
    block of the one 14 are 1.00 + 0.50 + 14.00, by 1.10 at most 15.40; 7 and 21 stay below."""
    edges = {"edges": "in_lower_band", "at_zero": "nothing", "accumulate": MONTH}
    first = [
        {"above": "0", "up_to": "1", "price": "0"},
        {"above": "1", "up_to": "11", "price": "0.1"},
        {"above": "11", "up_to": "21", "price": "0.5", "size": "5"},
        {"above": "21", "price": "0.1"},
    ]
    second = [{"above": "0", "up_to": "6", "price": "0"}, {"above": "6", "price": "7", "size": "7"}]
    parts = [
        part({"model": "graduated", **edges, "bands": bands}, name)
        for name, bands in (("a", first), ("b", second))
    ]
    figures = {"quantity": "14", "amount": "15.5", "allowed": "15.4"}
    assert told(parts, "1.1") == [("above_ceiling_at", figures)]


OF_ALL = {**EACH, "started_of": "total"}
LESS = {"unit": "unit", "converted": {"from": "unit", "multiply_by": "1", "rounded": "each_use",
        "rounding": {"to": "1", "mode": "down"}}}  # fmt: skip
TWICE = {**LESS, "converted": {**LESS["converted"], "multiply_by": "2"}}


@pytest.mark.parametrize(
    ("listed", "over", "above", "over_above", "alike"),
    [
        (EACH, MONTH, EACH, MONTH, True),
        (EACH, MONTH, EACH, DAYS, True),
        # What is started of all of a period is started of that period.
        (OF_ALL, MONTH, OF_ALL, MONTH, True),
        (OF_ALL, MONTH, OF_ALL, DAYS, False),
        (OF_ALL, MONTH, EACH, MONTH, False),
        (EACH, MONTH, OF_ALL, MONTH, False),
        # A part that is left out lifts nothing, nor does one that the ceiling fills up.
        ("unit", MONTH, EACH, MONTH, True),
        (LESS, MONTH, EACH, DAYS, True),
        (LESS, MONTH, "unit", MONTH, True),
        ("unit", MONTH, LESS, MONTH, False),
        (EACH, MONTH, "unit", MONTH, False),
        # Two for one are more.
        (TWICE, MONTH, "unit", MONTH, False),
        (LESS, MONTH, TWICE, MONTH, False),
    ],
)
def test_units_of_a_list_are_no_more_than_those_of_its_ceiling(
    listed: Any, over: dict[str, Any], above: Any, over_above: dict[str, Any], alike: bool
) -> None:
    """One at 0.50, under a ceiling of 1.00 and one decimal of a unit."""
    one = document_of("list", 1, [part(unit("0.50", over), per=[listed])], DOWN)
    ceiling = document_of("above", 1, [part(unit("1", over_above), per=[above])], CENT)
    keys = [each.key for each in found(one, ceiling)]
    assert keys == ([] if alike else ["tariff.check.ceiling_counted_otherwise"])


LESS_OF_ALL = {**LESS, "converted": {**LESS["converted"], "rounded": "total"}}
LESS_OF_TENTHS = {
    **LESS,
    "converted": {**LESS["converted"], "rounding": {"to": "0.2", "mode": "down"}},
}


@pytest.mark.parametrize(
    ("first", "second", "proven"),
    [
        ("unit", "unit", True),
        (LESS, LESS, True),
        ("unit", LESS, False),
        (LESS, LESS_OF_ALL, False),
        (LESS, LESS_OF_TENTHS, False),
    ],
)
def test_parts_that_count_otherwise_see_no_one_total(first: Any, second: Any, proven: bool) -> None:
    """0.34 and 0.34 at most of 0.70, or 0.67 for each pair."""
    parts = [
        part(unit("0.335", MONTH), per=[first]),
        part(unit("0.335", MONTH), "b", per=[second]),
    ]
    listed = document_of("list", 1, parts, CENT)
    ceiling = document_of("above", 1, [part(unit("0.8", MONTH))], CENT)
    keys = [each.key for each in found(listed, ceiling)]
    assert keys == ([] if proven else ["tariff.check.rounding_not_comparable"])


@pytest.mark.parametrize(
    ("charge", "more", "plain"),
    [
        (unit("1"), {}, True),
        ({"model": "percentage", "percent": "1"}, {}, True),
        (banded("1", "1", MONTH), {}, False),
        ({"model": "package", "accumulate": MONTH, "size": "1", "price": "1"}, {}, False),
        (unit("1", MONTH), least("1"), False),
        (unit("1"), {"for_class": {"first": {"charge": unit("1")}}}, False),
    ],
)
def test_a_ceiling_is_a_price_for_each_unit(
    charge: dict[str, Any], more: dict[str, Any], plain: bool
) -> None:
    """The second of two parts is named."""
    document = document_of("above", 0, [part(unit("1")), part(charge, "b", **more)], CENT)
    expected = [] if plain else ["versions[0].products[0].components[1].charge"]
    told = [each for each in found(document, document) if "ceiling" in each.key]
    assert [written_path(each.path) for each in told] == expected
    assert {each.key for each in told} <= {"tariff.check.ceiling_not_per_unit"}


@pytest.mark.parametrize("free_part", [None, "within_bands"])
@pytest.mark.parametrize("shared", [False, True])
def test_a_share_of_an_amount_is_rounded_as_no_whole_unit_is(
    free_part: str | None, shared: bool
) -> None:
    """0.34 and 0.34 at most of 0.70; where a use can be free in part, of units or of amounts there
    are more than can be tried."""
    parts = [part(unit("0.335")), part(unit("0.335"), "b")]
    listed = document_of("list", 0, parts, CENT, free_part)
    ceiling = document_of("above", 0, [part(unit("0.7"))], CENT)
    keys = [each.key for each in found(listed, ceiling, USE if shared else None)]
    assert keys == (["tariff.check.rounding_not_comparable"] if shared else [])


@pytest.mark.parametrize(("limit", "above"), [("3.9", True), ("4", False)])
def test_everyone_is_held_who_pays_what_no_one_else_does(limit: str, above: bool) -> None:
    """Those of no class pay 2.00 and nothing, the first 0.00 and 2.00, and those of the wider class
    alone 2.00 and 2.00."""
    parts = [
        part(unit("2"), for_class={"first": {"charge": unit("0")}}),
        part(unit("0"), "b", for_class={"all": {"charge": unit("2")}}),
    ]
    tree = document_of("list", 0, [part(unit("0"))], DOWN).model_dump(mode="json", by_alias=True)
    version = tree["versions"][0]
    version["classes"]["all"] = {"title": TITLE, "fact": "kind", "in": ["plain", "first"]}
    version["products"][0]["components"] = parts
    listed = with_inherited_citations(TariffDocument.model_validate(tree))
    ceiling = document_of("above", 0, [part(unit(limit))], CENT)
    keys = [each.key for each in found(listed, ceiling)]
    assert keys == (["tariff.check.above_ceiling"] if above else [])
