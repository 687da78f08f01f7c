"""A determination as a person reads it in the terminal: the answer first, then why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.determination import Chosen, Determination, Lines, Reviewed
from engine.method import Line, Worksheet, unit_in_words
from engine.money import grouped
from engine.report.terminal import aligned
from engine.show.terminal.drivers import drivers_shown
from engine.show.terminal.standing import badge, switches_shown, weak_pieces
from engine.text import Language, say

__all__ = ["determination_shown"]

_FEN = 2


def determination_shown(answer: Determination, language: Language) -> Iterator[str]:
    """Yield the lines: maximum, review, split, every line of the method, what it rests on."""
    yield from _headline(answer, language)
    yield from ("", say("show.terminal.review", language))
    rows = _review(answer.rows, answer.worksheet, language)
    yield from aligned(rows, (1, 2, 3))
    yield from _judged(answer, language)
    for year, of in answer.earlier.items():
        yield from ("", say("show.terminal.review_of_year", language, year=year))
        yield from aligned(_review(of.rows, of.worksheet, language), (1, 2, 3))
    yield from ("", say("show.terminal.split", language))
    yield from aligned(_split(answer, language), (1, 2, 3, 4))
    yield say("show.terminal.uncovered", language, amount=grouped(answer.uncovered.number, _FEN))
    yield from ("", say("show.terminal.lines", language))
    yield from aligned(_lines(answer, language), (1,))
    yield from ("", say("show.terminal.products", language))
    yield from aligned(_products(answer, language), (1, 2, 3))
    yield from drivers_shown(answer, language)
    yield ""
    yield from switches_shown(answer.worksheet, language)
    yield from _chosen(answer, language)
    yield from weak_pieces(answer.standing, language)


def _headline(answer: Determination, language: Language) -> Iterator[str]:
    amounts = [answer.maximum(year).number for year in answer.years]
    if len(set(amounts)) == 1:
        span = f"{answer.years[0]}–{answer.years[-1]}"
        yield say(
            "show.terminal.headline",
            language,
            amount=grouped(amounts[0], _FEN),
            years=span,
            marks=badge(answer.standing, language),
        )
    else:
        yield say(
            "show.terminal.headline_by_year", language, marks=badge(answer.standing, language)
        )
        for year, amount in zip(answer.years, amounts, strict=True):
            yield say("show.terminal.of_year", language, year=year, amount=grouped(amount, _FEN))
    yield from (f"! {mark.in_language(language)}" for mark in answer.watermarks.values())
    yield say(
        "show.terminal.of",
        language,
        operator=answer.filed.submission.operator.name,
        accounts=answer.filed.submission.accounts_year,
        method=answer.worksheet.method_id,
        on=answer.on,
    )
    if answer.deduction is not None:
        yield from _deducted(answer, language)
    yield from _proceeding(answer, language)


def _deducted(answer: Determination, language: Language) -> Iterator[str]:
    deduction = answer.deduction
    assert deduction is not None
    yield say(
        "show.terminal.deducted",
        language,
        excess=grouped(deduction.excess, _FEN),
        record=deduction.record,
        years=f"{deduction.years[0]}–{deduction.years[-1]}",
        before=grouped(answer.maximum_before_deduction.number, _FEN),
    )
    if deduction.years[-1] >= answer.years[0]:
        yield say("show.terminal.cycles_overlap", language)


def _review(
    reviewed: Sequence[Reviewed], worksheet: Worksheet, language: Language
) -> list[list[str]]:
    columns = ("item", "submitted", "reduction", "reviewed", "rule", "clause", "marks")
    total = worksheet.step
    return [
        [say(f"show.terminal.column_{column}", language) for column in columns],
        *(_review_row(row, language) for row in reviewed),
        [
            say("show.terminal.total", language),
            grouped(total(Lines.SUBMITTED_TOTAL).number, _FEN),
            grouped(total(Lines.REDUCTION_TOTAL).number, _FEN),
            grouped(total(Lines.REVIEWED_TOTAL).number, _FEN),
            *("", "", ""),
        ],
    ]


def _judged(answer: Determination, language: Language) -> Iterator[str]:
    """Yield what the reviewer decided, with the rule's figure, and what is still to be judged."""
    reviews = {**{year: of.rows for year, of in answer.earlier.items()}}
    reviews[answer.filed.submission.accounts_year] = answer.rows
    for year, rows in reviews.items():
        for row in rows:
            nothing = not (row.submitted or row.reviewed)
            if row.treatment.decision is not None and not nothing:
                yield say(
                    "show.terminal.judged",
                    language,
                    item=row.treatment.item.title,
                    year=year,
                    by_rule=grouped(row.by_rule, _FEN),
                    reviewed=grouped(row.reviewed, _FEN),
                    reason=row.treatment.decision.reason,
                )
    for year, treated in answer.undecided:
        assert treated.flag is not None
        rule, item = treated.flag.title, treated.item.title
        yield say("show.terminal.undecided", language, year=year, item=item, rule=rule)


