"""What a document or a register calls what a value of a case names (文件、登记册中的名称)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.catalogue import Authorisations, Products
from engine.law import Document, Faults, Shelf
from engine.text import Text

__all__ = ["documents_named", "operators_of", "scenarios_of"]

_UNDER = "stands_under"


def documents_named(values: tuple[Any, ...], shelf: Shelf) -> Mapping[str, Text]:
    """Return the titles of the documents among some values, by id."""
    found = {}
    for value in values:
        if isinstance(value, str) and shelf.has(value):
            try:
                found[value] = shelf.read(value, Document).title
            except Faults:
                continue  # told where it is used
    return found


def operators_of(use: Any, on: datetime.date, shelf: Shelf) -> Mapping[str, Text]:
    """Return the operators of the register that a class of use stands under, by id."""
    register = _register(use, "authorisations", Authorisations, on, shelf)
    given = () if register is None else register.authorisations
    return {one.operator.id: one.operator.name for one in given}


def scenarios_of(use: Any, on: datetime.date, shelf: Shelf) -> Mapping[str, Text]:
    """Return the application scenarios of the register that a class of use stands under, by id."""
    register = _register(use, "products", Products, on, shelf)
    return {} if register is None else {one.id: one.title for one in register.scenarios}


def _register(use: Any, of: str, kind: Any, on: datetime.date, shelf: Shelf) -> Any:
    under = use.get(_UNDER) if isinstance(use, Mapping) else None
    if not isinstance(under, Mapping) or of not in under:
        return None
    try:
        return shelf.law(str(under[of]), kind, on).in_force_on(on)
    except Faults:
        return None  # told where the use is decided
