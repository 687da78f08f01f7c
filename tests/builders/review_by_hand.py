"""A determination worked once more from the plain submission: exact fractions, none of the engine.

It follows the text of the rules, not the method's lines; the rates are those of 2026, a city, and
the standard income tax. Costs beyond those of the worked operator's categories are not known here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

LEAST_LIFE = {"electronic": 3, "tools": 5, "machinery": 10, "buildings": 20, "intangible": 10}
FIXED = ("electronic", "tools", "machinery", "buildings")
OUT = {"fines", "donations", "franchise", "profit-transfer", "unlawful", "unrelated"}
YIELD = Fraction("1.7")

Tree = dict[str, Any]


@dataclass
class Worked:
    """What a submission comes to, in yuan."""

    counted: dict[str, Fraction]
    operating_cost: Fraction
    uncovered: Fraction
    maximum: Fraction
    beyond_paid: Fraction
    beyond_free: Fraction
    """By how much subsidies exceed the cost of paid use, and of free supply: it makes nothing
    negative, and is told."""


def worked(whole: Tree, switches: Mapping[str, str], decided: Mapping[str, Tree]) -> Worked:
    """The maximum before any deduction; `decided` holds by item an amount and a place."""
    return _worked(whole, switches, decided, _costs(whole, switches, decided))


def worked_by(
    whole: Tree, readings: Iterable[Mapping[str, str]], decided: Mapping[str, Tree] | None = None
) -> Iterator[Worked]:
    """The same for each of many readings; what an item comes to is worked once for all that read
    its years alike."""
    decided = decided or {}
    known: dict[tuple[str | None, str | None], dict[str, Fraction]] = {}
    for switches in readings:
        at = switches.get("asset_years"), switches.get("base_year")
        if at not in known:
            known[at] = _costs(whole, switches, decided)
        yield _worked(whole, switches, decided, known[at])


def _costs(
    whole: Tree, switches: Mapping[str, str], decided: Mapping[str, Tree]
) -> dict[str, Fraction]:
    """What each item comes to, by how its years are read."""
    return {name: _amount(whole, name, switches, decided) for name in _names(whole)}


def _worked(
    whole: Tree,
    switches: Mapping[str, str],
    decided: Mapping[str, Tree],
    cost: dict[str, Fraction],
) -> Worked:
    place = {item["id"]: _place(item, decided) for item in whole["items"]}
    paid, free, joint, joint_paid = (Fraction(0) for _ in range(4))
    for pool in whole["pools"]:
        inside = sum(cost[name] for name in cost if place[name][0] == pool["id"])
        share = _of(pool["paid_share"]) / 100
        joint, joint_paid = joint + inside, joint_paid + inside * share
    paid = joint_paid + sum(cost[name] for name in cost if place[name][1] == "paid")
    free = joint - joint_paid + sum(cost[name] for name in cost if place[name][1] == "free")
    grants = {tag: Fraction(0) for tag in ("paid", "free", "unspecified")}
    for subsidy in whole["subsidies"]:
        if subsidy["tag"] != "asset":
            grants[subsidy["tag"]] += _several(whole, subsidy, switches)
    open_grant = grants["unspecified"]
    reading = switches.get("unspecified_subsidy", "joint_before_split")
    to_paid = {"paid_use": open_grant, "free_supply": Fraction(0)}.get(
        reading, open_grant * joint_paid / joint if joint > 0 else Fraction(0)
    )
    left_paid = paid - grants["paid"] - to_paid
    left_free = free - grants["free"] - (open_grant - to_paid)
    operating, uncovered = max(left_paid, Fraction(0)), max(left_free, Fraction(0))
    maximum = _maximum(whole, switches, operating, paid, free)
    beyond = (max(-left, Fraction(0)) for left in (left_paid, left_free))
    return Worked(cost, operating, uncovered, maximum, *beyond)


def extremes(whole: Tree, switches: Mapping[str, str]) -> tuple[Fraction, Fraction]:
    """The least and the greatest maximum over every class of every asset in doubt, and as filed."""
    doubtful = [item for item in whole["items"] if in_doubt(item)]
    found = []
    for classes in itertools.product(*(_classes(item) for item in doubtful)):
        chosen = {item["id"]: one for item, one in zip(doubtful, classes, strict=True)}
        items = [
            {**item, "asset": {**item["asset"], "asset_class": chosen[item["id"]]}}
            if item["id"] in chosen
            else item
            for item in whole["items"]
        ]
        found.append(worked({**whole, "items": items}, switches, {}).maximum)
    return min(found), max(found)


def granted_above_cost(whole: Tree) -> list[str]:
    """The assets of which more was granted, given and revalued than they cost."""
    return [item["id"] for item in whole["items"] if "asset" in item and _own(whole, item) < 0]


def in_doubt(item: Tree) -> bool:
    """Whether the class of an asset is not said where it could matter."""
    asset = item.get("asset")
    if asset is None or asset.get("asset_class") or not asset.get("in_use", True):
        return False
    longest = 10 if item["category"] == "amortisation" else 20
    return _of(asset["life"]) < longest


def _classes(item: Tree) -> tuple[str | None, ...]:
    return (None, "intangible") if item["category"] == "amortisation" else (None, *FIXED)


def _names(whole: Tree) -> Iterator[str]:
    yield from (item["id"] for item in whole["items"])


def _place(item: Tree, decided: Mapping[str, Tree]) -> tuple[str | None, str | None]:
    found = decided.get(item["id"], {})
    if "pool" in found or "direct" in found:
        return found.get("pool"), found.get("direct")
    return item.get("pool"), item.get("direct")


def _amount(
    whole: Tree, name: str, switches: Mapping[str, str], decided: Mapping[str, Tree]
) -> Fraction:
    item = next(one for one in whole["items"] if one["id"] == name)
    if "asset" in item and switches.get("asset_years") == "rolled_forward" and name not in decided:
        return _rolled(whole, item)
    years = [whole["accounts_year"]]
    if switches.get("base_year") == "average":
        years += [of["year"] for of in whole.get("earlier_years", ())]
    total = sum((_reviewed(whole, item, year, decided) for year in years), Fraction(0))
    return total / len(years)


def _reviewed(whole: Tree, item: Tree, year: int, decided: Mapping[str, Tree]) -> Fraction:
    if year == whole["accounts_year"] and "amount" in decided.get(item["id"], {}):
        return _of(decided[item["id"]]["amount"])
    booked = _booked(whole, item, year)
    if item["category"] in OUT:
        return Fraction(0)
    if "asset" in item:
        months = _months(item["asset"], year, year)
        return min(booked, _of_month(whole, item) * months)
    if item["category"] in ("welfare", "entertainment"):
        together = _together(whole, item["category"], year)
        if item["category"] == "welfare":
            most = min(together, _together(whole, "wages", year) * Fraction(14, 100))
        else:
            income = next(
                (of["income"] for of in whole.get("earlier_years", ()) if of["year"] == year),
                whole["income"],
            )
            most = min(together * Fraction(60, 100), _of(income) * Fraction(5, 1000))
        return booked * most / together if together > 0 else Fraction(0)
    return booked


def _together(whole: Tree, category: str, year: int) -> Fraction:
    return sum(
        (_booked(whole, one, year) for one in whole["items"] if one["category"] == category),
        Fraction(0),
    )


def _booked(whole: Tree, entry: Tree, year: int) -> Fraction:
    if year == whole["accounts_year"]:
        return _of(entry["amount"])
    return sum(
        (
            _of(one["amount"])
            for one in whole.get("earlier", ())
            if (one["of"], one["year"]) == (entry["id"], year)
        ),
        Fraction(0),
    )


def _several(whole: Tree, subsidy: Tree, switches: Mapping[str, str]) -> Fraction:
    if switches.get("base_year") != "average":
        return _of(subsidy["amount"])
    years = [of["year"] for of in whole.get("earlier_years", ())]
    total = _of(subsidy["amount"]) + sum(_booked(whole, subsidy, year) for year in years)
    return total / (1 + len(years))


def _of_month(whole: Tree, item: Tree) -> Fraction:
    """Straight line on what was neither granted, given nor revalued, a month."""
    asset, base = item["asset"], _own(whole, item)
    residual, named = _of(asset["residual"]), asset.get("asset_class")
    if named in FIXED:
        residual = min(max(residual, Fraction(3)), Fraction(5))
    return base * (100 - residual) / 100 / (12 * _life(asset))


def _own(whole: Tree, item: Tree) -> Fraction:
    """What of an asset's historical cost was neither granted, given nor revalued."""
    asset = item["asset"]
    own = _of(asset["original"]) - _of(asset.get("given", 0)) - _of(asset.get("revalued", 0))
    granted = (_of(one["amount"]) for one in whole["subsidies"] if one.get("asset") == item["id"])
    return own - sum(granted, Fraction(0))


