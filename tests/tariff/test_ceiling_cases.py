"""Lists that would be priced above their ceilings, by hand: each is a fault, and told as what it is."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal
from typing import Any

import pytest
from builders.random_tariffs import DAY, TITLE
from builders.under_ceilings import Priced, document_of, findings

from engine.law import Faults
from engine.tariff import TariffDocument, Usage

CENT = {"unit": "0.01", "mode": "half_up", "at": "line"}
MONTH = {"key": ["customer"], "period": "month"}
DAYS = {"key": ["customer"], "period": "day"}
YEAR = {"period": "year"}


def part(charge: dict[str, Any], name: str = "fee", **more: Any) -> dict[str, Any]:
    return {"id": name, "title": TITLE, "charge": charge, **more}


def per_unit(price: str, **more: Any) -> dict[str, Any]:
    return {"model": "per_unit", "price": price, **more}


def graduated(first: str, then: str, edge: str, over: dict[str, Any]) -> dict[str, Any]:
    bands = [{"above": "0", "up_to": edge, "price": first}, {"above": edge, "price": then}]
    read = {"edges": "in_lower_band", "at_zero": "nothing"}
    return {"model": "graduated", "accumulate": over, **read, "bands": bands}


def found(
    parts: list[dict[str, Any]],
    limit: str,
    per: list[Any] | None = None,
    rounding: dict[str, str] = CENT,
    above: dict[str, str] = CENT,
    decimals: int = 0,
) -> list[str]:
    """What check says of the list under a ceiling of `limit` (yuan), by key."""
    ceiling = part(per_unit(limit), per=per or [])
    return findings(
        document_of("list", decimals, parts, rounding),
        document_of("above", decimals, [ceiling], above),
    )


def converted(to: str = "10", **factor: str) -> dict[str, Any]:
    rounding = {"rounding": {"to": to, "mode": "up"}, "rounded": "each_use"}
    return {"unit": "priced", "converted": {"from": "unit", **factor, **rounding}}


def test_a_ladder_is_proven_as_far_as_quotes_go() -> None:
    """A thousand calls for nothing, then each dearer by 0.001: the 1900th costs 0.90, and 5000 would
    come to 8,002 under a ceiling of 5,000."""
    ladder = {
        "model": "graduated", "accumulate": MONTH, "edges": "in_lower_band", "at_zero": "nothing",
        "bands": [{"above": "0", "up_to": "1000", "price": "0"}],
        "then": {"every": "1", "adds": "0.001"},
    }  # fmt: skip
    listed = document_of("list", 0, [part(ladder)], CENT, largest="1900")
    ceiling = document_of("above", 0, [part(per_unit("1"))], CENT)
    assert findings(listed, ceiling) == []
    use = Usage("product", DAY, quantity=Decimal(1900), keys={"customer": "A"})
    # 0.001 × (1 + … + 900)
    assert Priced(listed, {}).total(use) == Decimal("405.45")
    with pytest.raises(Faults) as refused:
        Priced(listed, {}).total(Usage("product", DAY, quantity=Decimal(5000), keys=use.keys))
    (fault,) = refused.value.faults
    assert (fault.key, fault.values["quantity"]) == ("tariff.beyond_largest", "5,000")


@pytest.mark.parametrize(
    ("listed", "above", "key"),
    [
        # One second would be ten minutes, or a thousand calls.
        (converted(divide_by="60"), None, "ceiling_counted_otherwise"),
        (converted(divide_by="60"), "priced", "ceiling_counted_otherwise"),
        (converted("1", multiply_by="1000"), "priced", "ceiling_counted_otherwise"),
        # As the ceiling counts, too.
        (converted(divide_by="60"), converted(divide_by="60"), None),
        (converted("1", divide_by="60"), converted(divide_by="60"), "ceiling_counted_otherwise"),
        ("priced", "priced", None),
    ],
)
def test_units_count_as_by_the_ceiling(listed: Any, above: Any, key: str | None) -> None:
    """Where the ceiling is by the unit itself, nothing stands above what is converted."""
    told = found([part(per_unit("1"), per=[listed])], "1", per=None if above is None else [above])
    other = "component_without_ceiling" if above is None else key
    assert told == ([f"tariff.check.{other}"] if key else [])


def test_a_price_that_is_none_of_a_unit_cannot_be_compared() -> None:
    tiers = {
        "model": "capacity", "accumulate": MONTH, "edges": "in_lower_band", "at_zero": "nothing",
        "tiers": [{"up_to": {"unit": "10", "year": "10"}, "price": "10"}, {"price": "30"}],
    }  # fmt: skip
    counts = ["unit", "year"]
    key = "tariff.check.ceiling_not_comparable"
    assert found([part(tiers, per=counts)], "1", per=counts) == [key]
    monthly = {"model": "per_period", "price": "1", "period": "month", "proration": "by_day"}
    classes = {"first": {"charge": monthly}}
    assert found([part(per_unit("1"), for_class=classes)], "1") == [key]


def test_a_customer_can_be_of_two_classes() -> None:
    """The first costs 1.00 and the second 1.00; for those of both classes 1.50 each."""
    parts = [
        part(per_unit("1"), "a", for_class={"first": {"charge": per_unit("1.5")}}),
        part(per_unit("1"), "b", for_class={"other": {"charge": per_unit("1.5")}}),
    ]
    assert found(parts, "2.5") == ["tariff.check.above_ceiling"]
    assert found(parts, "3") == []


def test_components_of_other_periods_are_each_at_their_dearest() -> None:
    """Ten a day for a hundred days of a month: 0.90 each by the one, 0.10 and then 0.90 by the
    other: never more than 1.00 for a further unit, and 1.80 in the end."""
    both = [
        part(graduated("0.9", "0.1", "10", DAYS), "a"),
        part(graduated("0.1", "0.9", "10", MONTH), "b"),
    ]
    exact = {"unit": "0.01", "mode": "half_up", "at": "total"}
    assert found(both, "1", rounding=exact) == ["tariff.check.ceiling_counted_apart"]
    assert found(both, "1.8", rounding=exact) == []
    alike = [both[0], part(graduated("0.1", "0.9", "10", DAYS), "b")]
    assert found(alike, "1", rounding=exact) == []


def test_a_quota_of_another_period_is_used_up() -> None:
    """Nine of a year free, then ten for 10.00: in the second month one costs 10.00."""
    package = {"model": "package", "accumulate": MONTH, "size": "10", "price": "10"}
    quota = {"units": "9", "key": ["customer"], "within": YEAR}
    assert found([part(package, free_quota=quota)], "1") == ["tariff.check.above_ceiling_at"]
    monthly = {**quota, "within": {"period": "month"}}
    assert found([part(package, free_quota=monthly)], "1") == []


def test_rounding_that_lifts_after_a_thousand_units_is_found() -> None:
    """1001 at 0.5005 are 501.0005: 501.001 by the list, 501 or 501.0005 by the ceiling; up to there
    whole yuan were more wherever a half was rounded up."""
    fine = {"unit": "0.001", "mode": "half_up", "at": "line"}
    coarse = {"unit": "1", "mode": "half_up", "at": "line"}
    told = found([part(per_unit("0.5005"))], "0.5005", rounding=fine, above=coarse)
    assert told == ["tariff.check.rounding_lifts"]
    assert found([part(per_unit("0.5005"))], "0.5005", rounding=fine, above=fine) == []


def test_a_float_lifts_what_was_rounded_by_band() -> None:
    """1.005 is rounded to 1.01, and 1.2 times that is 1.212 above 1.206."""
    by_band = {**CENT, "at": "band"}
    parts = [part(per_unit("1.005"), float="floating")]
    assert found(parts, "1.206", rounding=by_band) == ["tariff.check.rounding_lifts"]
    assert found(parts, "1.212", rounding=by_band) == []


@pytest.mark.parametrize(
    "field", ["free_quota", "once_per", "not_collected", "discounts", "exemptions"]
)
def test_a_ceiling_is_plain(field: str) -> None:
    reading = {"anchor": "last_charged", "first_day_counts": True}
    of_component = {
        "free_quota": {"units": "9", "key": ["customer"], "within": YEAR},
        "once_per": {"key": ["project"], "days": 9, "reading": reading},
        "not_collected": {"reason": TITLE},
    }
    fee = part(per_unit("1"), **({field: of_component[field]} if field in of_component else {}))
    document = document_of("above", 0, [fee], CENT)
    more = {
        "discounts": [{"for": "first", "component": "fee", "percent": "9"}],
        "exemptions": [{"for": "first", "components": ["fee"], "reason": TITLE}],
    }
    if field in more:
        tree = document.model_dump(mode="json", by_alias=True)
        tree["versions"][0]["products"][0][field] = more[field]
        document = TariffDocument.model_validate(tree)
    assert findings(document, document)[:1] == ["tariff.check.ceiling_not_per_unit"]


@pytest.mark.parametrize(
    ("band", "edge", "lifted"),
    [
        # At the top of the float 6 × 1.2 = 7.2 for the fee, and 5 × 1.2 = 6 each: 13.2 is 14.
        ({"entry_fee": "6", "price": "5", "size": "1"}, "0", True),
        ({"entry_fee": "6", "price": "5"}, "0", True),
        # 6 for the fee, and 7.2 each.
        ({"entry_fee": "5", "price": "6", "size": "1"}, "0", True),
        ({"entry_fee": "5", "price": "6"}, "0", True),
        # 6 for the fee and 6 each are whole yuan anyway, and whole yuan above others that are.
        ({"entry_fee": "5", "price": "5", "size": "1"}, "0", False),
        ({"entry_fee": "5", "price": "5"}, "0", False),
        ({"entry_fee": "5", "price": "5", "size": "1"}, "10", False),
        # Above ten units at 6.00, 60.00, there are 6 for a fee, and for each seven.
        ({"entry_fee": "5", "price": "5", "size": "7"}, "10", False),
        # And 7.2 for a fee, or for each pair, which few units bear.
        ({"entry_fee": "6", "price": "5", "size": "2"}, "10", True),
        ({"entry_fee": "5", "price": "6", "size": "2"}, "10", True),
    ],
)  # fmt: skip
def test_amounts_that_are_whole_at_the_top_of_a_float_are_lifted_by_no_rounding(
    band: dict[str, str], edge: str, lifted: bool
) -> None:
    """Up to whole yuan, under a ceiling of what the dearest unit costs on average."""
    bands = [{"above": edge, **band}]
    if edge != "0":
        bands.insert(0, {"above": "0", "up_to": edge, "price": "5"})
    charge = {
        "model": "graduated", "accumulate": MONTH, "edges": "in_lower_band", "at_zero": "nothing",
        "bands": bands,
    }  # fmt: skip
    up = {"unit": "1", "mode": "up", "at": "line"}
    first = int(edge) + 1
    amount = Decimal("1.2") * (5 * int(edge) + Decimal(band["entry_fee"]) + Decimal(band["price"]))
    limit = (amount / first).quantize(Decimal("0.000001"), ROUND_UP)
    told = found([part(charge, **{"float": "floating"})], str(limit), rounding=up, above=CENT)
    assert told == ["tariff.check.rounding_lifts"] * lifted


def test_a_volume_price_that_falls_where_its_steps_begin() -> None:
    """A hundred at 1.00 and a fee of 500 cost 600.00; 101 at 1.10 cost 111.10, without the fee."""
    band = {"above": "0", "up_to": "100", "price": "1", "entry_fee": "500"}
    charge = {
        "model": "volume", "accumulate": MONTH, "edges": "in_lower_band", "at_zero": "nothing",
        "bands": [band], "then": {"every": "10", "adds": "0.1"},
    }  # fmt: skip
    told = found([part(charge)], "1000")
    assert told == ["tariff.check.total_falls"]
    without = {**charge, "bands": [{**band, "entry_fee": "0"}]}
    assert found([part(without)], "1000") == []


@pytest.mark.parametrize(
    ("mode", "told"), [("half_up", ["tariff.check.rounding_lifts"]), ("down", [])]
)
def test_a_block_that_is_begun_is_nearer_to_the_ceiling_than_the_end_of_the_one_before(
    mode: str, told: list[str]
) -> None:
    """Four for nothing, then 0.40 for each four begun, at most 0.10 each: eight cost 0.40 of 0.80,
    which no rounding to the yuan lifts so far; nine 0.80 of 0.90, and 1 yuan."""
    bands = [
        {"above": "0", "up_to": "4", "price": "0"},
        {"above": "4", "price": "0.40", "size": "4"},
    ]
    charge = {**graduated("0", "0", "4", MONTH), "bands": bands}
    assert found([part(charge)], "0.10", rounding={"unit": "1", "mode": mode, "at": "line"}) == told


@pytest.mark.parametrize(("mode", "told"), [("up", ["tariff.check.rounding_lifts"]), ("down", [])])
def test_rounding_up_lifts_by_nearly_its_unit(mode: str, told: list[str]) -> None:
    """Three for nothing, then 0.31 each, at most 0.31 each: always 0.93 below, and for sixteen 4.03,
    which is 5 yuan of 4.96; for no less are they more."""
    whole = {"unit": "1", "mode": mode, "at": "line"}
    charge = graduated("0", "0.31", "3", MONTH)
    assert found([part(charge)], "0.31", rounding=whole) == told
    assert found([part(charge)], "0.32", rounding=whole) == []
