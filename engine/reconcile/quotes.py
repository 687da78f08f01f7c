"""Why two quotes differ: the gap shared out over what was asked otherwise (两份报价之差)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.law import Citation, Fault, Faults, Located, Shelf, checked
from engine.money import CONTEXT
from engine.money.currency import unit_of_money
from engine.quote import Quote, QuoteRequest, quote
from engine.reconcile.reconciled import Part, Reconciled, parts_of
from engine.reconcile.requests import Asked, Tree, asked_of, differences, mixed
from engine.reconcile.shares import shared
from engine.text import Text, text

if TYPE_CHECKING:
    from engine.reconcile.shares import Made

__all__ = ["Quoted", "quoted", "reconciled_quotes"]

_FEN, _MILLIONTH = Decimal("0.01"), Decimal("0.000001")
_COARSEST = 2
_MOST_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that can be compared with another."""

    name: Text
    """Whose it is, of which day."""
    quote: Quote
    asked: Asked
    """What it was asked."""
    figure: Decimal
    """What is to be paid."""

    @property
    def unit(self) -> str:
        """The money that it counts in: yuan, or the code of another currency."""
        return unit_of_money(self.quote.currency)


def quoted(of: Quote, file: str) -> Quoted:
    """Return what of a quote is compared: its total.

    `file` is where its request was read from. Raises Faults for a quote that gives no amount.
    """
    request = of.request
    if of.total is None or not of.answered:
        raise Faults([Fault(file, "", None, None, "reconcile.no_amount")])
    name = text("reconcile.quote", customer=request.customer.name, on=request.on)
    return Quoted(name, of, asked_of(of, file), of.total.number)


def reconciled_quotes(
    first: Quoted,
    second: Quoted,
    shelf: Shelf,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Reconciled:
    """Return the difference between two quotes, in the parts of `shared`: each fact, line and day
    that was asked otherwise; `told` hears how many mixtures of the two are quoted, of how many.

    Where some mixture of the two has no amount, more of it is one change, and at last all. Raises
    Faults where the two are in different money.
    """
    if first.quote.currency != second.quote.currency:
        values = {"first": first.quote.currency, "second": second.quote.currency}
        raise Faults([Fault(second.asked.file, "", None, None, "reconcile.two_moneys", values)])
    quotes = (first.quote, second.quote)
    worth = _Worth(first, second, shelf, {})
    for coarseness in range(_COARSEST + 1):
        found = differences(first.asked, second.asked, quotes, shelf, coarseness)
        found.sort(key=lambda one: one[0].id)  # whichever is first: alike, they share alike
        asking = _Asking(worth, [places for _, places in found], told)
        try:
            shares = shared(len(found), asking)
        except _Unpriced:
            continue
        break
    parts = [
        Part(
            replace(change, sources=(*change.sources, *worth.clauses(places))),
            CONTEXT.multiply(Decimal(part), asking.unit),
        )
        for (change, places), part in zip(found, shares.fen, strict=True)
    ]
    return parts_of(first, second, parts, shares.error, asking.unit)


class _Unpriced(Exception):
    """A mixture of two requests that has no amount."""


@dataclass(frozen=True, slots=True)
class _Worth:
    """What any mixture of two requests costs."""

    first: Quoted
    second: Quoted
    shelf: Shelf
    known: dict[frozenset[str], Quote | None]

    def of(self, places: Sequence[str]) -> Decimal:
        """Return what is to be paid when asked as the second at `places`, else as the first."""
        tree = mixed(self.first.asked, self.second.asked, places)
        if tree is None:
            return Decimal(0)
        answer = self._answer(places, tree)
        if answer is None or answer.total is None or not answer.answered:
            raise _Unpriced
        return answer.total.number

    def clauses(self, places: Sequence[str]) -> list[Citation]:
        """Return what the quote rests on when asked as the second at `places` alone, and did not
        rest on before."""
        tree = mixed(self.first.asked, self.second.asked, places)
        answer = None if tree is None else self._answer(places, tree)
        if answer is None:
            return []
        before = self.first.quote.rests_on
        new = [one for one in answer.rests_on if isinstance(one, Citation) and one not in before]
        return new[:_MOST_CLAUSES]

    def _answer(self, places: Sequence[str], tree: Tree) -> Quote | None:
        key = frozenset(places)
        if key not in self.known:
            located = Located(self.second.asked.file, tree)
            try:
                self.known[key] = quote(self.shelf, checked(QuoteRequest, located), located)
            except Faults:
                self.known[key] = None
        return self.known[key]


@dataclass(frozen=True, slots=True)
class _Asking:
    """The worth of cases × changes, in whole units of money."""

    worth: _Worth
    places: Sequence[Sequence[str]]
    told: Callable[[int, int], None]

    @property
    def unit(self) -> Decimal:
        """Whole fen where both amounts are, else millionths."""
        both = (self.worth.first.figure, self.worth.second.figure)
        return _FEN if all(one == round(one, 2) for one in both) else _MILLIONTH

    def __call__(self, made: Made) -> Sequence[int]:
        unit, figures = self.unit, []
        for done, one in enumerate(made, 1):
            figures.append(int(CONTEXT.divide(self.worth.of(self._taken(one)), unit)))
            self.told(done, len(made))
        return figures

    def _taken(self, one: Made) -> list[str]:
        pairs = zip(self.places, one, strict=True)
        return [place for places, is_made in pairs if is_made for place in places]
