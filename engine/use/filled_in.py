"""The facts that the engine fills in itself, and what the rules of use must know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.catalogue import AuthorisationStatus, DataForm, RegistrationStatus
from engine.law import Finding
from engine.rules import EnumerationFact, Part
from engine.use.decision import StandsUnder

__all__ = ["unknown_facts"]

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
