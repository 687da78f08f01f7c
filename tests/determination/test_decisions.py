"""What a reviewer decides: which decisions fit together, of which year each is, where it places."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders.operators import Tree, determined, entry, filed, tree, value

from engine.determination import Decided, decided
from engine.explain import sources
from engine.law import Declaration, Faults, Located
from engine.text import Language

NOWHERE = {"item": "fines"}
"""The one item that the accounts place nowhere, together with the donations."""


def years() -> Tree:
    """The worked submission with the accounts of 2024 beside those of 2025, the same amounts."""
    whole = tree()
    whole["earlier_years"] = [{"year": 2024, "income": Decimal(11000000)}]
    whole["earlier"] = [
        {"of": one["id"], "year": 2024, "amount": one["amount"]}
        for one in (*whole["items"], *whole["subsidies"])
        if one.get("tag") != "asset"
    ]
    return whole


def read(*decisions: Tree, of: Tree | None = None) -> Decided:
    rows = [{"reason": "核对凭证", **one} for one in decisions]
    written = {"reviewer": "成本监审组", "decisions": rows}
    return decided(Located("decisions.yaml", written), filed(of or years()))


def faults(*decisions: Tree) -> list[str]:
    try:
        read(*decisions)
    except Faults as caught:
        return [fault.message(Language.EN) for fault in caught.faults]
    return []


TWICE = "this item was decided twice for the same year; keep one decision"
ONE = {"item": "platform"}
TEN = {"amount": Decimal(10)}


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        # an amount without a year is of the last, 2025
        (TEN, {"year": 2025}, True),
        (TEN, {"year": 2025} | TEN, True),
        (TEN, {"year": 2024} | TEN, False),
        ({"year": 2024}, {"year": 2025}, False),
        ({"year": 2024}, {"year": 2024} | TEN, True),
        (TEN, TEN, True),
        # without an amount and a year it is of every year
        ({}, {"year": 2024}, True),
        ({}, TEN, True),
        ({}, {}, True),
    ],
)
def test_an_item_is_decided_once_a_year(first: Tree, second: Tree, twice: bool) -> None:
    for pair in ((first, second), (second, first)):
        found = faults(*({**ONE, **one} for one in pair))
        assert found == ([f"decisions.yaml decisions[1].item = platform: {TWICE}"] if twice else [])
        # another item is another matter
        assert not faults({**ONE, **pair[0]}, {"item": "wages", **pair[1]})
    third = faults({"item": "wages"}, {**ONE, **first}, {**ONE, **second})
    assert len(third) == int(twice)


def test_what_is_decided_of_is_there() -> None:
    assert faults({"item": "nothing"}, {"item": "wages", "year": 2023}, {"item": "welfare"}) == [
        "decisions.yaml decisions[0].item = nothing: there is no such item or subsidy; a subsidy"
        " for an asset has no years",
        "decisions.yaml decisions[1].year = 2023: nothing was submitted of this year; there"
        " are: 2024, 2025",
    ]
    assert faults({"item": "wages", "year": 2024}, {"item": "wages", "year": 2025}) == []


def test_where_a_decision_places_an_item_is_one_place_that_is_there() -> None:
    both = {"pool": "data", "direct": "paid"}
    assert faults({"item": "wages", "pool": "no"}, {"item": "welfare", **both}) == [
        "decisions.yaml decisions[0].pool = no: there is no such pool; there are: computing,"
        " data, labour",
        "decisions.yaml decisions[1].pool = data: an item belongs to a pool or directly to one use, not"
        " to both",
    ]
    # of two years: the same place may be said again, and another not
    one, other = {"item": "wages", "year": 2024}, {"item": "wages", "year": 2025}
    twice = "this item is placed in two ways; say one"
    for first, second, said in (
        ({"pool": "data"}, {"pool": "data"}, []),
        ({"direct": "paid"}, {"direct": "paid"}, []),
        ({"pool": "data"}, {}, []),
        ({"pool": "data"}, {"pool": "labour"}, [twice]),
        ({"pool": "data"}, {"direct": "paid"}, [twice]),
        ({"direct": "free"}, {"direct": "paid"}, [twice]),
    ):
        found = faults({**one, **first}, {"item": "fines", "pool": "data"}, {**other, **second})
        assert [one.partition(": ")[2] for one in found] == said
        assert all(one.startswith("decisions.yaml decisions[2].item = wages") for one in found)


def test_an_amount_needs_a_place() -> None:
    without = (
        "decisions.yaml decisions[0].item = fines: the accounts place this item nowhere; with an amount,"
        " say under pool or direct where it belongs"
    )
    assert faults(NOWHERE | TEN) == [without]
    assert faults(NOWHERE | {"amount": Decimal(0)}) == []
    assert faults(NOWHERE) == []
    assert faults(NOWHERE | TEN | {"direct": "free"}) == []
    assert faults(NOWHERE | TEN | {"pool": "data"}) == []
    assert faults(NOWHERE | TEN, NOWHERE | {"year": 2024, "pool": "data"}) == []
    assert faults({"item": "platform"} | TEN, {"item": "help-desk"} | TEN) == []  # pool; direct


def of_year(found: Decided, item: str, year: int) -> Decimal | str | None:
    decision = found.of(item, year, 2025)
    return None if decision is None else decision.amount or decision.reason


def test_a_decision_is_of_its_year_of_the_last_or_of_every_one() -> None:
    found = read(
        {"item": "platform", **TEN},
        {"item": "transfer", "year": 2024, "amount": Decimal(20)},
        {"item": "wages", "reason": "属实"},
        {"item": "welfare", "year": 2025, "amount": Decimal(30)},
        {"item": "welfare", "year": 2024, "amount": Decimal(40)},
    )
    assert {
        item: (of_year(found, item, 2024), of_year(found, item, 2025))
        for item in ("platform", "transfer", "wages", "welfare", "fines")
    } == {
        "platform": (None, 10),
        "transfer": (20, None),
        "wages": ("属实", "属实"),
        "welfare": (40, 30),
        "fines": (None, None),
    }


def test_what_was_decided_of_each_year_is_in_the_average_with_its_source() -> None:
    """Platform 4,000,000 in both years: with 3,000,000 in 2024 and 2,000,000 in 2025, 2,500,000."""
    base = {"base_year": "average"}
    before = determined(years(), switches=base)
    assert value(before, "counted", "platform") == 4_000_000
    read_ = read(
        {"item": "platform", "year": 2024, "amount": Decimal(3_000_000), "reason": "一"},
        {"item": "platform", "amount": Decimal(2_000_000), "reason": "二", "direct": "free"},
    )
    found = determined(years(), switches=base, decided=read_)
    assert value(found, "counted", "platform") == 2_500_000
    assert value(found, "direct_free") - value(before, "direct_free") == 2_500_000
    (row,) = [one for one in found.rows if one.treatment.item.id == "platform"]
    assert (row.submitted, row.reviewed, row.by_rule) == (4_000_000, 2_000_000, 4_000_000)
    assert row.reduction == 2_000_000
    (earlier,) = [one for one in found.earlier[2024].rows if one.treatment.item.id == "platform"]
    assert (earlier.reviewed, earlier.by_rule) == (3_000_000, 4_000_000)
    declared = [
        (one.file, one.place, one.who, one.reason)
        for one in map(read_.declared, read_.decisions.decisions)
    ]
    assert declared == [
        ("decisions.yaml", "decisions[0]", "成本监审组", "一"),
        ("decisions.yaml", "decisions[1]", "成本监审组", "二"),
    ]
    assert {*declared} <= {
        (one.file, one.place, one.who, one.reason)
        for one in sources(found.uncovered)
        if isinstance(one, Declaration)
    }


def places(found: Any, item: str) -> tuple[str, str]:
    """Where the item's place in the cost is said: the file, and the place in it."""
    (row,) = [row for row in found.worksheet.inputs.tables["items"] if row["id"].value == item]
    cell = row.get("pool") or row["direct"]
    (source,) = cell.sources
    return str(cell.value), f"{source.file} {source.place}"


