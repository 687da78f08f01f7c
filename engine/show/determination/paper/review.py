"""The review of costs on paper: what was cut and why, what the reviewer decided, the split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.determination import Determination, Lines, Reviewed, Undecided, review_totals
from engine.report import Block, Cell, Column, Heading, Paragraph, Points, Table
from engine.show.determination.books import books
from engine.show.determination.decided import reason_in_words
from engine.show.determination.paper.phrases import grounds, lined
from engine.text import Text, text

__all__ = ["review_chapter"]

_MONEY = ("submitted", "change", "reviewed", "by_rule")


def review_chapter(determination: Determination) -> Iterator[Block]:
    """Yield the table of the review, the reviewer's decisions, and the split of joint cost."""
    yield Heading(text("show.determination.chapter_review"))
    if determination.earlier:
        yield _years(determination)
    if determination.undecided:
        yield Paragraph(text("show.determination.awaiting"))
        yield Points(tuple(map(_awaiting, determination.undecided)))
    yield _review(determination)
    yield from books(determination)
    decided = [row for row in determination.rows if row.treatment.decision is not None]
    if decided:
        yield _decisions(determination, decided)
    if determination.proceeding.objections:
        yield _objections(determination)
    yield _split(determination)


def _review(determination: Determination) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            row.treatment.item.title,
            row.submitted,
            row.change,
            row.reviewed,
            lined(row.treatment.rule.title, grounds(row.treatment.rule.cites)),
        )
        for row in determination.rows
    ]
    rows.append((text("report.total"), *review_totals(determination.worksheet), ""))
    heads = ("item", "submitted", "change", "reviewed", "rule")
    title, note = text("show.determination.review"), text("show.determination.review_note")
    return Table(title, _columns(heads), tuple(rows), (note,), totals=1)


def _awaiting(one: Undecided) -> Text:
    title = one.treated.item.title
    return text("show.determination.awaits", year=one.year, item=title, rule=one.reason)


def _years(determination: Determination) -> Table:
    """Return what each year of accounts came to; the items of earlier years are in the record."""
    last = determination.filed.submission.accounts_year
    sheets = {year: of.worksheet for year, of in determination.earlier.items()}
    rows: list[tuple[Cell, ...]] = []
    for year, sheet in {**sheets, last: determination.worksheet}.items():
        rows.append((str(year), *review_totals(sheet)))
    heads = ("year", "submitted", "change", "reviewed")
    return Table(text("show.determination.years_of_accounts"), _columns(heads), tuple(rows))


def _decisions(determination: Determination, rows: Sequence[Reviewed]) -> Table:
    """Return what the reviewer decided: the rule's amount and the reviewer's stay side by side."""
    assert determination.decided is not None
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        decision = row.treatment.decision
        assert decision is not None
        reason = reason_in_words(determination, decision)
        cells.append((row.treatment.item.title, row.by_rule, row.reviewed, reason))
    reviewer = determination.decided.decisions.reviewer
    note = text("show.determination.reviewer", reviewer=reviewer)
    heads = ("item", "by_rule", "reviewed", "reason")
    return Table(text("show.determination.decisions"), _columns(heads), tuple(cells), (note,))


def _objections(determination: Determination) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in determination.proceeding.objections:
        against = one.line if one.of is None else f"{one.line}[{one.of}]"
        answer = text(f"determination.objection_{one.outcome or 'open'}", answer=one.answer)
        rows.append((one.by, one.on, against, one.said, _trimmed(answer)))
    heads = ("by", "on", "line", "said", "answer")
    columns = tuple(Column(text(f"show.determination.objection_{head}")) for head in heads)
    return Table(text("show.determination.objections"), columns, tuple(rows))


def _trimmed(words: Text) -> Text:
    return Text(zh=words.zh.strip(), en=words.en.strip())


def _split(determination: Determination) -> Table:
    step = determination.worksheet.step
    rows: list[tuple[Cell, ...]] = [
        (
            pool.title,
            pool.driver,
            step(Lines.POOL_COST, pool.id).number,
            pool.paid_share,
            step(Lines.POOL_PAID, pool.id).number,
            step(Lines.POOL_FREE, pool.id).number,
        )
        for pool in determination.filed.submission.pools
    ]
    paid, free = step(Lines.DIRECT_PAID).number, step(Lines.DIRECT_FREE).number
    rows.append((text("show.determination.direct"), "", "", "", paid, free))
    paid, free = step(Lines.PAID_COST).number, step(Lines.FREE_COST).number
    rows.append((text("report.total"), "", step(Lines.REVIEWED_TOTAL).number, "", paid, free))
    heads = ("pool", "driver", "amount", "paid_share", "paid", "free")
    units = {"amount": "yuan", "paid_share": "percent", "paid": "yuan", "free": "yuan"}
    columns = tuple(
        Column(text(f"show.determination.{head}"), units.get(head, "")) for head in heads
    )
    return Table(text("show.determination.split"), columns, tuple(rows), totals=1)


def _columns(heads: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(text(f"show.determination.{head}"), "yuan" if head in _MONEY else "")
        for head in heads
    )
