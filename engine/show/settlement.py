"""What is settled after a cycle, as a page: income evaluated, charges refunded."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.law import marks
from engine.money import CONTEXT, FEN, grouped
from engine.report import UNTITLED, Block, Cell, Column, Paragraph, Table, Tone, shortened
from engine.settlement import Evaluation, EvaluationInputs, EvaluationLines, Refunds
from engine.show.standing import rests_on, switched, where_the_rest_is
from engine.show.worksheet import worksheet_tables
from engine.text import text

__all__ = ["evaluation_page", "refunds_page"]

_CUSTOMERS = 12
"""Customers whose refund stands on the page."""


def evaluation_page(answer: Evaluation, whole: bool = False) -> Iterator[Block]:
    """Yield the excess, income and what was permitted year by year, and what to do next; with the
    `whole` of it every line of the method, and each piece that it rests on."""
    key = "show.excess" if answer.excess.number else "show.no_excess"
    amount = grouped(answer.excess.number, FEN)
    yield Paragraph(text(key, amount=amount, marks=marks(answer.standing)))
    yield Paragraph(
        text(
            "show.evaluated",
            operator=answer.incomes.operator,
            record=answer.permitted.record,
            on=answer.on,
        )
    )
    yield from (Paragraph(mark, Tone.WARNING) for mark in answer.warnings)
    yield from map(Paragraph, answer.law.remarks)
    for reason in answer.provisional:
        why = text(f"determination.provisional_{reason}")
        yield Paragraph(text("show.evaluation_provisional", why=why))
    yield _years(answer)
    if answer.carried:
        yield Paragraph(text("show.carried", amount=grouped(answer.carried, FEN)))
    if answer.excess.number or answer.carried:
        yield Paragraph(text("show.to_deduct"))
    yield Paragraph(text("show.propose_ceilings", clause=answer.duty_cites[0].named))
    yield from map(Paragraph, switched(answer.worksheet))
    if whole:
        yield from worksheet_tables(answer.worksheet)
    yield from rests_on(answer.standing, whole)
    if not whole:
        yield where_the_rest_is("show.rest_evaluation", "show.rest_out_record")


def refunds_page(answer: Refunds, whole: bool = False) -> Iterator[Block]:
    """Yield what is to be refunded to whom, the largest refunds first, and what it rests on; with
    the `whole` of it every customer, every line of the method, and each piece."""
    owed = {name: step.number for name, step in answer.by_customer.items() if step.number}
    yield Paragraph(
        text(
            "show.refunded" if owed else "show.no_refund",
            amount=grouped(answer.total.number, FEN),
            count=len(owed),
            marks=marks(answer.standing),
        )
    )
    yield from (Paragraph(mark, Tone.WARNING) for mark in answer.law.watermarks)
    yield from map(Paragraph, answer.law.remarks)
    if owed:
        heads = (Column(text("show.customer")), Column(text("show.refund"), figures=True))
        largest = sorted(owed.items(), key=lambda each: -each[1])
        rows = tuple((name, grouped(amount, FEN)) for name, amount in largest)
        table = Table(UNTITLED, heads, rows)
        yield table if whole else shortened(table, _CUSTOMERS)
    yield Paragraph(text("show.refund_apart"))
    if whole:
        yield from worksheet_tables(answer.worksheet)
    yield from rests_on(answer.standing, whole)
    if not whole:
        yield where_the_rest_is("show.rest_refund", "show.rest_out_record")


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
