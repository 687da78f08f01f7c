"""Does a trial balance add up? Rows, levels, both sides and totals; each miss has its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from engine.law import Fault
from engine.money import exactly, plain
from engine.submission.trial_balance.above import (
    BALANCES,
    MOVEMENTS,
    Period,
    Side,
    is_of_a_part,
)
from engine.submission.trial_balance.book import Account, Book, Key, Total, figures_of

__all__ = ["misses"]

_ROLLED = (
    (Period.OPENING, (Period.MOVEMENT, Period.MONTH)),
    (Period.YEAR_OPENING, (Period.YEAR,)),
)
"""Balances before, and the movements that lead from them to the balance after: the first there."""

Measure = tuple[Period, Side]


def misses(book: Book) -> tuple[Fault, ...]:
    """Return what does not add up in `book`; nothing when all does."""
    return (*_rows(book), *_levels(book), *_sides(book), *_totals(book))


def _said(book: Book, place: str, key: str, **values: object) -> Fault:
    return Fault(book.file, place, None, None, f"submission.trial_balance.{key}", values)


def _added(amounts: Iterable[Decimal]) -> Decimal:
    return exactly(lambda: sum(amounts, Decimal(0)))


def _rows(book: Book) -> Iterator[Fault]:
    """Opening and debit less credit is closing, by the sides of the balances."""
    for account in book.accounts:
        after = account.balances.get(Period.CLOSING)
        for before, movements in _ROLLED:
            moved = next(
                (one for one in movements if (one, Side.DEBIT) in account.amounts), movements[0]
            )
            opening = account.balances.get(before)
            debit = account.amounts.get((moved, Side.DEBIT))
            credit = account.amounts.get((moved, Side.CREDIT))
            if after is None or opening is None or debit is None or credit is None:
                continue
            reached = _added((opening, debit, -credit))
            if reached != after:
                yield _said(
                    book,
                    account.place,
                    "does_not_roll",
                    name=account.name,
                    reached=plain(reached),
                    closing=plain(after),
                )
                break


def _levels(book: Book) -> Iterator[Fault]:
    """An account holds what the leaves below it hold together."""
    below: dict[Key, list[Account]] = defaultdict(list)
    for leaf in book.leaves:
        for above in book.above.get(leaf.key, ()):
            below[above.key].append(leaf)
    for account in book.accounts:
        for measure, own in figures_of(account).items() if account.key in below else ():
            together = _added(
                figures_of(one).get(measure, Decimal(0)) for one in below[account.key]
            )
            if together != own:
                yield _said(
                    book,
                    account.place,
                    "not_the_sum",
                    name=account.name,
                    own=plain(own),
                    together=plain(together),
                )
                break


def _sides(book: Book) -> Iterator[Fault]:
    """Of all leaves of a set of books, balances add up to nothing and both sides move alike."""
    by_entity: dict[str, list[Account]] = defaultdict(list)
    for account in book.leaves:
        by_entity[account.entity].append(account)
    for entity, leaves in by_entity.items():
        for moved in MOVEMENTS:
            debit = _added(one.amounts.get((moved, Side.DEBIT), Decimal(0)) for one in leaves)
            credit = _added(one.amounts.get((moved, Side.CREDIT), Decimal(0)) for one in leaves)
            if debit != credit:
                values = {"debit": plain(debit), "credit": plain(credit)}
                yield _said(book, entity, f"sides_differ_{moved}", **values)
        for period in BALANCES:
            left = _added(one.balances.get(period, Decimal(0)) for one in leaves)
            if left:
                yield _said(book, entity, f"sides_differ_{period}", left=plain(left))


def _is_begun(book: Book, total: Total) -> bool:
    """Return whether an account of the book has the number of `total`, or one that it begins."""
    number = "".join(re.findall(r"[0-9]", total.number))
    return any(one.digits.startswith(number) for one in book.accounts if one.entity == total.entity)


def _totals(book: Book) -> Iterator[Fault]:
    """The last row of totals of a set of books holds the movements of all leaves.

    One of a part, by its name or the number of an account, does not; one with a number that no
    account begins with may be an account.
    """
    last: dict[str, Total] = {}
    for total in book.totals:
        if not any(sign.isdigit() for sign in total.number):
            if not is_of_a_part(total.number + total.name):
                last[total.entity] = total
        elif any(total.amounts.values()) and not _is_begun(book, total):
            yield _said(book, total.place, "account_as_total", name=total.name or total.number)
    for entity, total in last.items():
        leaves = [account for account in book.leaves if account.entity == entity]
        for measure, written in total.amounts.items():
            if measure[0] not in MOVEMENTS:
                continue
            together = _added(one.amounts.get(measure, Decimal(0)) for one in leaves)
            if together != written:
                values = {"own": plain(written), "together": plain(together)}
                yield _said(book, total.place, "total_differs", **values)
                break
