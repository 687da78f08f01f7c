"""`dingjia determine --deduct`: evaluations with the ledger beside them, in which takers stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.cli.conventions.records import proved_record
from engine.determination import (
    Account,
    Deduction,
    DeductionRefused,
    Determination,
    accounts_in,
    deduction_of,
)
from engine.law import Shelf
from engine.record.kinds import RecordBody
from engine.settlement import Ledger, body_of_ledger, entered, ledger_in, taken_by_others
from engine.submission import Filed

__all__ = ["LEDGER", "Deducting", "deducting_of", "deduction_from", "ledgers_with", "refuse_taken"]

LEDGER = "ledger.json"
"""The name of the ledger in the folder of an evaluation."""


@dataclass(frozen=True, slots=True)
class Deducting:
    """An evaluation that is to be deducted."""

    path: Path
    """Its record."""
    accounts: tuple[Account, ...]
    """The accounts that it hands on."""
    shelf: Shelf
    """The documents with which it was proved."""

    @property
    def place(self) -> Path:
        """The ledger beside it, which need not be there yet."""
        return self.path.parent / LEDGER


def deducting_of(paths: Sequence[Path], filed: Filed, shelf: Shelf) -> tuple[Deducting, ...]:
    """Return the evaluations at `paths`, which must be of the authorisation that is `filed`.

    Raises Faults for a record that is no such evaluation, NotProved for one that does not verify
    with the documents on `shelf`.
    """
    of = filed.submission.authorisation
    operator, named = filed.submission.operator.name, None if of is None else of.id
    return tuple(
        Deducting(path, accounts_in(proved_record(path, shelf), path.name, operator, named), shelf)
        for path in paths
    )


def deduction_from(
    deducting: Sequence[Deducting], filed: Filed, none_between: bool
) -> Deduction | None:
    """Return what is deducted from the cycle that is `filed`; None when nothing is given.

    Raises DeductionRefused where another determination took an excess, as the records given say
    or the ledgers beside them.
    """
    refuse_taken(deducting, filed)
    handed_on = [(one.path.name, one.accounts) for one in deducting]
    first_year = filed.submission.cycle.first_year
    return deduction_of(handed_on, first_year, none_between) if deducting else None


def refuse_taken(deducting: Sequence[Deducting], filed: Filed) -> None:
    """Raise DeductionRefused where a ledger says that the determination of another cycle did."""
    taken = [
        fault
        for one in deducting
        for fault in taken_by_others(
            _ledger_at(one), one.accounts, filed.submission.cycle.all_years, one.path.name
        )
    ]
    if taken:
        raise DeductionRefused(taken)


def ledgers_with(
    deducting: Iterable[Deducting], determination: Determination, number: str
) -> dict[Path, RecordBody]:
    """Return, by file, the ledgers with what the `determination` of that `number` takes."""
    ledgers: dict[Path, Ledger] = {}
    for one in deducting if determination.ledger else ():
        before = ledgers.get(one.place) or _ledger_at(one)
        ledgers[one.place] = entered(before, one.accounts, determination, number)
    return {place: body_of_ledger(ledger) for place, ledger in ledgers.items()}


def _ledger_at(one: Deducting) -> Ledger | None:
    place = one.place
    return ledger_in(proved_record(place, one.shelf), place.name) if place.is_file() else None
