"""What a determination says of the excess of earlier cycles: what is deducted, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.determination import Determination, added
from engine.money import CONTEXT, FEN, grouped
from engine.text import Text, text

__all__ = ["accounts_settled", "span", "unsettled"]


def span(years: Sequence[int]) -> str:
    """Return the years of a cycle, such as 2026–2028."""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def accounts_settled(determination: Determination) -> Iterator[Text]:
    """Yield what becomes of each excess taken over, and what is left of all of them."""
    for account, taken in determination.ledger:
        if not account.left:
            continue
        here = added(taken.values())
        yield text(
            "show.excess_deducted",
            excess=grouped(account.excess, FEN),
            record=account.evaluation,
            years=span(account.years),
            taken=grouped(here, FEN),
            left=grouped(CONTEXT.subtract(account.left, here), FEN),
        )
        for taking in account.takings:
            yield text(
                "show.taken_before",
                determination=taking.determination,
                years=span(taking.years),
                amount=grouped(taking.amount, FEN),
            )
    if determination.carried_on:
        amount = grouped(determination.carried_on, FEN)
        yield text("show.carried_on", amount=amount)


def unsettled(determination: Determination) -> Iterator[Text]:
    """Yield why a determination can never be final, and what was declared of years between."""
    for account, reason in determination.provisional:
        why = text(f"determination.provisional_{reason}")
        years, record = span(account.years), account.evaluation
        yield text("show.provisional", years=years, record=record, why=why)
    deduction = determination.deduction
    if deduction is not None and deduction.none_between:
        yield text("show.none_between")
