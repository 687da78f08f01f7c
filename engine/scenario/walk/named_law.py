"""Documents that a case names: what is wrong with them is told where it names them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from engine.law import (
    Fault,
    Faults,
    NotInForce,
    OtherKind,
    Path,
    Refused,
    Shelf,
    nearest_first,
    written_path,
)
from engine.method import MethodRole, methods_of
from engine.scenario.case import Case

__all__ = ["naming"]


@contextmanager
def naming(
    case: Case,
    *places: Path,
    shelf: Shelf | None = None,
    role: MethodRole | None = None,
    kind: str | None = None,
) -> Iterator[None]:
    """Raise the Faults of documents that are not there, of another kind or role, or not in force,
    as faults of the `places` of the case that name them; those not in force, of its day.

    Faulty law stays what it is. With `shelf` what could be named is told: the methods of `role`, or
    the documents of `kind`.
    """
    named = {str(case.located.value(at)): at for at in places}
    try:
        yield
    except OtherKind as other:
        if other.identifier not in named:
            raise
        source, place = case.located.written(named[other.identifier])
        fault = other.at(source.file, written_path(place), source.line(place))
        raise Faults([fault]) from None
    except NotInForce as early:
        values = {"document": early.document, "first": early.first}
        fault = case.fault(("on",), "scenario.law_not_in_force", early.day, **values)
        raise Faults([fault]) from None
    except Refused:
        raise
    except Faults as wrong:
        known = [] if shelf is None else [*_nameable(shelf, role, kind)]
        told = [_where_named(case, one, named, known) for one in wrong.faults]
        raise Faults(one for at, one in enumerate(told) if one not in told[:at]) from None


def _nameable(shelf: Shelf, role: MethodRole | None, kind: str | None) -> Iterator[str]:
    if role is not None:
        yield from (one.id for one in methods_of(shelf, role))
    for one in shelf.identifiers() if kind is not None else ():
        with suppress(Faults):  # what is malformed is none that could be named
            if shelf.kind_named(one) == kind:
                yield one


def _where_named(case: Case, fault: Fault, named: dict[str, Path], known: list[str]) -> Fault:
    identifier = fault.file.removesuffix(".yaml")
    if identifier not in named or not _is_of_naming(fault.key):
        return fault
    if known:
        allowed = ", ".join(nearest_first(identifier, known))
        return case.fault(named[identifier], "law.not_one_of", identifier, allowed=allowed)
    return case.fault(named[identifier], fault.key, identifier, **fault.values)


def _is_of_naming(key: str) -> bool:
    """Return whether a fault is none of the document: that it is not there, or lacks what a method
    for this has, where it does not say that it is one."""
    room, _, name = key.partition(".")
    return key == "law.no_document" or (room == "method" and name.startswith("contract_"))