def _proceeding(answer: Determination, language: Language) -> Iterator[str]:
    """Yield the stage, the term of a trial, the authorisation, and the objections."""
    proceeding, submission = answer.proceeding, answer.filed.submission
    stage = say(f"determination.stage_{proceeding.stage}", language)
    key = "show.terminal.stage" if proceeding.former is None else "show.terminal.stage_after"
    yield say(key, language, stage=stage, former=proceeding.former)
    if submission.authorisation is not None:
        yield say("show.terminal.authorisation", language, title=submission.authorisation.title)
    if submission.trial is not None:
        term = submission.trial
        yield say("show.terminal.trial", language, begins=term.begins, ends=term.ends)
    for objection in proceeding.objections:
        yield say(
            "show.terminal.objection",
            language,
            id=objection.id,
            by=objection.by,
            on=objection.on,
            line=objection.line if objection.of is None else f"{objection.line}[{objection.of}]",
            said=objection.said,
        )
        outcome = objection.outcome or "open"
        yield say(f"determination.objection_{outcome}", language, answer=objection.answer)


def _review_row(row: Reviewed, language: Language) -> list[str]:
    rule = row.treatment.rule
    citation = rule.cites[0]
    marks = say(
        "show.terminal.badge",
        language,
        evidence=say(f"law.evidence_{citation.evidence.value}", language),
        applies=say(f"law.evidence_{citation.applies.value}", language),
    )
    return [
        row.treatment.item.title.in_language(language),
        grouped(row.submitted, _FEN),
        grouped(row.reduction, _FEN) if row.reduction else "",
        grouped(row.reviewed, _FEN),
        rule.title.in_language(language),
        citation.named,
        marks,
    ]


def _split(answer: Determination, language: Language) -> list[list[str]]:
    step = answer.worksheet.step
    columns = ("pool", "cost", "paid_share", "paid", "free", "driver")
    rows = [[say(f"show.terminal.column_{column}", language) for column in columns]]
    for pool in answer.filed.submission.pools:
        rows.append(
            [
                pool.title.in_language(language),
                grouped(step(Lines.POOL_COST, pool.id).number, _FEN),
                f"{grouped(pool.paid_share)}%",
                grouped(step(Lines.POOL_PAID, pool.id).number, _FEN),
                grouped(step(Lines.POOL_FREE, pool.id).number, _FEN),
                pool.driver.in_language(language),
            ]
        )
    paid, free = step(Lines.DIRECT_PAID).number, step(Lines.DIRECT_FREE).number
    direct = [grouped(amount, _FEN) for amount in (paid, free)]
    rows.append([say("show.terminal.direct", language), "", "", *direct, ""])
    rows.append(
        [
            say("show.terminal.total", language),
            grouped(step(Lines.COUNTED_TOTAL).number, _FEN),
            "",
            grouped(step(Lines.PAID_COST).number, _FEN),
            grouped(step(Lines.FREE_COST).number, _FEN),
            "",
        ]
    )
    return rows


def _lines(answer: Determination, language: Language) -> list[list[str]]:
    worksheet = answer.worksheet
    rows = [
        [say(f"show.terminal.column_{column}", language) for column in ("line", "value", "unit")]
    ]
    wanted = {Lines.OPERATING_COST, Lines.MAXIMUM}
    wanted |= {Lines.COUNTED_TOTAL} if answer.earlier else set()
    wanted |= {Lines.DEDUCTION_TAKEN} if answer.deduction is not None else set()
    for block in worksheet.blocks:
        if not wanted.isdisjoint(line.id for line in block.lines):
            for line in block.lines:
                rows.extend(_line(answer, line, language))
    return rows


def _line(answer: Determination, line: Line, language: Language) -> Iterator[list[str]]:
    unit = unit_in_words(line.unit, answer.worksheet.version).in_language(language)
    for key in answer.worksheet.keys(line.id):
        if line.scope in ("cycle", "year"):
            step = answer.worksheet.step(line.id, key)
            places = 6 if step.number != round(step.number, _FEN) else _FEN
            yield [step.label.in_language(language), grouped(step.number, places), unit]


def _products(answer: Determination, language: Language) -> list[list[str]]:
    columns = ("product", "cost_before_subsidy", "quantity", "full_price", "unit")
    rows = [[say(f"show.terminal.column_{column}", language) for column in columns]]
    for priced in answer.products:
        unit = priced.product.unit.in_language(language)
        rows.append(
            [
                priced.product.title.in_language(language),
                grouped(priced.cost.number, _FEN),
                grouped(priced.quantity.number),
                grouped(priced.full_price.number, 9),
                say("show.terminal.yuan_a", language, unit=unit),
            ]
        )
    return rows


def _chosen(answer: Determination, language: Language) -> Iterator[str]:
    """Yield what was chosen or declared in place of a published figure, with the reason."""
    spread = answer.worksheet.step(Chosen.SPREAD)
    submitted, chosen = answer.filed.submission.spread, answer.spread
    reason = chosen.source.reason if chosen is not None else submitted and submitted.reason
    none = say("show.terminal.no_reason", language)
    yield say(
        "show.terminal.spread", language, points=grouped(spread.number), reason=reason or none
    )
    override = answer.filed.submission.yield_override
    if override is not None:
        yield say(
            "show.terminal.declared_yield",
            language,
            percent=grouped(override.value),
            reason=override.reason,
        )
