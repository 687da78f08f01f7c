"""Accounts with their balances and movements: which is above which, and which are leaves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from engine.law import Fault
from engine.money import CONTEXT
from engine.submission.trial_balance.above import Months, Period, Side

__all__ = ["Account", "Book", "Key", "Total", "above_each", "beginnings", "figures_of"]

Key = tuple[str, str, tuple[str, ...]]
"""The set of books an account stands in, its number, and its auxiliary items; no two share it."""

Measure = tuple[Period, Side]


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the trial balance; amounts are yuan."""

    entity: str
    """The set of books that it stands in: a sheet of several, or what a column says."""
    number: str
    """Its number as it is written."""
    items: tuple[str, ...]
    """Its auxiliary items (辅助核算), in the order of their columns; none of the account itself."""
    name: str
    """Its name as it is written, without the blanks around it."""
    place: str
    """Sheet and cell of its number."""
    amounts: Mapping[Measure, Decimal] = field(default_factory=dict)
    """Movements on their sides, as written: what was booked in red is below zero."""
    balances: Mapping[Period, Decimal] = field(default_factory=dict)
    """Balances: above zero on the debit side, below zero on the credit side."""
    cells: Mapping[Measure, str] = field(default_factory=dict)
    """Sheet and cell of each amount; several where rows were added."""
    is_open: bool | None = None
    """Whether anything is left on it at the end, on whatever side; None where no column says."""
    row: int = 0
    """The row of its number."""

    @property
    def key(self) -> Key:
        """By what it is told from other accounts."""
        return self.entity, self.number, self.items

    @property
    def code(self) -> str:
        """Its number with its auxiliary items."""
        return "_".join((self.number, *filter(None, self.items)))

    @property
    def digits(self) -> str:
        """Its number without the signs between its levels."""
        return re.sub(r"[^0-9]", "", re.split("_", self.number)[0])


def figures_of(account: Account) -> Mapping[Measure, Decimal]:
    """Return all figures of an account: movements on their sides, and balances with their sign."""
    signed = {(period, Side.BALANCE): value for period, value in account.balances.items()}
    return {**account.amounts, **signed}


@dataclass(frozen=True, slots=True)
class Total:
    """A row of totals."""

    entity: str
    place: str
    amounts: Mapping[Measure, Decimal]
    number: str = ""
    """What stands in its column of numbers."""
    name: str = ""
    """What it is called, where that stands in a column of its own."""


@dataclass(frozen=True)
class Book:
    """A trial balance."""

    file: str
    accounts: tuple[Account, ...]
    """All accounts, those of all levels."""
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

    @cached_property
    def above(self) -> Mapping[Key, tuple[Account, ...]]:
        """The accounts above each, the nearest first, of those that have any in the book."""
        return above_each(self.accounts)

    @cached_property
    def leaves(self) -> tuple[Account, ...]:
        """The accounts that no other stands below: those alone may be added up."""
        above = {account.key for line in self.above.values() for account in line}
        return tuple(account for account in self.accounts if account.key not in above)

    @property
    def measures(self) -> set[Measure]:
        """The movements that the book has columns for."""
        return {measure for account in self.accounts for measure in account.amounts}

    @property
    def year(self) -> int | None:
        """The calendar year that it runs to, when a title row states one."""
        return (self.months[1][0] or None) if self.months is not None else None


def above_each(accounts: Iterable[Account]) -> Mapping[Key, tuple[Account, ...]]:
    """Return the accounts above each: those with a beginning of its number and of its items.

    The nearest comes first: its own number without an item, then the longest that its own begins
    with. How many digits a level has is not assumed (4-2-2-2, 4-3-3-3): it shows in the numbers.
    Where all are filled up with zeros, it shows in what they hold.
    """
    by_key = {account.key: account for account in accounts}
    found = {**_above_by_zeros(by_key.values())}
    for entity, number, items in by_key:
        keys = (
            (entity, code, items[:end])
            for code in (number, *beginnings(number))
            for end in range(len(items), -1, -1)
            if code != number or end < len(items)
        )
        line = tuple(by_key[key] for key in keys if key in by_key)
        if line:
            key = entity, number, items
            found[key] = (*line, *found.get(key, ()))
    return found


def _above_by_zeros(accounts: Iterable[Account]) -> Mapping[Key, tuple[Account, ...]]:
    """Return the accounts above each in numbers of one length: 6602000000 above 6602010000.

    One is above those that begin as it does before its zeros where it holds in every column what
    they hold together; else it is an account beside them.
    """
    groups: dict[tuple[str, int], dict[str, Account]] = defaultdict(dict)
    for account in accounts:
        if account.number.isdigit() and not account.items:
            groups[account.entity, len(account.number)][account.number] = account
    found: dict[Key, tuple[Account, ...]] = defaultdict(tuple)
    for group in groups.values():
        numbers, holders = sorted(group), set[str]()
        for number in sorted(numbers, key=_zeros):
            first = bisect_right(numbers, number)
            for end in range(len(number) - 2, len(number) - _zeros(number) - 1, -1):
                below = numbers[first : bisect_right(numbers, f"{number[:end]}:")]  # ":" is after 9
                if _holds(group[number], [group[one] for one in below if one not in holders]):
                    holders.add(number)
                    for one in below:
                        found[group[one].key] += (group[number],)
                    break
    return found


def _zeros(number: str) -> int:
    return len(number) - len(number.rstrip("0"))


def _holds(account: Account, below: Iterable[Account]) -> bool:
    """Return whether an account has amounts, and in every column those that others have."""
    sums: dict[Measure, Decimal] = defaultdict(Decimal)
    for one in below:
        for measure, amount in figures_of(one).items():
            sums[measure] = CONTEXT.add(sums[measure], amount)
    own = figures_of(account)
    return any(own.values()) and all(
        own.get(measure, 0) == sums.get(measure, 0) for measure in own.keys() | sums.keys()
    )


def beginnings(code: str) -> Iterator[str]:
    """Yield what the number of an account above may be, the longest first.

    Where signs stand between levels, levels end at them.
    """
    ends = [found.start() for found in re.finditer(r"[._\-]", code)]
    for end in reversed(ends):
        yield code[:end]
    first = code[: ends[0]] if ends else code
    for end in range(len(first) - 1, 0, -1):
        yield first[:end]
