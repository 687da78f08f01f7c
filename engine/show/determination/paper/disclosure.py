"""What goes out of the house: the written report (书面报告) and the table published (公示表)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.catalogue import Disclosed, DisclosedEntry, Disclosure, DisclosureVersion, Section
from engine.ceiling import Ceilings
from engine.determination import Determination
from engine.law import Citation, Shelf, cited
from engine.method import Method
from engine.report import Block, Cell, Facts, Heading, Paragraph, Points, Report, Tone
from engine.show.deduction import span
from engine.show.determination.paper.products import ceilings_table, products_table
from engine.show.determination.paper.summary import (
    answer,
    subtitle,
    warnings,
    watermark,
    years_table,
)
from engine.text import Text, joined, text

__all__ = ["disclosure_in_force", "publicity_table", "written_report"]


def disclosure_in_force(shelf: Shelf, determination: Determination) -> DisclosureVersion | None:
    """Return what is to be reported and published; None where the method names nothing for it."""
    named = shelf.get(determination.method_id, Method).uses.disclosure
    return None if named is None else shelf.get(named, Disclosure).in_force(determination.on)


def written_report(
    determination: Determination,
    disclosed: DisclosureVersion,
    number: str,
    ceilings: Ceilings | None = None,
) -> Report:
    """Return the written report of the authorising body to the departments."""
    whom = joined((addressee.title for addressee in disclosed.addressees), en="; ")
    blank = text("show.determination.blank")
    cites = tuple(cite for addressee in disclosed.addressees for cite in addressee.cites)
    blocks: tuple[Block, ...] = (
        Paragraph(text("show.determination.to", whom=whom)),
        *warnings(determination),
        Paragraph(_reported(determination)),
        answer(determination),
        years_table(determination),
        Paragraph(text("show.determination.ceilings_follow")),
        products_table(determination, ceilings),
        Paragraph(text("show.determination.enclosed", number=number)),
        *_by(cites),
        Paragraph(text("show.determination.signed", who=blank), Tone.RIGHT),
        Paragraph(text("show.determination.dated", day=blank), Tone.RIGHT),
    )
    return _report("written_title", determination, number, blocks)


def publicity_table(
    determination: Determination,
    disclosed: DisclosureVersion,
    number: str,
    ceilings: Ceilings | None = None,
) -> Report:
    """Return the table to be published; what the determination does not know is left blank."""
    cites = tuple(cite for section in disclosed.sections for cite in section.cites)
    blocks: tuple[Block, ...] = (
        *warnings(determination),
        Paragraph(text("show.determination.blanks_note"), Tone.QUIET),
        *(
            block
            for section in disclosed.sections
            for block in _section(section, determination, ceilings)
        ),
        years_table(determination),
        *_by(cites),
    )
    return _report("publicity_title", determination, number, blocks)


def _report(
    title: str, determination: Determination, number: str, blocks: tuple[Block, ...]
) -> Report:
    return Report(
        text(f"show.determination.{title}"),
        subtitle(determination),
        text("show.determination.foot", number=number),
        blocks,
        watermark(determination),
    )


def _reported(determination: Determination) -> Text:
    operator = determination.filed.submission.operator.name
    return text("show.determination.reported", operator=operator, years=span(determination.years))


def _section(
    section: Section, determination: Determination, ceilings: Ceilings | None
) -> Iterator[Block]:
    yield Heading(section.title, 2)
    yield Facts(tuple((entry.title, _filled(entry, determination)) for entry in section.entries))
    if any(entry.known is Disclosed.CEILINGS for entry in section.entries):
        yield ceilings_table(determination, ceilings)


def _filled(entry: DisclosedEntry, determination: Determination) -> Cell:
    operator = determination.filed.submission.operator
    blank = text("show.determination.blank")
    match entry.known:
        case Disclosed.OPERATOR:
            return operator.name
        case Disclosed.CREDIT_CODE:
            return operator.credit_code or blank
        case Disclosed.CEILINGS:
            return text("show.determination.table_below")
    return blank


def _by(cites: tuple[Citation, ...]) -> Iterator[Block]:
    yield Paragraph(text("show.determination.by_rules"), Tone.QUIET)
    yield Points(tuple(cited(one) for one in dict.fromkeys(cites)))
