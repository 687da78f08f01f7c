"""The methods of a role on a shelf, where none is named."""

from __future__ import annotations

from engine.law import Fault, Faults, Shelf
from engine.method.check.contract import lacking
from engine.method.model.contract import contract_for
from engine.method.model.document import Method, MethodRole
from engine.text import text

__all__ = ["method_of", "methods_of"]


def methods_of(shelf: Shelf, role: MethodRole, jurisdiction: str | None = None) -> list[Method]:
    """Return the methods of `role` on `shelf`, of one jurisdiction when it is given.

    A document that says no role is of it when its newest version lacks nothing that the role
    needs. Raises Faults at a faulty method.
    """
    contract = contract_for(role)
    return [
        method
        for method in shelf.of_kind(Method, jurisdiction)
        if method.role is role
        or (
            method.role is None
            and not any(lacking(contract, max(method.versions, key=lambda one: one.from_.start)))
        )
    ]


def method_of(shelf: Shelf, role: MethodRole, jurisdiction: str | None = None) -> str:
    """Return the id of the only method of `methods_of`; raises Faults for none or several."""
    found = [method.id for method in methods_of(shelf, role, jurisdiction)]
    if len(found) != 1:
        key = "method.several_of_role" if found else "method.no_method_of_role"
        values = {"role": text(f"method.role_{role}"), "known": ", ".join(found)}
        raise Faults([Fault(", ".join(map(str, shelf.roots)), "", None, None, key, values)])
    return found[0]