def test_a_place_is_the_reviewers_where_he_says_one() -> None:
    found = determined(
        years(),
        decided=read(
            {"item": "wages", "direct": "paid"},
            {"item": "help-desk", "pool": "data"},
            {"item": "welfare"},
        ),
    )
    assert places(found, "wages") == ("paid", "decisions.yaml decisions[0]")
    assert places(found, "help-desk") == ("data", "decisions.yaml decisions[1]")
    assert places(found, "welfare") == ("labour", "circle.yaml items[3].pool")
    assert places(found, "marketing") == ("paid", "circle.yaml items[4].direct")


# --- years that nobody submitted --------------------------------------------------


def test_a_year_that_was_decided_needs_no_amount() -> None:
    """An amount decided for the year stands in for the missing one, and a place alone does not."""

    def missing(*decisions: Tree) -> list[tuple[str, object]]:
        whole = years()
        whole["earlier"] = [
            one for one in whole["earlier"] if one["of"] not in ("platform", "fines", "marketing")
        ]
        more = {} if not decisions else {"decided": read(*decisions, of=whole)}
        try:
            determined(whole, switches={"base_year": "average"}, **more)
        except Faults as caught:
            keys = {fault.key for fault in caught.faults}
            assert keys == {"determination.missing_year"}
            return [(fault.place, fault.values["year"]) for fault in caught.faults]
        return []

    platform, marketing, fines = ("items[0]", 2024), ("items[4]", 2024), ("items[6]", 2024)
    assert missing() == [platform, marketing]
    decision = {"item": "platform", "amount": Decimal(5)}
    assert missing(decision | {"year": 2024}) == [marketing]
    assert missing(decision) == [platform, marketing]  # of 2025
    assert missing({"item": "platform"}) == [platform, marketing]
    assert missing({"item": "fines", "pool": "data"}) == [platform, marketing, fines]


