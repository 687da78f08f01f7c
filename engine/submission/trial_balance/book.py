"""Accounts with their balances and movements: which is above which, and which are leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.law import Fault
from engine.submission.trial_balance.above import Months, Period, Side

__all__ = ["Account", "Book", "Key", "Total", "parents_of"]

Key = tuple[str, str, int]
"""The set of books an account stands in, its number with its auxiliary item, and which of several
rows with that number it is."""


@dataclass(frozen=True, slots=True)
class Account:
    """One row of the trial balance; amounts are yuan."""

    entity: str
    """The set of books that it stands in: a sheet of several, or what a column says."""
    code: str
    """Its number as it is written, with that of its auxiliary item."""
    name: str
    """Its name as it is written, without the blanks around it."""
    place: str
    """Sheet and cell of its number."""
    amounts: Mapping[tuple[Period, Side], Decimal] = field(default_factory=dict)
    """Movements on their sides, as written: what was booked in red is below zero."""
    balances: Mapping[Period, Decimal] = field(default_factory=dict)
    """Balances: above zero on the debit side, below zero on the credit side."""
    cells: Mapping[tuple[Period, Side], str] = field(default_factory=dict)
    """Sheet and cell of each amount."""
    is_open: bool = False
    """Whether anything is left on it at the end, on whatever side."""
    twin: int = 0
    """Which it is of several rows with one number; the first is 0."""

    @property
    def key(self) -> Key:
        """By what it is told from other accounts."""
        return self.entity, self.code, self.twin

    @property
    def digits(self) -> str:
        """Its number without the signs between its levels."""
        return re.sub(r"[^0-9]", "", re.split("_", self.code)[0])


@dataclass(frozen=True, slots=True)
class Total:
    """A row of totals."""

    entity: str
    place: str
    amounts: Mapping[tuple[Period, Side], Decimal]


@dataclass(frozen=True, slots=True)
class Book:
    """A trial balance."""

    file: str
    accounts: tuple[Account, ...]
    """All rows, those of all levels."""
    totals: tuple[Total, ...] = ()
    """Rows that add up others."""
    months: Months | None = None
    """The period that a title states, as far as there are rows; of the year 0 without one."""
    months_at: str = ""
    """Sheet and cell that say when it ends."""
    operator: str | None = None
    """The firm that a title row names."""
    notices: tuple[Fault, ...] = ()
    """What was read, and a reader of the figures should know."""

    @property
    def parents(self) -> Mapping[Key, Account]:
        """The account above each, of those that have one in the book."""
        return parents_of(self.accounts)

    @property
    def leaves(self) -> tuple[Account, ...]:
        """The accounts that no other stands below: those alone may be added up."""
        above = {account.key for account in self.parents.values()}
        return tuple(account for account in self.accounts if account.key not in above)

    @property
    def measures(self) -> set[tuple[Period, Side]]:
        """The movements that the book has columns for."""
        return {measure for account in self.accounts for measure in account.amounts}

    @property
    def year(self) -> int | None:
        """The calendar year that it runs to, when a title row states one."""
        return (self.months[1][0] or None) if self.months is not None else None


def parents_of(accounts: Iterable[Account]) -> Mapping[Key, Account]:
    """Return the account above each: the one with the longest number that its own begins with.

    How many digits a level has is not assumed (4-2-2-2, 4-3-3-3): it shows in the numbers.
    """
    by_key: dict[Key, Account] = {}
    for account in accounts:
        by_key.setdefault(account.key, account)
    found: dict[Key, Account] = {}
    for account in by_key.values():
        for code in _beginnings(account.code):
            above = by_key.get((account.entity, code, 0))
            if above is not None:
                found[account.key] = above
                break
    return found


def _beginnings(code: str) -> Iterator[str]:
    """Yield what the number of an account above may be, the longest first.

    Where signs stand between levels, levels end at them.
    """
    ends = [found.start() for found in re.finditer(r"[._\-]", code)]
    for end in reversed(ends):
        yield code[:end]
    first = code[: ends[0]] if ends else code
    for end in range(len(first) - 1, 0, -1):
        yield first[:end]
