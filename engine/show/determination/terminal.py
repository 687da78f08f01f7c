"""A determination as a person reads it in the terminal: the answer first, then why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.determination import Chosen, Determination, Lines, Reviewed
from engine.explain import Step
from engine.law import marks
from engine.method import Line, Worksheet, unit_in_words
from engine.money import FEN, exactly, grouped
from engine.report import Cell, Table
from engine.report.terminal import table_lines
from engine.show.deduction import accounts_settled, unsettled
from engine.show.determination.decided import reason_in_words
from engine.show.determination.doubt import bounds_in_words
from engine.show.determination.drivers import driver_tables
from engine.show.determination.figures import figures_table
from engine.show.standing import badge, switches_shown, weak_pieces
from engine.text import Language, Text, say, text

__all__ = ["determination_shown"]


def determination_shown(
    answer: Determination, language: Language, width: int | None = None
) -> Iterator[str]:
    """Yield the lines: maximum, review, split, every line of the method, what it rests on.

    `width` is that of the terminal, as for `engine.report.terminal.table_lines`.
    """
    yield from _headline(answer, language)
    review = text("show.determination.review_in_yuan")
    yield from ("", *table_lines(_review(review, answer.rows, answer.worksheet), language, width))
    yield from _judged(answer, language)
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
    yield from _chosen(answer, language)
    yield from weak_pieces(answer.standing, language)


def _headline(answer: Determination, language: Language) -> Iterator[str]:
    amounts = [answer.maximum(year).number for year in answer.years]
    span = f"{answer.years[0]}–{answer.years[-1]}"
    if not answer.has_paid_use:
        uncovered = _yuan(answer.uncovered)
        yield say("show.determination.headline_free", language, years=span, uncovered=uncovered)
    elif len(set(amounts)) == 1:
        yield say(
            "show.determination.headline",
            language,
            amount=grouped(amounts[0], FEN),
            years=span,
            marks=badge(answer.standing, language),
        )
    else:
        yield say(
            "show.determination.headline_by_year", language, marks=badge(answer.standing, language)
        )
        for year, amount in zip(answer.years, amounts, strict=True):
            yield say(
                "show.determination.year_line", language, year=year, amount=grouped(amount, FEN)
            )
    yield from (f"! {said.in_language(language)}" for said in bounds_in_words(answer))
    yield from (f"! {mark.in_language(language)}" for mark in answer.warnings)
    yield from (remark.in_language(language) for remark in answer.law.remarks)
    yield say(
        "show.determination.by_method",
        language,
        operator=answer.filed.submission.operator.name,
        accounts=answer.filed.submission.accounts_year,
        method=answer.worksheet.method_id,
        on=answer.on,
    )
    yield from (line.in_language(language) for line in accounts_settled(answer))
    yield from (f"! {said.in_language(language)}" for said in unsettled(answer))
    yield from (f"! {told.text.in_language(language)}" for told in answer.remarks)
    yield from _proceeding(answer, language)


def _review(title: Text, reviewed: Sequence[Reviewed], worksheet: Worksheet) -> Table:
    names = ("item", "submitted", "reduction", "reviewed", "rule_named", "provision", "marks")
    totals = (Lines.SUBMITTED_TOTAL, Lines.REDUCTION_TOTAL, Lines.REVIEWED_TOTAL)
    figures = (_yuan(worksheet.step(name)) for name in totals)
    total = (text("report.total"), *figures, None, None, None)
    return figures_table(title, names, [*map(_review_row, reviewed), total], totals=1)


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


def _proceeding(answer: Determination, language: Language) -> Iterator[str]:
    """Yield the stage, the term of a trial, the authorisation, and the objections."""
    proceeding, submission = answer.proceeding, answer.filed.submission
    stage = say(f"determination.stage_{proceeding.stage}", language)
    key = (
        "show.determination.at_stage"
        if proceeding.former is None
        else "show.determination.at_stage_after"
    )
    yield say(key, language, stage=stage, former=proceeding.former)
    if submission.authorisation is not None:
        yield say(
            "show.determination.authorisation", language, title=submission.authorisation.title
        )
    if submission.trial is not None:
        term = submission.trial
        yield say("show.determination.on_trial", language, begins=term.begins, ends=term.ends)
    for objection in proceeding.objections:
        yield say(
            "show.determination.objection",
            language,
            id=objection.id,
            by=objection.by,
            on=objection.on,
            line=objection.line if objection.of is None else f"{objection.line}[{objection.of}]",
            said=objection.said,
        )
        outcome = objection.outcome or "open"
        yield say(f"determination.objection_{outcome}", language, answer=objection.answer)


def _review_row(row: Reviewed) -> tuple[Cell, ...]:
    rule = row.treatment.rule
    citation = rule.cites[0]
    return (
        row.treatment.item.title,
        grouped(row.submitted, FEN),
        grouped(row.reduction, FEN) if row.reduction else None,
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
            yield step.label, _to_the_fen_or_six_places(step.number), unit


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


def _chosen(answer: Determination, language: Language) -> Iterator[str]:
    """Yield what was chosen or declared in place of a published figure, with the reason."""
    spread = answer.worksheet.step(Chosen.SPREAD)
    submitted, chosen = answer.filed.submission.spread, answer.spread
    reason = chosen.source.reason if chosen is not None else submitted and submitted.reason
    none = say("show.determination.no_reason", language)
    yield say(
        "show.determination.spread", language, points=grouped(spread.number), reason=reason or none
    )
    override = answer.filed.submission.yield_override
    if override is not None:
        yield say(
            "show.determination.declared_yield",
            language,
            percent=grouped(override.value),
            reason=override.reason,
        )


def _to_the_fen_or_six_places(number: Decimal) -> str:
    return grouped(number, FEN if number == exactly(lambda: round(number, FEN)) else 6)


def _yuan(amount: Step) -> str:
    return grouped(amount.number, FEN)
