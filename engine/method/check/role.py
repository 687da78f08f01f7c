"""The methods of a role on a shelf, where none is named."""

from __future__ import annotations

from engine.law import Fault, Faults, Shelf
from engine.method.check.contract import lacking
from engine.method.model.contract import contract_for
from engine.method.model.document import Method
from engine.method.model.role import MethodRole
from engine.text import text

__all__ = ["is_for", "method_of", "methods_of"]


def methods_of(shelf: Shelf, role: MethodRole, jurisdiction: str | None = None) -> list[Method]:
    """Return the methods of `role` on `shelf`, of one jurisdiction when it is given.

    A document that says no role is of it when its newest version lacks nothing that the role
    needs. Raises Faults at a faulty method.
    """
    return [method for method in shelf.of_kind(Method, jurisdiction) if is_for(method, role)]


def is_for(method: Method, role: MethodRole) -> bool:
    """Return whether `method` is of `role`: it says so, or says nothing and has all of it."""
    if method.role is not None:
        return method.role is role
    newest = max(method.versions, key=lambda one: one.from_.start)
    return not any(lacking(contract_for(role), newest))


def method_of(shelf: Shelf, role: MethodRole, jurisdiction: str | None = None) -> str:
    """Return the id of the only method of `methods_of`; raises Faults for none or several."""
    found = [method.id for method in methods_of(shelf, role, jurisdiction)]
    if len(found) != 1:
        key = "method.several_of_role" if found else "method.no_method_of_role"
        values = {"role": text(f"method.role_{role}"), "known": ", ".join(found)}
        raise Faults([Fault(", ".join(map(str, shelf.roots)), "", None, None, key, values)])
    return found[0]
