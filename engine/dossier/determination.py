"""The report on a determination (核定报告): the answer first, then why, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from engine.ceiling import Ceilings
from engine.dossier.lines import tables_of_lines
from engine.dossier.products import products_table
from engine.dossier.readings import figures_table, readings_table
from engine.dossier.review import review_chapter
from engine.dossier.said import cited, span, yuan
from engine.dossier.summary import (
    answer,
    parties,
    picture,
    subtitle,
    warnings,
    watermark,
    years_table,
)
from engine.report import Block, Column, Heading, Paragraph, Points, Report, Table, Tone
from engine.revenue import Determination
from engine.wording import text

__all__ = ["determination_report"]

_ITEMS = "items"
"""The table whose lines are shown as the table of the review."""


def determination_report(
    determination: Determination, number: str, ceilings: Ceilings | None = None
) -> Report:
    """Return the report on `determination`, whose record has the number `number`."""
    return Report(
        text("dossier.report_title"),
        subtitle(determination),
        text("dossier.foot", number=number),
        (
            *_summary(determination, number),
            *review_chapter(determination),
            *_method(determination),
            Heading(text("dossier.chapter_products")),
            products_table(determination, ceilings),
            *_evidence(determination),
        ),
        watermark(determination),
    )


def _summary(determination: Determination, number: str) -> Iterator[Block]:
    yield Heading(text("dossier.chapter_summary"))
    yield from warnings(determination)
    yield answer(determination)
    yield parties(determination, number)
    deduction = determination.deduction
    if deduction is not None:
        yield Paragraph(
            text(
                "dossier.deducted",
                years=span(deduction.years),
                amount=yuan(deduction.excess),
                record=deduction.record,
            )
        )
    yield years_table(determination)
    yield picture(determination)
    amount = yuan(determination.uncovered.number)
    yield Paragraph(text("dossier.uncovered", amount=amount), Tone.QUIET)


def _method(determination: Determination) -> Iterator[Block]:
    yield Heading(text("dossier.chapter_method"))
    yield Paragraph(text("dossier.method_note"), Tone.QUIET)
    yield readings_table(determination.worksheet)
    yield figures_table(determination.worksheet)
    yield from tables_of_lines(determination.worksheet, shown_apart=(_ITEMS,))


def _evidence(determination: Determination) -> Iterator[Block]:
    found = determination.standing
    yield Heading(text("dossier.chapter_evidence"))
    if found.assumptions:
        yield Paragraph(text("dossier.rests_on"))
        yield Points(tuple(map(cited, found.assumptions)))
    others = tuple(one for one in found.citations if one not in found.assumptions)
    if others:
        yield Paragraph(text("dossier.other_sources"))
        yield Points(tuple(map(cited, others)))
    files = ", ".join(dict.fromkeys(source.file for source in found.declarations))
    yield Paragraph(text("dossier.declarations", count=len(found.declarations), files=files))
    yield Table(
        text("dossier.documents"),
        (Column(text("dossier.document")), Column(text("dossier.hash"))),
        tuple(determination.documents.items()),
        (text("dossier.documents_note"),),
    )
