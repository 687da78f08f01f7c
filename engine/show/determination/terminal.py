"""A determination as a person reads it in the terminal: the answer first, then why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.determination import Determination, Lines, Reviewed, review_totals
from engine.explain import Step
from engine.law import marks
from engine.method import Line, Worksheet, unit_in_words
from engine.money import FEN, grouped
from engine.report import Cell, Table
from engine.report.terminal import page_lines, table_lines
from engine.show.determination.books import books
from engine.show.determination.decided import reason_in_words
from engine.show.determination.drivers import driver_tables
from engine.show.determination.figures import figures_table
from engine.show.determination.page import chosen, head
from engine.show.standing import switches_shown, weak_pieces
from engine.show.worksheet import to_fen_or_six
from engine.text import Language, Text, say, text

__all__ = ["determination_shown"]


def determination_shown(
    answer: Determination, language: Language, width: int | None = None
) -> Iterator[str]:
    """Yield the lines: maximum, review, split, every line of the method, what it rests on.

    `width` is that of the terminal, as for `engine.report.terminal.table_lines`.
    """
    yield from page_lines(head(answer), language, width)
    review = text("show.determination.review_in_yuan")
    yield from ("", *table_lines(_review(review, answer.rows, answer.worksheet), language, width))
    yield from _judged(answer, language)
    for table in books(answer):
        yield from ("", *table_lines(table, language, width))
    for year, of in answer.earlier.items():
        title = text("show.determination.review_of_year", year=year)
        yield from ("", *table_lines(_review(title, of.rows, of.worksheet), language, width))
    yield from ("", *table_lines(_split(answer), language, width))
    yield say("show.determination.left_uncovered", language, amount=_yuan(answer.uncovered))
    yield from ("", *table_lines(_lines(answer), language, width))
    yield from ("", *table_lines(_products(answer), language, width))
    for table in driver_tables(answer):
        yield from ("", *table_lines(table, language, width))
    yield ""
    yield from switches_shown(answer.worksheet, language)
    yield from (said.in_language(language) for said in chosen(answer))
    yield from weak_pieces(answer.standing, language)


def _review(title: Text, rows: Sequence[Reviewed], worksheet: Worksheet) -> Table:
    names = ("item", "submitted", "change", "reviewed", "rule_named", "provision", "marks")
    figures = (grouped(amount, FEN) for amount in review_totals(worksheet))
    total = (text("report.total"), *figures, None, None, None)
    return figures_table(title, names, [*map(_review_row, rows), total], totals=1)


def _judged(answer: Determination, language: Language) -> Iterator[str]:
    """Yield what the reviewer decided, with the rule's figure, and what is still to be judged."""
    reviews = {**{year: of.rows for year, of in answer.earlier.items()}}
    reviews[answer.filed.submission.accounts_year] = answer.rows
    for year, rows in reviews.items():
        for row in rows:
            nothing = not (row.submitted or row.reviewed)
            if row.treatment.decision is not None and not nothing:
                yield say(
                    "show.determination.judged",
                    language,
                    item=row.treatment.item.title,
                    year=year,
                    by_rule=grouped(row.by_rule, FEN),
                    reviewed=grouped(row.reviewed, FEN),
                    reason=reason_in_words(answer, row.treatment.decision),
                )
    for one in answer.undecided:
        item = one.treated.item.title
        values = {"year": one.year, "item": item, "rule": one.reason}
        yield say("show.determination.to_be_judged", language, **values)


def _review_row(row: Reviewed) -> tuple[Cell, ...]:
    rule = row.treatment.rule
    citation = rule.cites[0]
    return (
        row.treatment.item.title,
        grouped(row.submitted, FEN),
        grouped(row.change, FEN) if row.change else None,
        grouped(row.reviewed, FEN),
        rule.title,
        citation.named,
        marks(citation),
    )


def _split(answer: Determination) -> Table:
    step = answer.worksheet.step
    rows: list[tuple[Cell, ...]] = [
        (
            pool.title,
            _yuan(step(Lines.POOL_COST, pool.id)),
            f"{grouped(pool.paid_share)}%",
            _yuan(step(Lines.POOL_PAID, pool.id)),
            _yuan(step(Lines.POOL_FREE, pool.id)),
            pool.driver,
        )
        for pool in answer.filed.submission.pools
    ]
    direct = (_yuan(step(Lines.DIRECT_PAID)), _yuan(step(Lines.DIRECT_FREE)))
    rows.append((text("show.determination.direct"), None, None, *direct, None))
    totals = (Lines.COUNTED_TOTAL, Lines.PAID_COST, Lines.FREE_COST)
    cost, *parts = (_yuan(step(name)) for name in totals)
    rows.append((text("report.total"), cost, None, *parts, None))
    names = ("pool", "sum", "paid_share", "paid", "free", "driver")
    return figures_table(text("show.determination.split_in_yuan"), names, rows, totals=1)


def _lines(answer: Determination) -> Table:
    wanted = {Lines.OPERATING_COST, Lines.MAXIMUM}
    wanted |= {Lines.COUNTED_TOTAL} if answer.earlier else set()
    wanted |= {Lines.DEDUCTION_TAKEN} if answer.deduction is not None else set()
    rows = [
        row
        for block in answer.worksheet.blocks
        if not wanted.isdisjoint(line.id for line in block.lines)
        for line in block.lines
        for row in _line(answer, line)
    ]
    return figures_table(text("show.determination.lines"), ("line", "value", "unit"), rows)


def _line(answer: Determination, line: Line) -> Iterator[tuple[Cell, ...]]:
    unit = unit_in_words(line.unit, answer.worksheet.version)
    for key in answer.worksheet.keys(line.id):
        if line.scope in ("cycle", "year"):
            step = answer.worksheet.step(line.id, key)
            yield step.label, to_fen_or_six(step.number), unit


def _products(answer: Determination) -> Table:
    names = ("product", "cost", "quantity", "price", "unit")
    rows = [
        (
            priced.product.title,
            _yuan(priced.cost),
            grouped(priced.quantity.number),
            grouped(priced.full_price.number, 9),
            text("show.determination.yuan_a", unit=priced.product.unit),
        )
        for priced in answer.products
    ]
    return figures_table(text("show.determination.by_product"), names, rows)


def _yuan(amount: Step) -> str:
    return grouped(amount.number, FEN)
