"""Published cases of billing systems, each written as a tariff document and a usage."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.law import Shelf, read_yaml
from engine.law.model.document import with_inherited_citations
from engine.tariff import TariffDocument, Usage, check_tariff

DATA = Path(__file__).parents[1] / "data"
MODELS = {
    "standard", "flat", "graduated", "graduated_percentage", "volume", "package", "percentage",
    "minimum", "free_units", "time_rate", "graduated_blocks", "volume_blocks", "markup",
    "quantity_conversion", "quantity_rounding", "capacity_tier",
}  # fmt: skip
"""The models that a tariff document has for a product.

Of the others, those of whole bills apart, no case is expressed; of these a few are not, and are
listed with the reason.
"""

WHOLE_BILLS = {"discount_stack", "discount_allocation"}
"""The models of whole bills, which tests/tariff/test_published_bills.py reads."""


def at_period_end(case: dict[str, Any]) -> bool:
    """Whether a case is of a least amount made up at the end of a period, as those of bills are."""
    return bool({"prorate_days", "conversion_rate"} & case["params"].keys())


DAY = datetime.date(2026, 3, 2)
MONTHLY = {"key": ["customer"], "period": "month"}


@dataclass(frozen=True, slots=True)
class Translated:
    """A published case as Dingjia reads it."""

    document: TariffDocument
    usage: Usage


def published() -> list[dict[str, Any]]:
    """Return all cases, as published."""
    cases: list[dict[str, Any]] = json.loads((DATA / "rating_cases.json").read_text("utf-8"))[
        "cases"
    ]
    return cases


def not_expressed() -> dict[str, str]:
    """Return the cases that are not expressed, with the reason."""
    listed = read_yaml(DATA / "rating_cases_not_expressed.yaml").tree
    return {name: group["reason"] for group in listed for name in group["cases"]}


def translated(case: dict[str, Any]) -> Translated:
    """Return `case` as a tariff and a usage; the tariff must check clean."""
    version = {
        "published": DAY,
        "from": DAY,
        "cites": [{"instrument": case["id"], "evidence": "text", "applies": "directly"}],
        "rounding": _rounding(case["params"].get("rounding")),
        "units": {
            "call": {"title": TITLE, "whole": False, "decimals": 3},
            "yuan": {"title": TITLE, "whole": False, "decimals": 2},
            "converted": {"title": TITLE, "whole": False, "decimals": 3},
            "foo": {"title": TITLE},
            "bar": {"title": TITLE},
            **{f"unit{number}": {"title": TITLE} for number in (1, 2, 3)},
        },
        "classes": {"all": {"title": TITLE, "fact": "kind", "in": ["customer"]}},
        "facts": [{"id": "kind", "title": TITLE, "question": TITLE, "values": [{"id": "customer", "title": TITLE}]}],
        "products": [_product(case)],
    }  # fmt: skip
    document = with_inherited_citations(
        TariffDocument.model_validate(
            {
                "kind": "tariff", "id": "demo/published", "title": TITLE, "jurisdiction": "DEMO",
                "role": "set", "stands_under": "none", "vat": "unknown", "currency": "CNY",
                "versions": [version],
            }
        )
    )  # fmt: skip
    findings = [*check_tariff(document, Shelf())]
    assert findings == [], findings
    return Translated(document, _usage(case))


TITLE = {"zh": "示例", "en": "example"}


def _rounding(declared: dict[str, Any] | None) -> dict[str, str]:
    """To the micro-yuan where the case declares nothing, which no case reaches."""
    unit = "0.000001" if declared is None else str(Decimal(1).scaleb(-declared["decimals"]))
    return {"unit": unit, "mode": "half_up" if declared is None else declared["mode"], "at": "line"}


def _product(case: dict[str, Any]) -> dict[str, Any]:
    params = case["params"]
    if "units" in params:
        return _product_of_several(case)
    if case["charge_model"] == "capacity_tier":
        return _product_by_capacity(params["tiers"], case["quantity"])
    unit = "yuan" if case["charge_model"] in ("graduated_percentage", "markup") else "call"
    components = [{"id": "fee", "title": TITLE, "charge": _charge(case)}]
    if (conversion := _conversion(case)) is not None:
        components[0]["per"] = [{"unit": "converted", "converted": conversion}]
    if case["charge_model"] == "percentage":
        components[0]["per"] = ["yuan"]
        if params["fixed_fee_per_event"]:
            each = {"model": "per_unit", "price": params["fixed_fee_per_event"]}
            components.append({"id": "each", "title": TITLE, "charge": each})
    bounds = {name: params[name] for name in ("minimum", "maximum") if name in params}
    caps = [tier["tier_cap"] for tier in params.get("tiers", ()) if "tier_cap" in tier]
    if caps:
        # The one band that there is: what caps it caps the charge.
        (bounds["maximum"],) = caps
    if bounds:
        components[0]["limits"] = {**bounds, "apply": "after_discounts", "at_zero": "charged"}
    free = params.get("free_units", params.get("free_units_after_conversion", 0))
    if Decimal(free):
        within = {"period": "month"}
        quota = {"units": free, "key": ["customer"], "within": within}
        components[0]["free_quota"] = quota
    discounts = []
    if "discount_percent" in params:
        discounts = [{"for": "all", "component": "fee", "percent": params["discount_percent"]}]
    return {
        "id": "product", "title": TITLE, "unit": unit,
        "components": components, "discounts": discounts,
    }  # fmt: skip


_MODES = {"ceil": "up", "floor": "down", "half_up": "half_up"}


def _conversion(case: dict[str, Any]) -> dict[str, Any] | None:
    """How the quantity is converted and rounded before it is priced, if it is."""
    params = case["params"]
    if case["charge_model"] == "quantity_rounding":
        unit = Decimal(1).scaleb(-params["decimals"])
        rounding = {"to": f"{unit:f}", "mode": _MODES[params["mode"]]}
        return {"from": "call", "rounding": rounding, "rounded": "total"}
    declared = (
        params if case["charge_model"] == "quantity_conversion" else params.get("unit_conversion")
    )
    if declared is None:
        return None
    by = {f"{declared['operation']}_by": declared["factor"]}
    if declared["rounding_mode"] == "none":
        return {"from": "call", **by}
    rounding = {"to": "1", "mode": _MODES[declared["rounding_mode"]]}
    of = "each_use" if case["charge_model"] == "standard" else "total"
    return {"from": "call", **by, "rounding": rounding, "rounded": of}


def _product_of_several(case: dict[str, Any]) -> dict[str, Any]:
    """A product with one component for each of its units."""
    components = [
        {"id": unit.lower(), "title": TITLE, "per": [unit.lower()],
         "charge": _charge({**case, "params": {"tiers": tiers}})}
        for unit, tiers in case["params"]["units"].items()
    ]  # fmt: skip
    return {"id": "product", "title": TITLE, "unit": "call", "components": components}


def _product_by_capacity(tiers: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, Any]:
    """A product with one price for several units. A tariff has a price beyond the last limits too:
    where a case has none, any, as nothing is `asked` for beyond them."""
    units = [unit.lower() for unit in tiers[0]["limits"]]
    made = [
        {"up_to": {unit.lower(): most for unit, most in tier["limits"].items() if most is not None},
         "price": tier["price"]}
        for tier in tiers
    ]  # fmt: skip
    if made[-1]["up_to"]:
        most = {unit: Decimal(limit) for unit, limit in tiers[-1]["limits"].items()}
        assert all(Decimal(many) <= most[unit] for unit, many in asked.items())
        made.append({"price": tiers[-1]["price"]})
    charge = {
        "model": "capacity", "accumulate": MONTHLY, "edges": "in_lower_band",
        "at_zero": "charged", "tiers": made,
    }  # fmt: skip
    component = {"id": "fee", "title": TITLE, "per": units, "charge": charge}
    return {"id": "product", "title": TITLE, "unit": "call", "components": [component]}


def _charge(case: dict[str, Any]) -> dict[str, Any]:
    params = case["params"]
    match case["charge_model"]:
        case "standard":
            return {"model": "per_unit", "price": params["unit_price"], "accumulate": MONTHLY}
        case "flat":
            fee = {"model": "flat", "price": params["amount"]}
            return {**fee, "accumulate": MONTHLY, "at_zero": "charged"}
        case "package":
            size = {"size": params["package_size"], "price": params["package_price"]}
            return {"model": "package", "accumulate": MONTHLY, **size}
        case "percentage":
            return {"model": "percentage", "percent": params["rate_percent"]}
        case "quantity_conversion" | "quantity_rounding":
            # What is published is a quantity: at 1 yuan for each unit of it.
            return {"model": "per_unit", "price": "1", "accumulate": MONTHLY}
        case "free_units":
            # What is published is the billable quantity: at 1 yuan each.
            return {"model": "per_unit", "price": "1"}
        case "markup":
            percent = str(Decimal(params["multiplier"]) * 100)
            return {"model": "percentage", "percent": percent, "accumulate": MONTHLY}
        case "graduated_blocks":
            return _banded("graduated", [*_blocks(params["tiers"])])
        case "volume_blocks":
            charge = _banded("volume", [*_blocks(params["tiers"])])
            return {**charge, "totals_fall": {"reason": TITLE}}
        case "time_rate":
            return _banded("graduated", [*_timed(params["groups"])])
        case "graduated_percentage":
            return _banded("graduated_percentage", [*_tiers(params["tiers"], "percent")])
        case model:
            charge = _banded(model, [*_tiers(params["tiers"], "price")])
            if model == "volume":
                charge["totals_fall"] = {"reason": TITLE}
            return charge


def _banded(model: str, bands: list[dict[str, Any]]) -> dict[str, Any]:
    readings = {"edges": "in_lower_band", "at_zero": "charged"}
    return {"model": model, "accumulate": MONTHLY, **readings, "bands": bands}


def _tiers(tiers: list[dict[str, Any]], priced: str) -> Iterator[dict[str, Any]]:
    """`up_to` is inclusive and the first tier is entered at 0, as the cases' schema says."""
    above = "0"
    for tier in tiers:
        rate = tier["rate_percent"] if priced == "percent" else tier["unit_price"]
        band = {"above": above, priced: rate, "entry_fee": tier["flat_fee"]}
        if tier["up_to"] is not None:
            band["up_to"] = above = tier["up_to"]
        yield band


