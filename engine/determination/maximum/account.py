"""The account of one excess (超额收入台账): what it is, who took how much of it, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from engine.determination.stages import Stage
from engine.law import Declaration, Model
from engine.money import CONTEXT, Number, exactly

__all__ = ["Account", "Amount", "ProvisionalReason", "Taking", "added", "shared_out"]

Amount = Annotated[Number, Field(ge=0)]
"""Yuan without VAT, not negative."""
Years = Annotated[tuple[int, ...], Field(min_length=1)]
"""The calendar years of a cycle."""
ProvisionalReason = Literal["cycle_not_ended", "determination_not_final"]
"""Why an evaluation is provisional: its cycle had not ended on its day; what it judged by was a
draft or an opinion, or does not say its stage."""


class Taking(Model):
    """What one determination took of an excess (扣减记录)."""

    determination: str
    """Number of its record."""
    stage: Stage
    """How far it had come."""
    years: Years
    """Its cycle."""
    taken: dict[int, Amount]
    """Year of that cycle → yuan taken off its maximum."""

    @property
    def amount(self) -> Decimal:
        """What it took in all, in yuan."""
        return added(self.taken.values())


class Account(Model):
    """The excess of one evaluated cycle, and what was taken of it, the earliest first."""

    operator: str
    """The operator evaluated."""
    authorisation: str | None = None
    """Id of its authorisation, when it has several."""
    years: Years
    """The cycle evaluated; an operator's authorisation has one account a cycle."""
    evaluation: str
    """Number of the record of the evaluation."""
    excess: Amount
    """Yuan above what was permitted."""
    provisional: tuple[ProvisionalReason, ...] = ()
    """Why the evaluation is provisional; none when it is not."""
    unchecked: tuple[str, ...] = ()
    """Faulty documents that the evaluation, or what it evaluates, was computed with."""
    takings: tuple[Taking, ...] = ()
    """What determinations took of it; each carries the rest on."""

    @property
    def left(self) -> Decimal:
        """What is still to be deducted, in yuan."""
        return exactly(lambda: self.excess - added(one.amount for one in self.takings))

    @property
    def declared(self) -> Declaration:
        """The source of the excess."""
        return Declaration(file=self.evaluation, place="result.excess")

    def after(self, taking: Taking) -> Account:
        """Return the account once `taking` is entered."""
        return self.model_copy(update={"takings": (*self.takings, taking)})


def added(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of `amounts`, exact."""
    return exactly(lambda: sum(amounts, Decimal(0)))


def shared_out(
    taken: Sequence[tuple[int, Decimal]], accounts: Sequence[Account]
) -> tuple[dict[int, Decimal], ...]:
    """Return what of the amounts `taken` year by year falls to each account, the oldest first.

    An account gives no more than is left in it. That the oldest goes first moves no amount, as an
    excess bears no interest: it only says which is settled when.
    """
    shares: tuple[dict[int, Decimal], ...] = tuple({} for _ in accounts)
    left = [account.left for account in accounts]
    for year, amount in taken:
        rest = amount
        for at, share in enumerate(shares):
            share[year] = min(rest, left[at])
            left[at] = CONTEXT.subtract(left[at], share[year])
            rest = CONTEXT.subtract(rest, share[year])
    return shares
