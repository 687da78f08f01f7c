"""What stands first in every document of a dossier: whom it is about, the answer, the picture."""

from __future__ import annotations

from collections.abc import Iterator

from engine.determination import Determination, Lines, from_submitted_to_permitted
from engine.law import marks
from engine.report import (
    Answer,
    BarRow,
    Bars,
    Block,
    Column,
    Facts,
    Look,
    Paragraph,
    Points,
    Table,
    Tone,
    day_in_words,
)
from engine.show.deduction import span, unsettled
from engine.show.determination.doubt import bounds_in_words
from engine.show.determination.paper.phrases import joined, lined, same_text, yuan
from engine.text import Text, text

__all__ = [
    "answer",
    "parties",
    "picture",
    "remarks",
    "subtitle",
    "warnings",
    "watermark",
    "years_table",
]


def subtitle(determination: Determination) -> Text:
    """Return whom and which years the documents are about."""
    operator = determination.filed.submission.operator.name
    return text("show.determination.subtitle", operator=operator, years=span(determination.years))


def watermark(determination: Determination) -> Text | None:
    """Return what the documents that were used say the result is not, or None; first, where it is
    provisional, that."""
    mark = next(iter(determination.warnings), None)
    if not determination.provisional:
        return mark
    provisional = text("show.provisional_mark")
    return provisional if mark is None else joined(provisional, mark)


def warnings(determination: Determination) -> Iterator[Block]:
    """Yield what the documents that were used warn of, and what is still undecided."""
    for mark in determination.warnings:
        yield Paragraph(mark, Tone.WARNING)
    for remark in determination.law.remarks:
        yield Paragraph(remark)
    if determination.undecided:
        count = len(determination.undecided)
        yield Paragraph(text("show.determination.undecided", count=count), Tone.WARNING)
    yield from (Paragraph(said, Tone.WARNING) for said in bounds_in_words(determination))
    yield from (Paragraph(said, Tone.WARNING) for said in unsettled(determination))


def remarks(determination: Determination) -> Iterator[Block]:
    """Yield what is told beside the figures."""
    if determination.remarks:
        yield Paragraph(text("show.determination.remarks"), Tone.QUIET)
        yield Points(tuple(told.text for told in determination.remarks))


def answer(determination: Determination) -> Answer:
    """Return the maximum: a year's, when all are the same, else each year's."""
    years = determination.years
    amounts = {year: yuan(determination.maximum(year).number) for year in years}
    if not determination.has_paid_use:
        figure = text("show.determination.no_maximum")
    elif len(set(amounts.values())) == 1:
        figure = text("show.determination.a_year", amount=amounts[years[0]])
    else:
        figure = lined(
            *(text("show.determination.in_year", year=year, amount=amounts[year]) for year in years)
        )
    sentence = text("show.determination.answer", years=span(years))
    return Answer(
        sentence, figure, text("show.determination.stands", marks=marks(determination.standing))
    )


def parties(determination: Determination, number: str) -> Facts:
    """Return who, which years, by which method, on which day."""
    submission = determination.filed.submission
    blank = text("show.determination.blank")
    method = text("show.determination.named", title=determination.title, id=determination.method_id)
    return Facts(
        (
            (text("show.determination.operator"), submission.operator.name),
            (text("submission.basic_uscc"), submission.operator.credit_code or blank),
            (text("show.determination.cycle"), span(determination.years)),
            (text("submission.basic_accounts_year"), str(submission.accounts_year)),
            (text("show.determination.method"), method),
            (text("show.determination.on"), determination.on),
            (
                text("show.determination.stage"),
                text(f"determination.stage_{determination.proceeding.stage}"),
            ),
            *_trial(determination),
            (text("show.determination.declared_by"), submission.declared_by or blank),
            (text("show.determination.record"), number),
        )
    )


def _trial(determination: Determination) -> Iterator[tuple[Text, Text]]:
    trial = determination.filed.submission.trial
    if trial is not None:
        begins, ends = day_in_words(trial.begins), day_in_words(trial.ends)
        yield (
            text("show.determination.trial"),
            text("show.determination.term", begins=begins, ends=ends),
        )


def years_table(determination: Determination) -> Table:
    """Return the maximum of each year, before and after deduction."""
    rows = tuple(
        (
            str(year),
            determination.maximum_before_deduction.number,
            determination.worksheet.step(Lines.DEDUCTION_TAKEN, year).number,
            determination.maximum(year).number,
        )
        for year in determination.years
    )
    heads = ("before", "taken", "after")
    amounts = (Column(text(f"show.determination.{head}"), "yuan") for head in heads)
    return Table(text("show.determination.years"), (Column(text("show.year")), *amounts), rows)


def picture(determination: Determination) -> Bars:
    """Return the waterfall from the costs submitted to the maximum of the first year."""
    year = determination.years[0]
    bars = from_submitted_to_permitted(determination, year)
    return Bars(
        text("show.determination.waterfall", year=year),
        tuple(
            BarRow(
                bar.step.label,
                same_text(yuan(bar.step.number)),
                bar.start,
                bar.end,
                Look(bar.kind.value),
            )
            for bar in bars
        ),
    )