def _life(asset: Tree) -> Fraction:
    return max(_of(asset["life"]), Fraction(LEAST_LIFE.get(asset.get("asset_class") or "", 0)))


def _months(asset: Tree, first: int, last: int) -> int:
    """Months charged in the years from first to last: from the month after use, within the life."""
    if not asset.get("in_use", True):
        return 0
    if not asset.get("in_use_from"):
        return 12 * (last - first + 1)
    year, month = map(int, asset["in_use_from"].split("-"))
    begun, life = year * 12 + month, 12 * _life(asset)
    return sum(begun <= at < begun + life for at in range(first * 12, (last + 1) * 12))


def _rolled(whole: Tree, item: Tree) -> Fraction:
    """The average of the cycle's years, no more a month than what was booked in the accounts year."""
    asset, first = item["asset"], whole["cycle"]["first_year"]
    years = whole["cycle"]["years"]
    a_month = _of_month(whole, item)
    charged = _months(asset, whole["accounts_year"], whole["accounts_year"])
    if charged:
        a_month = min(a_month, _of(item["amount"]) / charged)
    return a_month * _months(asset, first, first + years - 1) / years


def _maximum(
    whole: Tree, switches: Mapping[str, str], operating: Fraction, paid: Fraction, free: Fraction
) -> Fraction:
    rate = (YIELD + _of(whole["spread"]["value"])) / 100
    base = operating
    if (named := switches.get("profit_base", "operating_cost")) != "operating_cost":
        # No return on what serves free supply: split as the cost is.
        base = _of(whole[named]) * (paid / (paid + free) if paid + free > 0 else 0)
    profit = base * rate
    tax = profit * Fraction(25, 75) if switches.get("profit_tax") != "before_income_tax" else 0
    before = operating + profit + tax
    simplified = whole["taxes"]["vat"] == "simplified"
    vat = Fraction(3 if simplified else 6, 100)
    credit = Fraction(0) if simplified else _of(whole["input_vat"])
    due, surcharge = vat * before - credit, Fraction(12, 100)
    more = surcharge * due / (1 - surcharge * vat) if due > 0 else Fraction(0)
    return Fraction(int((before + more) * 100 + Fraction(1, 2)), 100)


def _of(written: Any) -> Fraction:
    return Fraction(Decimal(str(written)))