def _blocks(tiers: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Bands of blocks; of the last, as many as are needed, whatever most the case gives it.

    A case that asks for more than all its tiers hold notes that the last one holds.
    """
    above = Decimal(0)
    for tier, following in zip(tiers, [*tiers[1:], None], strict=True):
        band = {"above": str(above), "price": tier["block_price"], "size": tier["block_size"]}
        if following is not None:
            above += Decimal(tier["block_size"]) * Decimal(tier["max_blocks"])
            band["up_to"] = str(above)
        yield band


def _timed(groups: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Seconds: an increment as long as its group is due when the group is entered."""
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        price = Decimal(group["rate"]) / group["unit_s"]
        band: dict[str, Any] = {"above": str(group["from_s"])}
        if following is not None:
            length = following["from_s"] - group["from_s"]
            assert group["increment_s"] == length
            band |= {
                "up_to": str(following["from_s"]),
                "price": "0",
                "entry_fee": str(price * length),
            }
        else:
            assert group["increment_s"] == 1
            band["price"] = str(price)
        yield band


def _usage(case: dict[str, Any]) -> Usage:
    """What a case uses.

    Of blocks billed before, a case tells the money and not the units: any that start no further
    block come to the same, and those of the whole block are taken.
    """
    if isinstance(case["quantity"], dict):
        numbers = {unit.lower(): Decimal(many) for unit, many in case["quantity"].items()}
        for tier in case["params"].get("tiers", ()):
            numbers = {**{unit.lower(): Decimal(0) for unit in tier["limits"]}, **numbers}
        return Usage("product", DAY, counts=numbers)
    quantity = Decimal(case["quantity"] or 0)
    prior = Decimal(case["prior_quantity"]) if "prior_quantity" in case else None
    if case.get("cumulative") and case["phases_before"]:
        prior = Decimal(case["phases_before"][-1])
        quantity -= prior
    if quantity < 0:
        return Usage("product", DAY, quantity=quantity, prior=prior, correction="late correction")
    if case["charge_model"] == "percentage" and case["params"]["fixed_fee_per_event"]:
        counts = {"yuan": quantity, "call": Decimal(case["params"]["events_count"])}
        return Usage("product", DAY, counts=counts)
    if case["charge_model"] == "percentage":
        return Usage("product", DAY, counts={"yuan": quantity})
    if case["charge_model"] == "graduated_blocks" and "previously_billed" in case["params"]:
        # One block was invoiced before.
        (tier,) = case["params"]["tiers"]
        assert case["params"]["previously_billed"] == tier["block_price"]
        prior = Decimal(tier["block_size"])
        quantity -= prior
    return Usage("product", DAY, quantity=quantity, prior=prior)
