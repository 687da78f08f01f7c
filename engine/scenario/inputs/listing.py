"""Every input of a case, its later cycles among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.determination import nameable_values
from engine.law import Declaration, Shelf
from engine.method import Method
from engine.scenario.case import Case, path_of, title_of
from engine.scenario.inputs.circumstances import levers_of, movables_beside, spread_within
from engine.scenario.inputs.fields import FieldOf
from engine.scenario.inputs.input import Input, InputKind, Value
from engine.scenario.inputs.submission import Movable, movables_of
from engine.scenario.inputs.units import title_and_unit
from engine.scenario.walk import cycle_after
from engine.text import text

__all__ = ["inputs_of"]

_STANDS_IN = {"yield": "yield_override", "spread": "spread"}
"""By the lever, where the submission has its figure."""
_OF_ALL = ("cycles", "later")
"""What is said of all cycles at once."""


def inputs_of(case: Case, shelf: Shelf) -> tuple[Input, ...]:
    """Return every number, choice and day that a scenario may change of a case: the levers first,
    then readings, market, uses, ceilings, day, decisions, the submission; then the same of each
    later cycle, where it differs from the one before.

    Raises Faults where the case names law that is not there, or a later cycle cannot follow.
    """
    cycles = [case]
    for number in range(2, case.circumstances.cycles + 1):
        cycles.append(cycle_after(cycles[-1], number))
    years = [one.filed.submission.cycle.all_years for one in cycles]
    methods = tuple(shelf.of_kind(Method))
    found = [_input(movable, case, shelf) for movable in levers_of(case, shelf)]
    for position, one in enumerate(cycles):
        to_come = [year for of in years[position:] for year in of]
        last = years[position - 1][-1] if position else None
        beside = movables_beside(one, shelf, to_come, methods)
        for movable in (*beside, *_of_submission(one, shelf, last)):
            can_differ = movable.allowed.has_another(movable.field.value)
            if can_differ and not (position and movable.field.leaf[0] in _OF_ALL):
                found.append(_input(movable, one, shelf, position + 1))
    return tuple(found)


def _of_submission(case: Case, shelf: Shelf, last: int | None) -> Iterator[Movable]:
    """Yield what can be moved of the submission of a cycle, which begins after the year `last`."""
    of = case.circumstances
    nameable = nameable_values(shelf, of.method, of.on)
    tree = case.located.tree["submission"]
    for one in movables_of(case.filed.submission, tree, nameable, _made_up(case), of.on):
        leaf, allowed = one.field.leaf, one.allowed
        if leaf == ("spread", "value"):
            allowed = spread_within(case, shelf, allowed)
        elif leaf == ("cycle", "first_year") and last is not None:
            allowed = allowed.within(least=Decimal(last + 1))
        yield replace(one, allowed=allowed).below("submission")


def _made_up(case: Case) -> dict[str, frozenset[str]]:
    """Return by driver, and under no name of the quantities, the products whose classes of use say
    how much they take."""
    uses = case.circumstances.uses
    drivers = {driver for one in uses for driver in one.takes}
    found = {name: frozenset(one.product for one in uses if name in one.takes) for name in drivers}
    return found | {"": frozenset(one.product for one in uses)}


def _input(movable: Movable, case: Case, shelf: Shelf, cycle: int = 1) -> Input:
    field = movable.field
    title = title_of(field.leaf, case, case, shelf)
    title, unit = title_and_unit(field.leaf, title, case)
    before = ("later", str(cycle)) if cycle > 1 else ()
    if before:
        title = text("scenario.in_cycle", number=cycle, title=title)
    return Input(
        path=".".join((*before, *field.leaf)),
        title=title,
        unit=unit,
        value=_value(field.value, movable.allowed.kind),
        allowed=movable.allowed,
        written=_written(field, case) if field.is_there else None,
        together=tuple(".".join((*before, *one)) for one in movable.together),
    )


def _value(value: Any, kind: InputKind) -> Value | None:
    """Return a plain value as what it is."""
    if value is None or isinstance(value, bool):
        return value
    try:
        if kind is InputKind.NUMBER:
            return Decimal(str(value))
        if kind is InputKind.WHOLE:
            return int(str(value))
    except (InvalidOperation, ValueError):
        return None
    return str(value)


def _written(field: FieldOf, case: Case) -> Declaration:
    """Return where a value that the case has is written."""
    leaf = field.leaf
    if leaf[0] == "levers":
        leaf = ("submission", _STANDS_IN[leaf[1]], "value")
    path = field.path or path_of(case.located.tree, leaf)
    return case.filed.declared(*path[1:]) if path[0] == "submission" else case.declared(path)
