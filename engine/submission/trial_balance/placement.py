"""Accounts placed into items of a submission, by the register of accounts; what could not be, why.

An account of cost closes to zero when its cost is carried to the year's profit: its cost is then
what was booked on its debit side in the year, and else debit less credit. Where no column says what
is left at the end, that is what was there before, and debit less credit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from engine.catalogue import AccountRole, ChartVersion, HeadAccount, NatureOfCost
from engine.law import Fault, Faults
from engine.money import CONTEXT, FEN, grouped
from engine.submission.trial_balance.above import (
    Period,
    Side,
    is_whole_year,
    squeezed,
    written_months,
)
from engine.submission.trial_balance.book import Account, Book
from engine.text import Text, text

__all__ = ["Placed", "Placement", "Unplaced", "placed_in"]

_BETWEEN_NAMES = re.compile(r"[\\/_\-—|]")
"""What stands between the parts of a full name."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An account that becomes an item."""

    account: Account
    head: HeadAccount
    nature: NatureOfCost
    amount: Decimal
    """Yuan of the year; below zero where more was taken back than booked."""
    basis: Text
    """Which figures of the account it is."""
    place: str
    """Sheet and cell of the debit side."""
    path: str
    """Its name with those of the accounts above it."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An account of cost that becomes no item."""

    account: Account
    amount: Decimal
    """Yuan of the year on its debit side, or its balance."""
    why: Text
    path: str
    """Its name with those of the accounts above it."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What of a trial balance goes where."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    income: Decimal | None
    """Operating income of the year in yuan, when accounts of it are there."""
    input_vat: Decimal | None
    """Input VAT of the year in yuan, when an account of it is there."""
    to_fill_in: tuple[tuple[HeadAccount, Decimal], ...]
    """Accounts of assets and grants with their balances: they are filled in by hand."""
    apart: tuple[tuple[Text, int], ...]
    """Classes of accounts that are no cost, and how many leaves with an amount stand in each."""
    notices: tuple[Fault, ...]
    """What a reader of the placement should know."""


def placed_in(book: Book, chart: ChartVersion, from_production: bool = False) -> Placement:
    """Return the accounts of `book` placed by `chart`.

    With `from_production` cost is taken from the accounts of production, in place of those that it
    is carried to. Raises Faults for a book without the movements of a year.
    """
    return _Placing(book, chart, from_production).whole()


class _Placing:
    def __init__(self, book: Book, chart: ChartVersion, from_production: bool) -> None:
        self._book, self._chart = book, chart
        self._from_production = from_production
        self._parents = {key: line[0] for key, line in book.above.items()}
        self._rows_of: dict[tuple[str, str], list[Account]] = defaultdict(list)
        for leaf in book.leaves:
            self._rows_of[leaf.entity, leaf.number].append(leaf)
        self._closed: dict[tuple[str, str], bool] = {}
        self._notices: list[Fault] = []
        self._moved = self._movement_of_the_year()
        heads = chart.accounts
        self._carried_to = {
            name
            for head in heads
            if head.role is AccountRole.PRODUCTION
            for name in head.carried_to
        }
        self._other_numbers: set[str] = set()

    def whole(self) -> Placement:
        """Place every leaf."""
        placed: list[Placed] = []
        unplaced: list[Unplaced] = []
        income: Decimal | None = None
        input_vat: Decimal | None = None
        balances: dict[str, Decimal] = {}
        apart: dict[str, tuple[Text, int]] = {}
        for account in self._book.leaves:
            head = self._head(account)
            if isinstance(head, Text):
                unplaced += self._without_head(account, head, apart)
            elif head.role is AccountRole.INCOME:
                income = _more(income, self._amount(account, Side.CREDIT))
            elif head.role is AccountRole.INPUT_VAT:
                input_vat = _more(input_vat, self._amount(account, Side.DEBIT))
            elif head.role in (AccountRole.ASSET, AccountRole.GRANT):
                balance = account.balances.get(Period.CLOSING, Decimal(0))
                balances[head.id] = CONTEXT.add(balances.get(head.id, Decimal(0)), balance)
            else:
                found = self._cost(account, head)
                if isinstance(found, Placed):
                    placed.append(found)
                elif found is not None:
                    unplaced.append(found)
        filled_up = {
            one.number
            for (_, number, _), line in self._book.above.items()
            for one in line
            if not number.startswith(one.number)
        }
        if filled_up:
            self._notice("", "filled_up_with_zeros", accounts=", ".join(sorted(filled_up)))
        if self._other_numbers:
            accounts = ", ".join(sorted(self._other_numbers))
            self._notice("", "other_numbers", accounts=accounts)
        return Placement(
            tuple(placed),
            tuple(unplaced),
            income,
            input_vat,
            tuple(
                (head, balances[head.id]) for head in self._chart.accounts if balances.get(head.id)
            ),
            tuple(apart.values()),
            tuple(self._notices),
        )

    def _notice(self, place: str, key: str, **values: object) -> None:
        key = f"submission.trial_balance.{key}"
        self._notices.append(Fault(self._book.file, place, None, None, key, values))

    def _movement_of_the_year(self) -> Period:
        """Return which movements are those of the year."""
        months, measures = self._book.months, self._book.measures
        if (Period.YEAR, Side.DEBIT) in measures:
            moved, is_of_year = Period.YEAR, months is None or months[1][1] == 12
        elif (Period.MOVEMENT, Side.DEBIT) in measures:
            moved, is_of_year = Period.MOVEMENT, months is None or is_whole_year(months)
        else:
            is_month = (Period.MONTH, Side.DEBIT) in measures
            raise self._fault(
                self._place_of(Period.MONTH), "only_a_month" if is_month else "no_movements"
            )
        if months is not None and not is_of_year:
            key = "year_not_over" if moved is Period.YEAR else "not_a_year"
            raise self._fault(self._book.months_at, key, months=written_months(months))
        if months is None:
            self._notice("", "no_period")
        elif not months[1][0]:
            self._notice(self._book.months_at, "no_year")
        elif months[0][0] != months[1][0]:
            self._notice("", "several_years", months=written_months(months))
        return moved

    def _fault(self, place: str, key: str, **values: object) -> Faults:
        key = f"submission.trial_balance.{key}"
        return Faults([Fault(self._book.file, place, None, None, key, values)])

    def _place_of(self, period: Period) -> str:
        """Return the first cell of what was debited in `period`, or nothing."""
        places = (account.cells.get((period, Side.DEBIT)) for account in self._book.accounts)
        return next((place for place in places if place), "")

    # --- which account is it?

    def _line(self, account: Account) -> list[Account]:
        """Return the account and those above it, the lowest first."""
        line = [account]
        while (above := self._parents.get(line[-1].key)) is not None:
            line.append(above)
        return line

    def _path(self, account: Account) -> str:
        return " / ".join(one.name for one in reversed(self._line(account)))

    def _head(self, account: Account) -> HeadAccount | Text:
        """Return the head account, or why none is known.

        A name counts before a number: firms number new accounts as they like. It is that of the
        account at the top; of input VAT, which stands below another account, any.
        """
        line = self._line(account)
        top = {squeezed(line[-1].name), _first_name(line[-1].name)}
        below = {name for one in line for name in (squeezed(one.name), _last_name(one.name))}
        heads = self._chart.accounts
        named = [
            head
            for head in heads
            if (top | (below if head.role is AccountRole.INPUT_VAT else set()))
            & {squeezed(name) for name in head.names}
        ]
        numbered = [
            (code, head) for head in heads for code in head.codes if line[0].digits.startswith(code)
        ]
        by_name = named[0] if named else None
        # The longest number is the nearest: 进项税额 stands below 应交税费.
        by_number = max(numbered, key=lambda found: len(found[0]))[1] if numbered else None
        if by_name is None and by_number is None:
            return text("submission.trial_balance.no_head_account")
        if by_name is None or by_name is by_number:
            assert by_number is not None
            root = line[-1]
            if by_name is None and root.digits in by_number.codes and root.name:
                values = {"code": root.code, "title": by_number.title, "name": root.name}
                return text("submission.trial_balance.number_means_other", **values)
            return by_number
        if by_number is not None and by_number not in named:
            values = {"title": by_number.title, "named": by_name.title}
            return text("submission.trial_balance.number_and_name", **values)
        if by_number is None and by_name.codes:
            self._other_numbers.add(f"{line[-1].code} {line[-1].name}")
        return by_number if by_number in named and by_number is not None else by_name

    def _without_head(
        self, account: Account, why: Text, apart: dict[str, tuple[Text, int]]
    ) -> Iterator[Unplaced]:
        """Yield an account that no head names, unless its class is no cost."""
        amount = self._amount(account, Side.DEBIT) or account.balances.get(
            Period.CLOSING, Decimal(0)
        )
        if not amount:
            return
        fitting = [one for one in self._chart.classes if account.digits.startswith(one.prefix)]
        known = max(fitting, key=lambda one: len(one.prefix), default=None)
        contradicts = why != text("submission.trial_balance.no_head_account")
        if known is not None and not known.has_cost and not contradicts:
            title, count = apart.get(known.prefix, (known.title, 0))
            apart[known.prefix] = (title, count + 1)
        else:
            yield Unplaced(account, amount, why, self._path(account))

    # --- which cost is it?

    def _cost(self, account: Account, head: HeadAccount) -> Placed | Unplaced | None:
        amount = left = self._amount(account, Side.DEBIT)
        if head.role is AccountRole.PRODUCTION:
            amount = account.amounts.get((self._moved, Side.DEBIT), Decimal(0))
        if not amount:
            return None
        path = self._path(account)

        def not_placed(key: str, **values: object) -> Unplaced:
            why = text(f"submission.trial_balance.{key}", **values)
            return Unplaced(account, amount, why, path)

        if head.role is AccountRole.APART:
            return Unplaced(account, amount, head.why or head.title, path)
        if head.role is AccountRole.PRODUCTION and not self._from_production:
            return not_placed("carried_on", title=head.title)
        if self._from_production and head.id in self._carried_to:
            return not_placed("carried_from", title=head.title)
        if head.role is AccountRole.PRODUCTION and not self._is_closed(account):
            return not_placed("production_left", left=grouped(left, FEN))
        own = squeezed(account.name)
        if any(squeezed(word) in own for word in head.repeats):
            return not_placed("repeats_another", title=head.title)
        nature = self._nature(account, head)
        if nature is None:
            return not_placed(
                "no_detail" if _is_of(account, head) else "no_nature", name=account.name
            )
        if nature.category is None:
            return Unplaced(account, amount, nature.why or nature.title, path)
        measure = (self._moved, Side.DEBIT)
        basis = "basis_debit" if self._is_closed(account) else "basis_left"
        return Placed(
            account,
            head,
            nature,
            amount,
            text(f"submission.trial_balance.{basis}_{self._moved}"),
            account.cells.get(measure, account.place),
            path,
        )

    def _nature(self, account: Account, head: HeadAccount) -> NatureOfCost | None:
        """Return the first nature that the name of the account says, else of one above it."""
        for one in self._line(account):
            name = squeezed(one.name)
            for nature in self._chart.natures:
                if nature.under and head.id not in nature.under:
                    continue
                if any(squeezed(word) in name for word in nature.words):
                    return nature
        return None

    def _is_closed(self, account: Account) -> bool:
        key = account.entity, account.number
        if key not in self._closed:
            self._closed[key] = self._is_even(account)
        return self._closed[key]

    def _is_even(self, account: Account) -> bool:
        """Return whether nothing is left of an account at the end, with all its auxiliary items.

        Where no column says what is left, it is what was there before, and debit less credit.
        """
        rows = self._rows_of[account.entity, account.number]
        if all(Period.CLOSING in one.balances for one in rows):
            return not _added(one.balances[Period.CLOSING] for one in rows)
        if any(one.is_open is not None for one in rows):
            return not any(one.is_open for one in rows)
        if (self._moved, Side.CREDIT) not in account.amounts:
            return True
        before = Period.YEAR_OPENING if self._moved is Period.YEAR else Period.OPENING
        there = _added(one.balances.get(before, Decimal(0)) for one in rows)
        debit, credit = (
            _added(one.amounts.get((self._moved, side), Decimal(0)) for one in rows)
            for side in (Side.DEBIT, Side.CREDIT)
        )
        return CONTEXT.add(there, debit) == credit

    def _amount(self, account: Account, side: Side) -> Decimal:
        """Return what was booked in the year on `side`; what is left when it was not closed."""
        other = Side.CREDIT if side is Side.DEBIT else Side.DEBIT
        booked = account.amounts.get((self._moved, side), Decimal(0))
        taken_back = account.amounts.get((self._moved, other), Decimal(0))
        return booked if self._is_closed(account) else CONTEXT.subtract(booked, taken_back)


def _is_of(account: Account, head: HeadAccount) -> bool:
    """Return whether the account is the head itself, not one below it that is listed alone."""
    names = {squeezed(name) for name in head.names}
    return account.digits in head.codes or squeezed(account.name) in names


def _added(amounts: Iterable[Decimal]) -> Decimal:
    return reduce(CONTEXT.add, amounts, Decimal(0))


def _more(sum_so_far: Decimal | None, amount: Decimal) -> Decimal:
    return CONTEXT.add(sum_so_far or Decimal(0), amount)


def _first_name(name: str) -> str:
    """Return the first part of a full name: 管理费用\\折旧费."""
    return squeezed(_BETWEEN_NAMES.split(name)[0])


def _last_name(name: str) -> str:
    return squeezed(_BETWEEN_NAMES.split(name)[-1])
