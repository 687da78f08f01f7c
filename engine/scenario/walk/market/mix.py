"""The mix of uses: which class is free and which charged, as the rules decide (用途结构)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.law import Fault, Faults, Path, Shelf, nearest_first
from engine.money import CONTEXT, exactly
from engine.scenario.case import Case, Layer, UseClass
from engine.scenario.walk.named_law import naming
from engine.text import joined, text
from engine.use import Regime, UseDecision, decide_use

__all__ = ["DecidedClass", "decided_classes", "quantity_charged", "quantity_said", "with_mix"]


@dataclass(frozen=True, slots=True)
class DecidedClass:
    """A class of customers, and what the rules say of its use."""

    of: UseClass
    decision: UseDecision
    """The decision on the day of the determination; free, guided or refused."""

    @property
    def is_charged(self) -> bool:
        """Whether the use is charged."""
        return self.decision.regime is Regime.GUIDED


def decided_classes(shelf: Shelf, case: Case, on: datetime.date) -> tuple[DecidedClass, ...]:
    """Return the classes of a case, each decided by the law and the registers of the day `on`.

    Raises Faults for a product that the submission does not have, and for a use that is not free,
    guided or refused: what is missing is asked for.
    """
    products = [product.id for product in case.filed.submission.products]
    faults: list[Fault] = []
    found: list[DecidedClass] = []
    named: set[str] = set()
    for position, one in enumerate(case.circumstances.uses):
        at: Path = ("uses", position)
        if one.id in named:
            faults.append(case.fault((*at, "id"), "law.repeated_entry", one.id))
        named.add(one.id)
        if one.product not in products:
            allowed = ", ".join(nearest_first(one.product, products)) or "–"
            key = "law.not_one_of"
            faults.append(case.fault((*at, "product"), key, one.product, allowed=allowed))
            continue
        decision = _decided(shelf, case, one, at, on)
        if decision.regime in (Regime.MIXED, Regime.UNDETERMINED):
            asked = "; ".join(fact.id for fact in decision.missing) or decision.regime.value
            faults.append(case.fault(at, "scenario.class_undecided", one.id, missing=asked))
        found.append(DecidedClass(one, decision))
    for product in dict.fromkeys(one.of.product for one in found):
        mine = [one for one in found if one.of.product == product]
        if not faults and not quantity_charged(mine):
            refused = [each.title for one in mine for each in one.decision.refusals]
            why = joined(refused) if refused else text("scenario.all_free")
            faults.append(case.fault(("uses",), "scenario.nothing_charged", product, why=why))
    if faults:
        raise Faults(faults)
    return tuple(found)


def with_mix(case: Case, classes: Sequence[DecidedClass]) -> Case:
    """Return the case with the forecast of each product, and each measured driver, as its classes
    make them up; what no class is of stays as it was filed."""
    changes: dict[str, Any] = {}
    if products := list(_products(case, classes)):
        changes["products"] = products
    if drivers := list(_drivers(case, classes)):
        changes["drivers"] = drivers
    if not changes:
        return case
    source, at = case.located.written(("uses",))
    return case.with_layer(Layer({"submission": changes}, lambda path: (source, at)))


def _decided(shelf: Shelf, case: Case, of: UseClass, at: Path, on: datetime.date) -> UseDecision:
    use = of.use
    under: Path = (*at, "use", "stands_under")
    documents = [(*under, name) for name in use.stands_under.model_dump(exclude_none=True)]
    with naming(case, *documents):
        return decide_use(
            shelf,
            use.stands_under,
            on,
            use.facts,
            {name: (case.declared((*at, "use", "facts", name)),) for name in use.facts},
            product=of.product if use.stands_under.products else None,
            operator=use.operator,
            scenario=use.scenario,
            named={name: case.declared((*at, "use", name)) for name in ("operator", "scenario")}
            | {"product": case.declared((*at, "product"))},
        )


def _products(case: Case, classes: Sequence[DecidedClass]) -> Iterator[dict[str, Any]]:
    for product in case.filed.submission.products:
        mine = [one for one in classes if one.of.product == product.id]
        if mine:
            yield {"id": product.id, "quantity": quantity_charged(mine)}


def quantity_said(case: Case, product_id: str) -> list[tuple[int, Path]]:
    """Return where the quantity of a product in its first year is written: in each class of it,
    else in the submission; equal for two cases where both say the same there."""
    places: list[Path] = [
        ("uses", at, "quantity")
        for at, one in enumerate(case.circumstances.uses)
        if one.product == product_id
    ]
    for at, product in enumerate(case.filed.submission.products):
        if product.id == product_id and not places:
            places.append(("submission", "products", at, "quantity"))
    found = [case.located.written(place) for place in places]
    return [(id(source), place) for source, place in found]


def quantity_charged(classes: Sequence[DecidedClass]) -> Decimal:
    """Return what classes whose use is charged ask for together [unit/year]."""
    return _added(one.of.quantity for one in classes if one.is_charged)


def _drivers(case: Case, classes: Sequence[DecidedClass]) -> Iterator[dict[str, Any]]:
    """Yield the measured drivers that any class takes of: of its product as its classes take them,
    free supply with what classes take free, all else as it was filed."""
    for driver in case.filed.submission.drivers:
        taking = [one for one in classes if driver.id in one.of.takes]
        if not taking:
            continue
        paid = {**driver.products, **{one.of.product: Decimal(0) for one in taking}}
        free = driver.free
        for one in taking:
            amount = CONTEXT.multiply(one.of.quantity, one.of.takes[driver.id])
            if one.is_charged:
                paid[one.of.product] = CONTEXT.add(paid[one.of.product], amount)
            elif one.decision.regime is not Regime.REFUSED:
                free = CONTEXT.add(free, amount)
        yield {"id": driver.id, "paid": _added(paid.values()), "free": free, "products": paid}


def _added(amounts: Iterable[Decimal]) -> Decimal:
    return exactly(lambda: sum(amounts, Decimal(0)))
