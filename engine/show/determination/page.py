"""A determination on one page: the answer, what was cut, what is open, where the rest is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.determination import Chosen, Determination, Reviewed, Undecided, added
from engine.determination.maximum.remarks import Told
from engine.law import marks
from engine.money import CONTEXT, FEN, grouped
from engine.report import Block, Cell, Heading, Paragraph, Tone
from engine.show.deduction import accounts_settled, unsettled
from engine.show.determination.doubt import bounds_in_words
from engine.show.determination.figures import figures_table
from engine.show.determination.paper.summary import picture
from engine.show.standing import listed, rests_on, switched, where_the_rest_is
from engine.text import Text, joined, text

__all__ = ["chosen", "determination_page", "findings", "head", "told_beside"]

_HEADS = 4
"""Heads of which the cut is told."""
_AWAITING = 4
"""Reasons to judge that are told."""
_ITEMS = 4
"""Items awaiting judgement that are named of each."""
_REMARKS = 3
"""Kinds of remarks that are told."""


def determination_page(answer: Determination) -> Iterator[Block]:
    """Yield the page: what is left out of it stands in the tables (`determination_shown`)."""
    yield from head(answer, grouped_remarks=True)
    if answer.has_paid_use:
        yield picture(answer)
    yield from findings(answer)
    yield from rests_on(answer.standing)
    yield where_the_rest_is(
        "show.determination.page_tables",
        "show.rest_explain",
        "show.determination.page_files",
        "show.rest_switches",
    )


def findings(answer: Determination) -> Iterator[Block]:
    """Yield what was cut, what awaits judgement, what stays uncovered, and what was chosen."""
    yield from _cuts(answer)
    yield from _judgement(answer)
    amount = grouped(answer.uncovered.number, FEN)
    yield Paragraph(text("show.determination.left_uncovered", amount=amount))
    yield from (Paragraph(said) for said in switched(answer.worksheet))
    yield from (Paragraph(said) for said in chosen(answer))


def head(answer: Determination, grouped_remarks: bool = False) -> Iterator[Block]:
    """Yield the answer, whom it is of, and what must not be missed; of remarks of one kind only
    the first, when they are `grouped_remarks`."""
    yield from _answer(answer)
    yield from told_beside(answer, grouped_remarks)


def told_beside(answer: Determination, grouped_remarks: bool = False) -> Iterator[Block]:
    """Yield what stands below the figure of an answer: what must not be missed, whom it is of."""
    yield from (Paragraph(said, Tone.WARNING) for said in bounds_in_words(answer))
    yield from (Paragraph(mark, Tone.WARNING) for mark in answer.warnings)
    yield from map(Paragraph, answer.law.remarks)
    yield Paragraph(
        text(
            "show.determination.by_method",
            operator=answer.filed.submission.operator.name,
            accounts=answer.filed.submission.accounts_year,
            method=answer.worksheet.method_id,
            on=answer.on,
        )
    )
    yield from map(Paragraph, accounts_settled(answer))
    yield from (Paragraph(said, Tone.WARNING) for said in unsettled(answer))
    remarks = list(_of_each_kind(answer.remarks) if grouped_remarks else _each(answer.remarks))
    most = _REMARKS if grouped_remarks else len(remarks)
    yield from (Paragraph(said, Tone.WARNING) for said in remarks[:most])
    if left := remarks[most:]:
        yield Paragraph(text("show.determination.page_more_remarks", count=len(left)), Tone.WARNING)
    yield from map(Paragraph, _proceeding(answer))


def chosen(answer: Determination) -> Iterator[Text]:
    """Yield what was chosen or declared in place of a published figure, with the reason."""
    spread = answer.worksheet.step(Chosen.SPREAD)
    submitted, by_option = answer.filed.submission.spread, answer.spread
    reason = by_option.source.reason if by_option is not None else submitted and submitted.reason
    yield text(
        "show.determination.spread",
        points=grouped(spread.number),
        reason=reason or text("show.determination.no_reason"),
    )
    override = answer.filed.submission.yield_override
    if override is not None:
        yield text(
            "show.determination.declared_yield",
            percent=grouped(override.value),
            reason=override.reason,
        )


def _answer(answer: Determination) -> Iterator[Block]:
    amounts = [answer.maximum(year).number for year in answer.years]
    span = f"{answer.years[0]}–{answer.years[-1]}"
    stands = marks(answer.standing)
    if not answer.has_paid_use:
        uncovered = grouped(answer.uncovered.number, FEN)
        said = text("show.determination.headline_free", years=span, uncovered=uncovered)
        yield Paragraph(said)
    elif len(set(amounts)) == 1:
        amount = grouped(amounts[0], FEN)
        said = text("show.determination.headline", amount=amount, years=span, marks=stands)
        yield Paragraph(said)
    else:
        yield Paragraph(text("show.determination.headline_by_year", marks=stands))
        for year, each in zip(answer.years, amounts, strict=True):
            amount = grouped(each, FEN)
            yield Paragraph(text("show.determination.year_line", year=year, amount=amount))


def _each(remarks: tuple[Told, ...]) -> Iterator[Text]:
    yield from (told.text for told in remarks)


def _of_each_kind(remarks: tuple[Told, ...]) -> Iterator[Text]:
    kinds: dict[str, list[Told]] = {}
    for told in remarks:
        kinds.setdefault(told.id, []).append(told)
    for first, *others in kinds.values():
        if others:
            values = {"told": first.text, "count": len(others)}
            yield text("show.determination.page_told_more", **values)
        else:
            yield first.text


def _proceeding(answer: Determination) -> Iterator[Text]:
    """Yield the stage, the term of a trial, the authorisation, and the objections."""
    proceeding, submission = answer.proceeding, answer.filed.submission
    stage = text(f"determination.stage_{proceeding.stage}")
    if proceeding.former is None:
        yield text("show.determination.at_stage", stage=stage)
    else:
        yield text("show.determination.at_stage_after", stage=stage, former=proceeding.former)
    if submission.authorisation is not None:
        yield text("show.determination.authorisation", title=submission.authorisation.title)
    if submission.trial is not None:
        term = submission.trial
        yield text("show.determination.on_trial", begins=term.begins, ends=term.ends)
    for objection in proceeding.objections:
        yield text(
            "show.determination.objection",
            id=objection.id,
            by=objection.by,
            on=objection.on,
            line=objection.line if objection.of is None else f"{objection.line}[{objection.of}]",
            said=objection.said,
        )
        outcome = objection.outcome or "open"
        yield text(f"determination.objection_{outcome}", answer=objection.answer)


def _cuts(answer: Determination) -> Iterator[Block]:
    """Yield what each rule cut or added, the largest first, and what it left as submitted."""
    heads: dict[str, list[Reviewed]] = {}
    kept: list[Reviewed] = []
    for row in answer.rows:
        group = heads.setdefault(row.treatment.rule.id, []) if row.change else kept
        group.append(row)
    if not heads:
        yield Paragraph(text("show.determination.page_no_cut"))
        return
    largest = sorted(heads.values(), key=lambda rows: -abs(_changed(rows)))
    alone = _HEADS if len(largest) > _HEADS + 1 else len(largest)  # a row for one other is that one
    told = [_head(rows[0].treatment.rule.title, rows) for rows in largest[:alone]]
    if others := largest[len(told) :]:
        rest = text("show.determination.page_others", count=len(others))
        told.append(_head(rest, [row for rows in others for row in rows]))
    names = ("page_head", "page_items", "submitted", "change")
    total = _head(text("report.total"), list(answer.rows))
    ends = [_head(text("show.determination.page_unchanged"), kept)] if kept else []
    title = text("show.determination.page_cuts")
    yield figures_table(title, names, [*told, *ends, total], totals=1)


def _head(title: Text, rows: list[Reviewed]) -> tuple[Cell, ...]:
    amounts = (added(row.submitted for row in rows), _changed(rows))
    return (title, str(len(rows)), *(grouped(amount, FEN) for amount in amounts))


def _changed(rows: list[Reviewed]) -> Decimal:
    return added(row.change for row in rows)


def _judgement(answer: Determination) -> Iterator[Block]:
    """Yield what awaits the reviewer's judgement, and what he decided in sum."""
    decided = [row for row in answer.rows if row.treatment.decision is not None]
    if decided:
        to, by_rule = added(row.reviewed for row in decided), added(row.by_rule for row in decided)
        change = CONTEXT.subtract(to, by_rule)
        values = {"count": len(decided), "change": grouped(change, FEN)}
        yield Paragraph(text("show.determination.page_judged", **values))
    if answer.undecided:
        waiting = text("show.determination.page_awaiting", count=len(answer.undecided))
        yield Heading(waiting, level=2)
        yield listed(list(_by_reason(answer.undecided)), _AWAITING)


def _by_reason(undecided: Sequence[Undecided]) -> Iterator[Text]:
    """Yield each reason for which items await judgement, once, with the items."""
    reasons: dict[Text, list[Undecided]] = {}
    for one in undecided:
        reasons.setdefault(one.reason, []).append(one)
    for reason, waiting in reasons.items():
        named = [
            text("show.determination.page_item", item=one.treated.item.title, year=one.year)
            for one in waiting[:_ITEMS]
        ]
        if left := len(waiting) - len(named):
            named.append(text("show.and_more", count=left))
        yield text("show.determination.page_awaits", reason=reason, items=joined(named))
