"""Why two results differ: the gap shared out over decisions and inputs (差异分解)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from engine.law import Fault, Faults
from engine.method import At, Inputs, MethodVersion, evaluate_many
from engine.money import CONTEXT
from engine.reconcile.changes import Change, Move, changes_between, united
from engine.reconcile.shares import shared
from engine.reconcile.subject import Subject
from engine.text import Text, text

if TYPE_CHECKING:
    from engine.reconcile.shares import Made

__all__ = ["Part", "Reconciled", "Result", "parts_of", "reconciled"]

_FEN = Decimal("0.01")
LAW = "law"
"""The change of the method itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one change makes of the difference."""

    change: Change
    """What differs."""
    amount: Decimal
    """Its share of the difference [yuan/year]; below 0 where it lowers the maximum."""


class Result(Protocol):
    """A result that can be compared with another of its kind."""

    @property
    def name(self) -> Text:
        """Whose it is."""

    @property
    def figure(self) -> Decimal:
        """The figure that is compared."""

    @property
    def unit(self) -> str:
        """The money that it counts in: yuan, or the code of another currency."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Two figures, and the difference between them in parts."""

    first: Result
    """That which is explained from."""
    second: Result
    """That which is explained."""
    parts: tuple[Part, ...]
    """What moves most first; they add up to the difference to the fen."""
    unmoved: tuple[Change, ...]
    """What differs and moves nothing."""
    error: Decimal | None
    """Where not every order of the changes was looked at, the greatest standard error of a part
    [yuan]."""

    @property
    def difference(self) -> Decimal:
        """By how much the second figure is more [yuan]."""
        return CONTEXT.subtract(self.second.figure, self.first.figure)


def reconciled(first: Subject, second: Subject) -> Reconciled:
    """Return the difference between two figures of one kind, in the parts of `shared`.

    A row that only one has counts in the other with no amount; a figure that only one gives is no
    difference. Raises Faults where the figures are of two kinds, or some mixture of the two cannot
    be computed.
    """
    if first.line != second.line:
        raise Faults([Fault("reconcile", "", None, None, "reconcile.two_kinds")])
    versions = first.worksheet.version, second.worksheet.version
    inputs = united(first.worksheet, second.worksheet)
    readings = [
        {name: value.id for name, value in one.worksheet.switch_values.items()}
        for one in (first, second)
    ]
    common = {name for name in readings[0] if name in readings[1]}
    switches = ({name: one[name] for name in common} for one in readings)
    found = list(changes_between(versions[1], *inputs, *switches))
    if versions[0] != versions[1]:
        found.append(_of_law(first, second))
    shares = shared(len(found), _Worth(first, second, inputs, found))
    parts = [
        Part(change, CONTEXT.multiply(Decimal(fen), _FEN))
        for change, fen in zip(found, shares.fen, strict=True)
    ]
    return parts_of(first, second, parts, shares.error, _FEN)


def parts_of(
    first: Result, second: Result, parts: Sequence[Part], error: Fraction | None, unit: Decimal
) -> Reconciled:
    """Return two figures with the parts of their difference; `error` counts in `unit`."""
    moving = sorted((one for one in parts if one.amount), key=lambda one: -abs(one.amount))
    still = tuple(one.change for one in parts if not one.amount)
    said = None
    if error is not None:
        said = round(CONTEXT.multiply(Decimal(float(error)), unit), 2)
    return Reconciled(first, second, tuple(moving), still, said)


def _of_law(first: Subject, second: Subject) -> Change:
    title = text("reconcile.law")
    before, after = (
        text("reconcile.method_of_day", id=one.worksheet.method_id, on=one.on)
        for one in (first, second)
    )
    return Change(LAW, title, (Move(title, before, after),), {}, second.worksheet.version.cites)


