"""A list under its ceiling where its parts see other running totals, or any fraction of a unit."""

from __future__ import annotations

from typing import Any

import pytest
from builders.random_tariffs import TITLE
from builders.under_ceilings import document_of, found

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
