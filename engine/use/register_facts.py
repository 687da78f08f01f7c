"""What the registers say of a product, an operator and a scenario on a day, as facts; and what the
rules of use must know of facts that are filled in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.catalogue import (
    Authorisations,
    AuthorisationStatus,
    DataForm,
    Products,
    RegisteredAuthorisation,
    RegisteredProduct,
    RegistrationStatus,
)
from engine.law import Citation, Declaration, Document, Fault, Faults, Finding, Shelf
from engine.rules import EnumerationFact, FactValue, Part
from engine.text import Text
from engine.use.decision import StandsUnder

__all__ = ["Registered", "registered_facts", "unknown_facts"]


@dataclass(frozen=True, slots=True)
class Registered:
    """Facts read from the registers."""

    facts: Mapping[str, FactValue]
    """By fact id of the gate and use rules."""
    sources: Mapping[str, tuple[Citation, ...]]
    """The entries they were read from."""
    documents: tuple[str, ...]
    """The registers used, by id."""
    watermarks: tuple[Text, ...]
    """Their warnings, each once."""


def registered_facts(
    shelf: Shelf,
    stands_under: StandsUnder,
    on: datetime.date,
    product: str | None,
    operator: str | None,
    scenario: str | None,
    named: Mapping[str, Declaration],
) -> Registered:
    """Return the facts that follow from the entries named.

    A product on the list is had through authorised operation, not from the open catalogue. The
    scope needs product, operator and scenario; `named` says where each of them was written. Raises
    Faults for an id that no register holds.
    """
    facts: dict[str, FactValue] = {}
    sources: dict[str, tuple[Citation, ...]] = {}
    documents: list[str] = []
    if product is not None and stands_under.products is not None:
        entry = _product(shelf, stands_under.products, on, product, scenario, named)
        found: dict[str, FactValue] = {
            "openly_available": False,
            "secret": entry.secret,
            "data_form": entry.data_form.value,
            "resource_registered": entry.resource_registered_on(on),
            "product_registration": entry.registered_on(on).value,
        }
        facts |= found
        sources |= dict.fromkeys(found, entry.cites)
        documents.append(stands_under.products)
    if operator is not None and stands_under.authorisations is not None:
        given = _authorisations(shelf, stands_under.authorisations, on, operator, named)
        counted = _that_counts(given, on, product, scenario)
        facts["authorisation"] = counted.on(on).value
        sources["authorisation"] = counted.cites
        documents.append(stands_under.authorisations)
        if product is not None and scenario is not None:
            facts["in_scope"] = counted.covers(product, scenario)
            sources["in_scope"] = counted.cites
    marks = (shelf.read(name, Document).watermark for name in documents)
    watermarks = tuple(dict.fromkeys(mark for mark in marks if mark is not None))
    return Registered(facts, sources, tuple(documents), watermarks)


def _product(
    shelf: Shelf,
    register: str,
    on: datetime.date,
    product: str,
    scenario: str | None,
    named: Mapping[str, Declaration],
) -> RegisteredProduct:
    version = shelf.law(register, Products, on).in_force_on(on)
    entry = version.product(product)
    scenarios = [known.id for known in version.scenarios]
    faults = []
    if entry is None:
        products = ", ".join(known.id for known in version.products)
        faults.append(_unknown("product", product, "use.no_product", register, products, named))
    if scenario is not None and scenario not in scenarios:
        known = ", ".join(scenarios)
        faults.append(_unknown("scenario", scenario, "use.no_scenario", register, known, named))
    if faults or entry is None:
        raise Faults(faults)
    return entry


def _authorisations(
    shelf: Shelf,
    register: str,
    on: datetime.date,
    operator: str,
    named: Mapping[str, Declaration],
) -> tuple[RegisteredAuthorisation, ...]:
    version = shelf.law(register, Authorisations, on).in_force_on(on)
    given = version.of(operator)
    if not given:
        known = ", ".join(dict.fromkeys(entry.operator.id for entry in version.authorisations))
        raise Faults([_unknown("operator", operator, "use.no_operator", register, known, named)])
    return given


def _unknown(
    what: str, value: str, key: str, register: str, allowed: str, named: Mapping[str, Declaration]
) -> Fault:
    """Return that `register` does not hold `value`, told of where that was written."""
    said = named.get(what)
    file, place = (register, what) if said is None else (said.file, said.place)
    return Fault(file, place, None, value, key, {"register": register, "allowed": allowed})


def _that_counts(
    given: tuple[RegisteredAuthorisation, ...],
    on: datetime.date,
    product: str | None,
    scenario: str | None,
) -> RegisteredAuthorisation:
    """Return the authorisation to go by: one in force that covers the use, else one in force, else
    the last that expired, else the next to begin.
    """

    def rank(authorisation: RegisteredAuthorisation) -> tuple[int, bool, int]:
        status = authorisation.on(on)
        order = (
            AuthorisationStatus.NOT_YET,
            AuthorisationStatus.EXPIRED,
            AuthorisationStatus.IN_FORCE,
        ).index(status)
        covers = (product is None or product in authorisation.products) and (
            scenario is None or scenario in authorisation.scenarios
        )
        distance = abs((authorisation.until - on).days)
        return order, covers, -distance

    return max(given, key=rank)


# --- what the rules must know of them


_OF_PRODUCTS: Mapping[str, Sequence[str]] = {
    "openly_available": (),
    "secret": (),
    "data_form": tuple(DataForm),
    "resource_registered": (),
    "product_registration": tuple(RegistrationStatus),
}
_OF_AUTHORISATIONS: Mapping[str, Sequence[str]] = {
    "authorisation": tuple(AuthorisationStatus),
    "in_scope": (),
}
_OF_PRICES: Mapping[str, Sequence[str]] = {
    "tariff_in_force": (),
    "tariff_is_trial": (),
    "waived": (),
    "differs_from_like_customer": (),
}
"""Each fact with the values that it can be given; a fact without is yes or no."""


def unknown_facts(parts: Sequence[Part], stands_under: StandsUnder) -> Iterator[Finding]:
    """Yield the facts that are filled in from registers and prices and that the rules do not ask,
    or not with those values.

    The first step of a path is the id of the document, the next stand in its version.
    """
    filled = dict(_OF_PRICES)
    if stands_under.products is not None:
        filled |= _OF_PRODUCTS
    if stands_under.authorisations is not None:
        filled |= _OF_AUTHORISATIONS
    asked = {
        fact.id: (part.document, place, fact)
        for part in parts
        for place, fact in enumerate(part.version.facts)
    }
    for name, values in filled.items():
        if name not in asked:
            yield Finding((parts[0].document, "facts"), "use.no_filled_fact", {}, name)
            continue
        document, place, fact = asked[name]
        kind = "enumeration" if values else "yes_no"
        if fact.type != kind:
            found = {"type": kind}
            yield Finding((document, "facts", place, "type"), "use.filled_type", found, fact.type)
        elif isinstance(fact, EnumerationFact):
            known = [value.id for value in fact.values]
            missing = ", ".join(value for value in values if value not in known)
            if missing:
                path = (document, "facts", place, "values")
                yield Finding(path, "use.no_value", {"missing": missing})
