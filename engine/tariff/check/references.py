"""Whether what a tariff stands under is there, and is what it is taken for."""

from __future__ import annotations

from collections.abc import Iterator

from engine.law import Finding, Shelf
from engine.tariff.model.document import TariffDocument

__all__ = ["check_references"]

_NEEDED = {"gate": "rules", "use": "rules", "conditions": "register of conditions"}
_OFFERED = {"products": "register of products", "authorisations": "register of authorisations"}
"""By what a document is for: its kind."""


def check_references(document: TariffDocument, shelf: Shelf) -> Iterator[Finding]:
    """Yield what `document` stands under that is missing, unknown or of another kind.

    Raises Faults where one of them is malformed.
    """
    kinds = {**_NEEDED, **_OFFERED}
    for role, identifier in document.stands_under.items():
        at = ("stands_under", role)
        if role not in kinds:
            allowed = {"allowed": ", ".join(kinds)}
            yield Finding(at, "tariff.stands_under_unknown", allowed, role)
        elif not shelf.has(identifier):
            yield Finding(at, "law.no_document", {}, identifier)
        elif (kind := shelf.kind_named(identifier)) != kinds[role]:
            values = {"expected": kinds[role], "found": kind}
            yield Finding(at, "tariff.stands_under_other", values, identifier)
    if not document.stands_under:
        return
    for role in _NEEDED:
        if role not in document.stands_under:
            yield Finding(("stands_under",), "tariff.stands_under_lacks", {"role": role})
