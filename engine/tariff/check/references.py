"""Whether what a tariff stands under is there, and is what it is taken for."""

from __future__ import annotations

from collections.abc import Iterator

from engine.law import Finding, Shelf
from engine.tariff.model.document import TariffDocument

__all__ = ["check_references"]

_KINDS = {
    "gate": "rules",
    "use": "rules",
    "conditions": "register of conditions",
    "products": "register of products",
    "authorisations": "register of authorisations",
}
"""By what a document is for: its kind."""


def check_references(document: TariffDocument, shelf: Shelf) -> Iterator[Finding]:
    """Yield what `document` stands under that is not there, or is of another kind.

    Raises Faults where one of them is malformed.
    """
    for role, identifier in document.stands_under.items():
        at = ("stands_under", role)
        if not shelf.has(identifier):
            yield Finding(at, "law.no_document", {}, identifier)
        elif role in _KINDS and (kind := shelf.kind_named(identifier)) != _KINDS[role]:
            values = {"expected": _KINDS[role], "found": kind}
            yield Finding(at, "tariff.check.stands_under_other", values, identifier)
