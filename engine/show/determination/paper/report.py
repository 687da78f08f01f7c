"""The report on a determination (核定报告): the answer first, then why, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from engine.ceiling import Ceilings
from engine.determination import ITEMS, Determination
from engine.law import cited
from engine.report import Block, Column, Heading, Paragraph, Points, Report, Table, Tone
from engine.show.deduction import accounts_settled
from engine.show.determination.paper.lines import tables_of_lines
from engine.show.determination.paper.phrases import yuan
from engine.show.determination.paper.products import products_table
from engine.show.determination.paper.readings import figures_table, readings_table
from engine.show.determination.paper.review import review_chapter
from engine.show.determination.paper.summary import (
    answer,
    parties,
    picture,
    remarks,
    subtitle,
    warnings,
    watermark,
    years_table,
)
from engine.text import text

__all__ = ["determination_report"]


def determination_report(
    determination: Determination, number: str, ceilings: Ceilings | None = None
) -> Report:
    """Return the report on `determination`, whose record has the number `number`."""
    return Report(
        text("show.determination.report_title"),
        subtitle(determination),
        text("show.determination.foot", number=number),
        (
            *_summary(determination, number),
            *review_chapter(determination),
            *_method(determination),
            Heading(text("show.determination.chapter_products")),
            products_table(determination, ceilings),
            *_evidence(determination),
        ),
        watermark(determination),
    )


def _summary(determination: Determination, number: str) -> Iterator[Block]:
    yield Heading(text("show.determination.chapter_summary"))
    yield from warnings(determination)
    yield answer(determination)
    yield parties(determination, number)
    yield from (Paragraph(line) for line in accounts_settled(determination))
    yield from remarks(determination)
    yield years_table(determination)
    yield picture(determination)
    amount = yuan(determination.uncovered.number)
    yield Paragraph(text("show.determination.uncovered", amount=amount), Tone.QUIET)


def _method(determination: Determination) -> Iterator[Block]:
    yield Heading(text("show.determination.chapter_method"))
    yield Paragraph(text("show.determination.method_note"), Tone.QUIET)
    yield readings_table(determination.worksheet)
    yield figures_table(determination.worksheet)
    yield from tables_of_lines(determination.worksheet, shown_apart=(ITEMS,))


def _evidence(determination: Determination) -> Iterator[Block]:
    found = determination.standing
    yield Heading(text("show.determination.chapter_evidence"))
    if found.assumptions:
        yield Paragraph(text("show.determination.rests_on"))
        yield Points(tuple(map(cited, found.assumptions)))
    others = tuple(one for one in found.citations if one not in found.assumptions)
    if others:
        yield Paragraph(text("show.determination.other_sources"))
        yield Points(tuple(map(cited, others)))
    files = ", ".join(dict.fromkeys(source.file for source in found.declarations))
    yield Paragraph(
        text("show.determination.declarations", count=len(found.declarations), files=files)
    )
    yield Table(
        text("show.determination.documents"),
        (Column(text("show.determination.document")), Column(text("show.determination.hash"))),
        tuple(determination.documents.items()),
        (text("show.determination.documents_note"),),
    )
