"""What is settled after a cycle, as the terminal shows it: income evaluated, charges refunded."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.money import CONTEXT, FEN, grouped
from engine.report import UNTITLED, Cell, Column, Table
from engine.report.terminal import table_lines
from engine.settlement import Evaluation, EvaluationInputs, EvaluationLines, Refunds
from engine.show.standing import badge, switches_shown, weak_pieces
from engine.text import Language, say, text

__all__ = ["evaluation_shown", "refunds_shown"]


def evaluation_shown(
    answer: Evaluation, language: Language, width: int | None = None
) -> Iterator[str]:
    """Yield the lines: the excess, income and what was permitted year by year, what to do next.

    `width` is that of the terminal, as for `engine.report.terminal.table_lines`.
    """
    yield say(
        "show.excess" if answer.excess.number else "show.no_excess",
        language,
        amount=grouped(answer.excess.number, FEN),
        marks=badge(answer.standing, language),
    )
    yield say(
        "show.evaluated",
        language,
        operator=answer.incomes.operator,
        record=answer.permitted.record,
        on=answer.on,
    )
    yield from (f"! {mark.in_language(language)}" for mark in answer.warnings)
    yield from (remark.in_language(language) for remark in answer.law.remarks)
    for reason in answer.provisional:
        why = say(f"determination.provisional_{reason}", language)
        yield say("show.evaluation_provisional", language, why=why)
    yield from ("", *table_lines(_years(answer), language, width), "")
    if answer.carried:
        yield say("show.carried", language, amount=grouped(answer.carried, FEN))
    if answer.excess.number or answer.carried:
        yield say("show.to_deduct", language)
    yield say("show.propose_ceilings", language, clause=answer.duty_cites[0].named)
    yield from switches_shown(answer.worksheet, language)
    yield from weak_pieces(answer.standing, language)


def refunds_shown(answer: Refunds, language: Language, width: int | None = None) -> Iterator[str]:
    """Yield the lines: what is to be refunded, customer by customer, and what it rests on.

    `width` is that of the terminal, as for `engine.report.terminal.table_lines`.
    """
    owed = {name: step.number for name, step in answer.by_customer.items() if step.number}
    yield say(
        "show.refunded" if owed else "show.no_refund",
        language,
        amount=grouped(answer.total.number, FEN),
        count=len(owed),
        marks=badge(answer.standing, language),
    )
    yield from (f"! {mark.in_language(language)}" for mark in answer.law.watermarks)
    yield from (remark.in_language(language) for remark in answer.law.remarks)
    if owed:
        heads = (Column(text("show.customer")), Column(text("show.refund"), figures=True))
        rows = tuple((name, grouped(amount, FEN)) for name, amount in owed.items())
        yield from ("", *table_lines(Table(UNTITLED, heads, rows), language, width))
    yield ""
    yield say("show.refund_apart", language)
    yield from weak_pieces(answer.standing, language)


def _years(answer: Evaluation) -> Table:
    step = answer.worksheet.step
    rows = [
        _row(
            str(year),
            step(EvaluationLines.INCOME_JUDGED, year).number,
            step(EvaluationInputs.PERMITTED, year).number,
        )
        for year in sorted(answer.permitted.maximum)
    ]
    whole = step(EvaluationLines.INCOME_TOTAL).number, step(EvaluationLines.PERMITTED_TOTAL).number
    rows.append(_row(text("report.total"), *whole))
    names = ("year", "income", "permitted", "above")
    heads = tuple(Column(text(f"show.{name}"), figures=name != "year") for name in names)
    return Table(UNTITLED, heads, tuple(rows), totals=1)


def _row(year: Cell, income: Decimal, permitted: Decimal) -> tuple[Cell, ...]:
    above = CONTEXT.subtract(income, permitted)
    amounts = (grouped(amount, FEN) for amount in (income, permitted, above))
    return (year, *amounts)