@dataclass(frozen=True, slots=True)
class _Worth:
    """The figure of any mixture of two worksheets, in fen."""

    first: Subject
    second: Subject
    inputs: tuple[Inputs, Inputs]
    changes: Sequence[Change]

    def __call__(self, made: Made) -> Sequence[int]:
        """Return the figure of each case of cases × changes."""
        import numpy as np

        law = next((at for at, one in enumerate(self.changes) if one.id == LAW), None)
        by_second: Made = np.zeros(len(made), np.bool_) if law is None else made[:, law]
        found = np.zeros(len(made), np.int64)
        for of, inputs, which in (
            (self.first, self.inputs[0], ~by_second),
            (self.second, self.inputs[1], by_second),
        ):
            if which.any():
                found[which] = self._figures(of, inputs, made[which])
        several = made.sum(axis=1)
        for of, many in ((self.first, 0), (self.second, len(self.changes))):
            self._meets(of, found[several == many])
            found[several == many] = _in_fen(of)
        return list(map(int, found))

    def _meets(self, of: Subject, found: Any) -> None:
        """Raise Faults where a mixture of one of the two alone is not that one's own figure, but
        for the fen that binary figures can turn: then the other has rows that it cannot take."""
        if any(abs(int(one) - _in_fen(of)) > 1 for one in found):
            values = {"name": of.name}
            raise Faults([Fault("reconcile", "", None, None, "reconcile.cannot_be_mixed", values)])

    def _figures(self, of: Subject, given: Inputs, made: Made) -> Any:
        """Return the figures of cases × changes by the method of one of the two, with what is
        `given` to it."""
        import numpy as np

        version, years = of.worksheet.version, given.years
        inputs = _known(version, replace(given, blocks=(), lines=(of.line,)))
        draws: dict[At, Any] = {}
        for at, change in enumerate(self.changes):
            for place, pair in change.drawn.items():
                name = place[0] if isinstance(place, tuple) and len(place) == 2 else place
                if not _knows(version, name):
                    continue
                is_text = isinstance(pair[0], str)
                old, new = (np.array(one if is_text else float(one)) for one in pair)
                drawn = np.where(made[:, at], new, old)
                if isinstance(place, tuple) and len(place) == 2:
                    if place[0] not in draws:
                        draws[place[0]] = _by_year(given, place[0], len(made))
                    draws[place[0]][:, years.index(place[1])] = drawn
                else:
                    draws[place] = drawn
        many = evaluate_many(of.worksheet.method_id, version, inputs, draws)
        figures = np.broadcast_to(many.values(of.line, of.key), len(made))
        return np.rint(figures * 100).astype(np.int64)


def _in_fen(of: Subject) -> int:
    return int(CONTEXT.divide(of.figure, _FEN))


def _by_year(given: Inputs, name: str, cases: int) -> Any:
    """Return a figure by year as it is given, by default 0: cases × years."""
    import numpy as np

    row = [float(given.figure(name, year) or 0) for year in given.years]
    return np.tile(np.array(row), (cases, 1))


def _knows(version: MethodVersion, place: At) -> bool:
    if isinstance(place, str):
        switches = {one.id for one in version.switches}
        given = {one.id for one in version.inputs} | {one.id for one in version.parameters}
        return place in switches | given
    table = next((one for one in version.tables if one.id == place[0]), None)
    return table is not None and table.column(place[2]) is not None


def _known(version: MethodVersion, inputs: Inputs) -> Inputs:
    """Return what a version has a place for."""
    tables = {
        table.id: [
            {
                name: cell
                for name, cell in row.items()
                if name in ("id", "title") or table.column(name) is not None
            }
            for row in inputs.tables.get(table.id, ())
        ]
        for table in version.tables
    }

    def taken(given: Mapping[str, Any]) -> dict[str, Any]:
        return {name: one for name, one in given.items() if _knows(version, name)}

    return replace(
        inputs,
        tables=tables,
        scalars=taken(inputs.scalars),
        parameters=taken(inputs.parameters),
        switches=taken(inputs.switches),
    )