def test_an_asset_is_charged_from_the_month_after_it_was_taken_into_use() -> None:
    """Taken into use in December it begins with the year after; in November it does not."""
    whole = years()
    whole["earlier"] = [one for one in whole["earlier"] if one["of"] != "servers"]
    asset = entry(whole, "items", "servers")["asset"]
    for used, missed in (("2024-12", False), ("2024-11", True), ("2025-01", False), (None, True)):
        asset.pop("in_use_from", None)
        asset |= {} if used is None else {"in_use_from": used}
        keys = []
        try:
            determined(whole, switches={"base_year": "average"})
        except Faults as caught:
            keys = [(fault.place, fault.values["year"]) for fault in caught.faults]
        assert keys == ([("items[9]", 2024)] if missed else []), used
    # what is said goes before the month
    entry(whole, "items", "servers")["began"] = 2025
    asset["in_use_from"] = "2024-01"
    determined(whole, switches={"base_year": "average"})


def test_a_class_that_was_judged_of_one_year_is_still_in_doubt_of_another() -> None:
    """A life of 5 years without a class; judged of 2025, and not of 2024."""
    whole = years()
    del entry(whole, "items", "servers")["asset"]["asset_class"]
    one = read({"item": "servers", "year": 2025}, of=whole)
    latest = determined(whole, decided=one)
    assert latest.in_doubt == ("servers",)
    assert latest.undecided == ()  # 2024 is not taken
    average = determined(whole, switches={"base_year": "average"}, decided=one)
    assert [(of.year, of.treated.item.id) for of in average.undecided] == [(2024, "servers")]
    both = read({"item": "servers"}, of=whole)
    judged = determined(whole, switches={"base_year": "average"}, decided=both)
    assert (judged.in_doubt, judged.undecided, dict(judged.possible)) == ((), (), {})
    # of a year in which it came to nothing, nothing is to be judged
    for amount in whole["earlier"]:
        if amount["of"] == "servers":
            amount["amount"] = Decimal(0)
    nothing = determined(whole, switches={"base_year": "average"}, decided=one)
    assert nothing.undecided == ()


def test_a_year_that_is_not_of_the_cycle_has_no_maximum() -> None:
    found = determined()
    for year in (2025, 2029):
        with pytest.raises(Faults) as caught:
            found.maximum(year)
        assert [fault.message(Language.EN) for fault in caught.value.faults] == [
            f"maximum year = {year}: one of these is expected: 2026, 2027, 2028"
        ]
    assert [found.maximum(year).number for year in found.years] == [Decimal("7886659.41")] * 3
