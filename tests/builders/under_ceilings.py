"""Random price lists under random ceilings, and what both charge for the same use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from builders.random_tariffs import DAY, MONTHLY, TITLE, charges, conversions
from engine.law import Faults, Finding, Shelf
from engine.law.model.document import with_inherited_citations
from engine.tariff import TariffDocument, Usage, as_yaml, check_tariff, rate
from engine.tariff.check.ceiling.document import check_under_ceiling

KINDS, SIZES = ("plain", "first"), ("usual", "other")
USE = {"gate": "demo/gate", "use": "demo/use", "conditions": "demo/conditions"}
FINE = {"unit": Decimal("1E-18"), "mode": "down"}

_PERIODS = st.sampled_from(
    [MONTHLY, MONTHLY, MONTHLY, {"key": ["customer"], "period": "day"},
     {"key": ["project"], "period": "month"}, {"key": ["customer"], "period": "ever"}]
)  # fmt: skip
_ROUNDINGS = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["0.01", "0.01", "0.05", "1", "0.000001"]),
        "mode": st.sampled_from(["half_up", "half_up", "half_even", "up", "down"]),
        "at": st.sampled_from(["line", "line", "band", "total"]),
    }
)
_TIERS = {
    "model": "capacity", "accumulate": MONTHLY, "edges": "in_lower_band", "at_zero": "nothing",
    "tiers": [{"up_to": {"unit": "10", "year": "10"}, "price": "1"}, {"price": "3"}],
}  # fmt: skip
_BY_PERIOD = {"model": "per_period", "price": "2", "period": "month", "proration": "by_day"}


@dataclass(frozen=True)
class Priced:
    """A document and the facts of whoever is priced by it."""

    document: TariffDocument
    facts: dict[str, str]

    def total(self, *usages: Usage) -> Decimal:
        """What the uses come to together."""
        (version,) = self.document.versions
        known = {fact: value for fact, value in self.facts.items() if _asks(self.document, fact)}
        found = rate(self.document, version, usages, known).total
        assert found is not None
        return found.number

    def rounded(self, **way: Any) -> Priced:
        """The same, rounded otherwise."""
        (version,) = self.document.versions
        rounding = version.rounding.model_copy(update=way)
        versions = (version.model_copy(update={"rounding": rounding}),)
        return Priced(self.document.model_copy(update={"versions": versions}), self.facts)


def _asks(document: TariffDocument, name: str) -> bool:
    (version,) = document.versions
    return version.fact(name) is not None or name in version.floats


def customers() -> list[dict[str, str]]:
    """Everyone there is at the top of the float, and one below it."""
    top = [{"kind": kind, "size": size, "floating": "20"} for kind in KINDS for size in SIZES]
    return [*top, {**top[0], "floating": "0"}]


@st.composite
def lists(draw: st.DrawFn) -> TariffDocument:
    """A price list of one product."""
    decimals = draw(st.sampled_from([0, 0, 1]))
    per = draw(
        st.sampled_from([None, None, None, ["unit", "year"], "converted", "started", "multiplied"])
    )
    counted: list[Any] = []
    if per == "converted":
        counted = [draw(conversions(("each_use", "total")))]
    elif per == "started":
        of = draw(st.sampled_from(["each_use", "total"]))
        counted = [{"unit": "unit", "started_whole": True, "started_of": of}]
    elif per == "multiplied":
        counted = [{"unit": "priced", "converted": {"from": "unit", "multiply_by": "4"}}]
    elif per is not None:
        counted = [*per]
    parts = [
        {**draw(_component(f"part{number}", decimals, len(counted))), "per": counted}
        for number in range(draw(st.sampled_from([1, 1, 1, 2])))
    ]
    if draw(st.integers(0, 15)) == 0 and len(counted) == 2:
        parts = [{"id": "tiers", "title": TITLE, "per": counted, "charge": _TIERS}]
    return document_of(
        "list", decimals, parts, draw(_ROUNDINGS), draw(st.sampled_from([None, "within_bands"]))
    )


@st.composite
def _component(draw: st.DrawFn, name: str, decimals: int, counts: int) -> dict[str, Any]:
    # A flat amount stands under no ceiling of a unit.
    plain = draw(_charge(decimals).filter(lambda charge: charge["model"] != "flat"))
    component = {"id": name, "title": TITLE, "charge": plain}
    for of in ("first", "other"):
        if draw(st.integers(0, 3)) == 0:
            by_period = draw(st.integers(0, 15)) == 0
            charge = _BY_PERIOD if by_period else draw(_charge(decimals))
            component.setdefault("for_class", {})[of] = {"charge": charge}
            break
    if counts < 2 and draw(st.integers(0, 3)) == 0:
        component["free_quota"] = {
            "units": str(Decimal(draw(st.integers(0, 30))).scaleb(-decimals)),
            "key": ["customer"], "within": {"period": draw(st.sampled_from(["month", "month", "day"]))},
        }  # fmt: skip
    if draw(st.integers(0, 3)) == 0:
        least = draw(st.integers(0, 60))
        component["limits"] = {
            "minimum": str(least), "maximum": str(least + draw(st.integers(0, 300))),
            "apply": "before_discounts", "at_zero": draw(st.sampled_from(["nothing", "nothing", "charged"])),
        }  # fmt: skip
        even = plain["model"] in ("per_unit", "percentage")
        if even and not {"free_quota", "for_class"} & component.keys() and draw(st.booleans()):
            del component["charge"]["accumulate"]
            component["limits"]["each_use"] = True
    if draw(st.integers(0, 3)) == 0:
        component["float"] = "floating"
    return component


@st.composite
def _charge(draw: st.DrawFn, decimals: int) -> dict[str, Any]:
    """A charge, mostly without entry fees, which few ceilings bear."""
    charge = {**draw(charges(decimals)), "accumulate": draw(_PERIODS)}
    if draw(st.integers(0, 3)):
        for band in charge.get("bands", ()):
            band["entry_fee"] = "0"
            band.pop("size", None)
    if draw(st.booleans()) and charge.get("at_zero") == "charged":
        charge["at_zero"] = "nothing"
    return charge


def document_of(
    name: str,
    decimals: int,
    parts: list[dict[str, Any]],
    rounding: dict[str, str],
    free_part: str | None = None,
    largest: str = "3000",
) -> TariffDocument:
    """The list or the ceilings of one product."""
    unit = {"title": TITLE, "whole": decimals == 0}
    key = {"title": TITLE, "question": TITLE}
    version = {
        "published": DAY.replace(day=1), "from": DAY.replace(day=1), "rounding": rounding,
        "cites": [{"instrument": "示例", "evidence": "illustrative", "applies": "directly"}],
        "free_part": free_part,
        "keys": {"project": key},
        "units": {
            "unit": unit if decimals == 0 else {**unit, "decimals": decimals},
            "year": {"title": TITLE},
            "priced": {"title": TITLE, "whole": False, "decimals": 3},
        },
        "facts": [
            {"id": fact, "title": TITLE, "question": TITLE,
             "values": [{"id": value, "title": TITLE} for value in values]}
            for fact, values in (("kind", KINDS), ("size", SIZES))
        ],
        "classes": {
            "first": {"title": TITLE, "fact": "kind", "in": ["first"]},
            "other": {"title": TITLE, "fact": "size", "in": ["other"]},
        },
        "floats": {"floating": {"title": TITLE, "question": TITLE, "up": "20", "down": "50"}},
        "products": [
            {"id": "product", "title": TITLE, "unit": "unit", "largest_quantity": largest, "components": parts},
        ],
    }  # fmt: skip
    tree = {
        "kind": "tariff", "id": f"demo/{name}", "title": TITLE, "jurisdiction": "DEMO",
        "role": "list" if name == "list" else "ceiling", "stands_under": "none", "vat": "unknown",
        "currency": "CNY", "versions": [version],
    }  # fmt: skip
    if name == "list":
        tree["obeys"] = "demo/above"
    return with_inherited_citations(TariffDocument.model_validate(tree))


@st.composite
def ceilings(draw: st.DrawFn, listed: TariffDocument, dearest: Decimal) -> TariffDocument:
    """Ceilings at about the `dearest` average price of a unit, mostly counted as the list counts."""
    (version,) = listed.versions
    loose = draw(st.sampled_from(["0", "0", "0", "0.000001", "0.0003", "0.01", "1.7"]))
    scale = draw(st.sampled_from(["1", "1", "1", "1.5", "0.9"]))
    price = (dearest * Decimal(scale)).quantize(Decimal("0.000001"), ROUND_UP) + Decimal(loose)
    component = version.products[0].components[0].model_dump(mode="json", by_alias=True)
    per = component["per"]
    if draw(st.integers(0, 5)) == 0 and len(per) < 2:
        per = draw(
            st.sampled_from(
                [
                    [],
                    [{"unit": "unit", "started_whole": True, "started_of": "each_use"}],
                    ["priced"],
                ]
            )
        )
    charge: dict[str, Any] = {"model": "per_unit", "price": str(price)}
    over = component["charge"].get("accumulate")
    if draw(st.booleans()) or any("total" in str(count) for count in per):
        charge["accumulate"] = over or MONTHLY
    fine = version.units["unit"].fineness or 0
    rounding = version.rounding
    way = {"unit": str(rounding.unit), "mode": rounding.mode.value, "at": rounding.at.value}
    if draw(st.integers(0, 2)) == 0:
        way = draw(_ROUNDINGS)
    part = {"id": "most", "title": TITLE, "per": per, "charge": charge}
    return document_of("above", fine, [part], way, largest="1000000000")


def findings(
    listed: TariffDocument, above: TariffDocument, under: dict[str, str] | None = None
) -> list[str]:
    """What check says of the list under its ceilings, by key; where it stands `under` rules by which
    a use can be free in part, of that too."""
    return [each.key for each in found(listed, above, under)]


def found(
    listed: TariffDocument, above: TariffDocument, under: dict[str, str] | None = None
) -> list[Finding]:
    """The same, with places and values."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "demo").mkdir()
        (folder / "demo" / "above.yaml").write_text(as_yaml(above), encoding="utf-8")
        shelf = Shelf(folder)
        told = [*check_tariff(listed, shelf)]
        if under is not None:
            shared = listed.model_copy(update={"stands_under": under})
            told += check_under_ceiling(shared, shelf)
        return told


def charged(priced: Priced, usages: Sequence[Usage]) -> Decimal | None:
    """What the uses come to; None where the tariff does not price them."""
    try:
        return priced.total(*usages)
    except Faults:
        return None
