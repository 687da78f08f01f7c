"""A use agreement (使用协议) as blocks: both sides, what was declared, the quote as its terms."""

from __future__ import annotations

from collections.abc import Iterator

from engine.quote.records.agreement import AgreedParty, Agreement
from engine.report import (
    Block,
    Cell,
    Facts,
    Heading,
    Paragraph,
    Points,
    Report,
    Tone,
    day_in_words,
)
from engine.show.quote import answer, sources, terms, unsaid, with_code, with_points
from engine.text import Text, text

__all__ = ["agreement_report"]


def agreement_report(agreement: Agreement, identifier: str) -> Report:
    """Return the use agreement `identifier` as a document."""
    sheet = agreement.terms
    return Report(
        title=text("show.agreement_title"),
        subtitle=text("show.of_number", title=sheet.title, number=identifier),
        foot=Text(zh=identifier, en=identifier),
        blocks=(
            Facts(tuple(_header(agreement, identifier))),
            Heading(text("show.agreement_declared"), level=2),
            Facts(tuple((fact.title, fact.value) for fact in agreement.declared)),
            answer(sheet),
            *unsaid(sheet),
            *terms(sheet),
            *_reclassified(agreement),
            *sources(sheet.standing),
            Paragraph(
                text("show.agreement_signed", day=day_in_words(agreement.accepted)), Tone.RIGHT
            ),
        ),
        watermark=with_points(sheet.watermarks) if sheet.watermarks else None,
    )


def _header(agreement: Agreement, identifier: str) -> Iterator[tuple[Text, Cell]]:
    yield text("show.agreement_id"), identifier
    yield text("show.agreement_quote"), agreement.quote
    if agreement.supplier is not None:
        yield text("show.agreement_supplier"), _party(agreement.supplier)
    yield text("show.agreement_customer"), _party(agreement.customer)
    for product in agreement.products:
        parts = [product.title, product.scenario]
        if product.registration is not None:
            parts.append(text("show.agreement_registration", code=product.registration))
        yield text("show.agreement_product"), with_points([one for one in parts if one is not None])
    if agreement.purpose is not None:
        yield text("show.agreement_purpose"), agreement.purpose
    yield text("show.agreement_term"), _term(agreement)


def _term(agreement: Agreement) -> Text:
    first = day_in_words(agreement.from_)
    if agreement.until is None:
        return text("show.agreement_open", from_day=first)
    return text("show.span", from_day=first, until=day_in_words(agreement.until))


def _party(party: AgreedParty) -> Text:
    code = party.credit_code
    return Text(zh=with_code(party.name.zh, code), en=with_code(party.name.en, code))


def _reclassified(agreement: Agreement) -> Iterator[Block]:
    clause = agreement.reclassified
    if clause is not None and clause.id not in {one.id for one in agreement.terms.conditions}:
        yield Heading(text("show.agreement_reclassified"), level=2)
        yield Points((clause.text,))
