"""Random tariffs and the quantities at which readers could differ, for tests of their equality."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from engine.law import Shelf
from engine.law.model.document import with_inherited_citations
from engine.tariff import TariffDocument, check_tariff

DAY = datetime.date(2026, 3, 2)
TITLE = {"zh": "示例", "en": "example"}
MONTHLY = {"key": ["customer"], "period": "month"}
KINDS = ("large", "small")

prices = st.decimals(min_value=0, max_value=50, places=4).map(str)
fees = st.sampled_from(["0", "0", "3.5", "120"])
percents = st.decimals(min_value=0, max_value=100, places=1).map(str)
markups = st.decimals(min_value=0, max_value=300, places=1).map(str)


@st.composite
def bands(draw: st.DrawFn, decimals: int, priced: str) -> list[dict[str, str]]:
    """Bands from 0 upwards, with edges on the grid of the unit; some of whole blocks."""
    steps = draw(st.lists(st.integers(min_value=1, max_value=5_000), max_size=4))
    sizes = [draw(st.sampled_from([None, None, 1, 7, 250])) for _ in range(len(steps) + 1)]
    if priced == "percent":
        sizes = [None for _ in sizes]
    edges = [Decimal(0)]
    for step, size in zip(steps, sizes, strict=False):
        whole = step if size is None else -(-step // size) * size
        edges.append(edges[-1] + Decimal(whole).scaleb(-decimals))
    found = []
    for above, following, size in zip(edges, [*edges[1:], None], sizes, strict=True):
        rate = draw(percents if priced == "percent" else prices)
        band = {"above": str(above), priced: rate, "entry_fee": draw(fees)}
        if size is not None:
            band["size"] = str(Decimal(size).scaleb(-decimals))
        found.append(band if following is None else {**band, "up_to": str(following)})
    return found


@st.composite
def going_on(draw: st.DrawFn, decimals: int, made: list[dict[str, str]]) -> dict[str, Any]:
    """The bands, and in some cases how the price goes on rising after the last of them."""
    last = made[-1]
    if draw(st.booleans()) or "size" in last:
        return {"bands": made}
    length = Decimal(draw(st.integers(1, 900))).scaleb(-decimals)
    every = Decimal(draw(st.integers(2, 900))) + Decimal(draw(st.integers(0, 9))).scaleb(-decimals)
    end = {**last, "up_to": str(Decimal(last["above"]) + length)}
    then = {"every": str(every), "adds": draw(st.sampled_from(["0", "0.5", "3.0001", "7"]))}
    return {"bands": [*made[:-1], end], "then": then}


@st.composite
def charges(draw: st.DrawFn, decimals: int) -> dict[str, Any]:
    """A charge of any model that columns are read by."""
    model = draw(
        st.sampled_from(
            ["per_unit", "flat", "graduated", "volume", "package", "percentage", "graduated_percentage"]
        )
    )  # fmt: skip
    charge: dict[str, Any] = {"model": model, "accumulate": MONTHLY}
    zero = draw(st.sampled_from(["nothing", "charged"]))
    if model in ("per_unit", "flat"):
        charge["price"] = draw(prices)
    if model == "flat":
        charge["at_zero"] = zero
    if model == "package":
        size = st.integers(min_value=1, max_value=400)
        charge |= {"price": draw(prices), "size": str(Decimal(draw(size)).scaleb(-decimals))}
    if model == "percentage":
        charge["percent"] = draw(markups)
    if model in ("graduated", "volume", "graduated_percentage"):
        priced = "percent" if model == "graduated_percentage" else "price"
        edges = draw(st.sampled_from(["in_lower_band", "in_upper_band"]))
        made = draw(bands(decimals, priced))
        ladder = {"bands": made} if priced == "percent" else draw(going_on(decimals, made))
        charge |= {**ladder, "edges": edges, "at_zero": zero}
    if model == "volume":
        charge["totals_fall"] = {"reason": TITLE}
    return charge


@st.composite
def conversions(draw: st.DrawFn, of: tuple[str, ...]) -> dict[str, Any]:
    """A count of another unit than the product's, converted from it and rounded, of each use or of
    the total as `of` allows."""
    rounding = {
        "to": draw(st.sampled_from(["1", "0.01", "10", "0.2"])),
        "mode": draw(st.sampled_from(["half_up", "half_even", "up", "down"])),
    }
    factor = draw(
        st.sampled_from([("divide_by", "3"), ("divide_by", "60"), ("multiply_by", "1.2")])
    )
    converted = {
        "from": "unit", "rounding": rounding, factor[0]: factor[1],
        "rounded": draw(st.sampled_from(of)),
    }  # fmt: skip
    if draw(st.integers(0, 4)) == 0:
        started = draw(st.sampled_from(of))
        return {"unit": "unit", "started_whole": True, "started_of": started}
    return {"unit": "priced", "converted": converted}


@st.composite
def components(draw: st.DrawFn, name: str, decimals: int, each: bool) -> dict[str, Any]:
    """A component; where `each`, some limits are of each use."""
    component: dict[str, Any] = {"id": name, "title": TITLE, "charge": draw(charges(decimals))}
    if draw(st.booleans()):
        component["for_class"] = {"small": {"charge": draw(charges(decimals))}}
    if draw(st.integers(0, 3)) == 0:
        units = Decimal(draw(st.integers(0, 3_000))).scaleb(-decimals)
        component["free_quota"] = {
            "units": str(units), "key": ["customer"], "within": {"period": "month"},
        }  # fmt: skip
    if draw(st.integers(0, 3)) == 0:
        least, more = draw(st.integers(0, 200)), draw(st.integers(0, 2_000))
        component["limits"] = {
            "minimum": str(least), "maximum": str(least + more),
            "apply": draw(st.sampled_from(["before_discounts", "after_discounts"])),
            "at_zero": draw(st.sampled_from(["nothing", "charged"])),
        }  # fmt: skip
        plain = component["charge"]["model"] in ("per_unit", "percentage")
        alone = plain and not {"free_quota", "for_class"} & component.keys()
        if alone and each and draw(st.booleans()):
            del component["charge"]["accumulate"]
            component["limits"]["each_use"] = True
    if draw(st.integers(0, 4)) == 0:
        component["not_collected"] = {"reason": TITLE}
    if draw(st.integers(0, 3)) == 0:
        component["float"] = "floating"
    return component


@st.composite
def tariffs(draw: st.DrawFn, of: tuple[str, ...] = ("each_use", "total")) -> TariffDocument:
    """A tariff of one product with up to two components, which checks clean; where it converts and
    rounds what is counted, `of` each use or of the total."""
    decimals = draw(st.sampled_from([0, 0, 1, 3]))
    parts = [draw(components("one", decimals, "each_use" in of))]
    if draw(st.booleans()):
        parts.append(draw(components("two", decimals, "each_use" in of)))
    if draw(st.integers(0, 3)) == 0:
        added_up = all("accumulate" in part["charge"] for part in parts)
        counted = draw(conversions(of if added_up else ("each_use",)))
        parts = [{**part, "per": [counted]} for part in parts]
    discounts = draw(
        st.lists(st.fixed_dictionaries({"for": st.sampled_from(["small", "any"]), "percent": percents}), max_size=3)
    )  # fmt: skip
    rounding = {
        "unit": draw(st.sampled_from(["0.01", "0.05", "0.1", "1", "0.000001"])),
        "mode": draw(st.sampled_from(["half_up", "half_even", "up", "down"])),
        "at": draw(st.sampled_from(["line", "line", "band", "total"])),
    }
    product = {
        "id": "product", "title": TITLE, "unit": "unit", "components": parts,
        "largest_quantity": "100000",
        "discounts": [{**each, "component": "one"} for each in discounts],
        "stacking": draw(st.sampled_from(["one_after_another", "added", "largest"]).map(lambda rule: {"rule": rule})),
        "exemptions": draw(st.sampled_from([[], [{"for": "small", "components": ["one"], "reason": TITLE}]])),
    }  # fmt: skip
    version = {
        "rounding": rounding,
        "facts": [
            {"id": "kind", "title": TITLE, "question": TITLE,
             "values": [{"id": kind, "title": TITLE} for kind in KINDS]},
        ],
        "classes": {
            "small": {"title": TITLE, "fact": "kind", "in": ["small"]},
            "any": {"title": TITLE, "fact": "kind", "in": [*KINDS]},
        },
        "floats": {"floating": {"title": TITLE, "question": TITLE, "up": "20", "down": "50"}},
        "products": [product],
    }  # fmt: skip
    return document_of(DAY, decimals, version)


def document_of(since: datetime.date, decimals: int, version: dict[str, Any]) -> TariffDocument:
    """Return the tariff of one version in force from `since`, by one unit, which checks clean."""
    unit = {"title": TITLE, "whole": decimals == 0}
    shared = {
        "published": since, "from": since,
        "cites": [{"instrument": "示例", "evidence": "illustrative", "applies": "directly"}],
        "units": {
            "unit": unit if decimals == 0 else {**unit, "decimals": decimals},
            "priced": {"title": TITLE, "whole": False, "decimals": 3},
        },
    }  # fmt: skip
    document = with_inherited_citations(
        TariffDocument.model_validate(
            {
                "kind": "tariff", "id": "demo/random", "title": TITLE, "jurisdiction": "DEMO",
                "role": "set", "stands_under": "none", "vat": "unknown", "currency": "CNY",
                "versions": [{**shared, **version}],
            }
        )
    )  # fmt: skip
    assert [*check_tariff(document, Shelf())] == []
    return document


def units_of_prior(document: TariffDocument) -> tuple[Decimal, Decimal]:
    """Return of what what was rated before is a multiple, and the smallest unit that counts it."""
    (version,) = document.versions
    unit = Decimal(1).scaleb(-(version.units["unit"].fineness or 0))
    for count in version.products[0].components[0].per:
        if count.rounding is not None and not count.of_total:
            fine = Decimal(1).scaleb(-(version.units[count.unit].fineness or 0))
            return max(count.rounding.to, fine), fine
    return unit, unit


def telling_quantities(document: TariffDocument) -> list[Decimal]:
    """Return 0, and every edge with the quantities one smallest unit and one whole unit around."""
    (version,) = document.versions
    (product,) = version.products
    smallest = Decimal(1).scaleb(-(version.units["unit"].fineness or 0))
    edges = {Decimal(0)}
    for component in product.components:
        quota = Decimal(0) if component.free_quota is None else component.free_quota.units
        for charge in component.charges():
            for band in getattr(charge, "bands", ()):
                edges |= {band.above, band.above + quota}
                size = getattr(band, "size", None)
                if size is not None:
                    edges |= {band.above + size + quota, band.above + 3 * size + quota}
            then = getattr(charge, "then", None)
            if then is not None:
                end = charge.bands[-1].up_to + quota
                edges |= {end + many * then.every for many in (0, 1, 2, 17)}
            size = getattr(charge, "size", None)
            edges |= {quota} if size is None else {quota + size, quota + 7 * size}
    steps = (-1, -smallest, Decimal(0), smallest, 1)
    return sorted({edge + step for edge in edges for step in steps if edge + step >= 0})
