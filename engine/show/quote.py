"""A quote to be read on paper, on one page, and a use agreement."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import reduce

from engine.law import Standing, cited, stands
from engine.money import grouped
from engine.quote.kept.agreement import AgreedParty, Agreement
from engine.quote.sheet import Sheet, SheetLine
from engine.report import (
    Answer,
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Paragraph,
    Points,
    Report,
    Table,
    Tone,
)
from engine.text import Language, Text, text
from engine.use import PriceStatus, Regime

__all__ = ["agreement_on_paper", "headline", "quote_on_paper"]

_MOST_CHANGES = 3
"""How many changes are printed that would change how the use is charged."""


def quote_on_paper(sheet: Sheet, number: str) -> Report:
    """Return the quote `number` as a document of one page."""
    return Report(
        title=text("quote.paper_title"),
        subtitle=text("quote.paper_subtitle", title=sheet.title, number=number),
        foot=Text(zh=number, en=number),
        blocks=(
            Answer(headline(sheet), _figure(sheet), _marks(sheet)),
            Facts(tuple(_header(sheet, number))),
            *_body(sheet),
            *_why(sheet),
            *_weak(sheet.standing),
        ),
        watermark=_joined(sheet.watermarks),
    )


def agreement_on_paper(agreement: Agreement, identifier: str) -> Report:
    """Return the use agreement `identifier` as a document."""
    terms = agreement.terms
    return Report(
        title=text("quote.agreement_title"),
        subtitle=text("quote.paper_subtitle", title=terms.title, number=identifier),
        foot=Text(zh=identifier, en=identifier),
        blocks=(
            Facts(tuple(_agreed(agreement, identifier))),
            Heading(text("quote.agreement_declared"), level=2),
            Facts(tuple((fact.title, fact.value) for fact in agreement.declared)),
            Answer(headline(terms), _figure(terms), _marks(terms)),
            *_body(terms),
            *_reclassified(agreement),
            *_weak(terms.standing),
            Paragraph(text("quote.agreement_signed", day=_day(agreement.accepted)), Tone.RIGHT),
        ),
        watermark=_joined(terms.watermarks),
    )


def headline(sheet: Sheet) -> Text:
    """Return how the use is charged, through which channel, and whether there is a price."""
    parts = [text(sheet.regime_key())]
    if sheet.channel is not None:
        parts.append(text(f"quote.channel_{sheet.channel.value}"))
    charged = sheet.regime in (Regime.GUIDED, Regime.MIXED)
    if charged or sheet.price_status is not PriceStatus.NONE:
        parts.append(text(f"quote.status_{sheet.price_status.value}"))
    return Text(zh=" · ".join(part.zh for part in parts), en=" · ".join(part.en for part in parts))


def _figure(sheet: Sheet) -> Text:
    vat = text(f"quote.vat_{sheet.vat.value}")
    if sheet.total is None:
        return text("quote.headline_open", regime=text(sheet.regime_key()))
    return text("quote.headline_priced", total=grouped(sheet.total, 2), vat=vat)


def _marks(sheet: Sheet) -> Text:
    return stands(sheet.standing)


def _header(sheet: Sheet, number: str) -> Iterator[tuple[Text, Cell]]:
    yield text("quote.paper_number"), number
    code = sheet.customer.credit_code
    yield text("quote.paper_customer"), _named(sheet.customer.name, code)
    yield text("quote.paper_on"), sheet.on
    if sheet.total is not None:
        yield text("quote.paper_validity"), _validity(sheet)


def _validity(sheet: Sheet) -> Text:
    if sheet.valid_until is None:
        return text("quote.paper_valid_open", from_day=_day(sheet.on))
    return text("quote.paper_valid", from_day=_day(sheet.on), until=_day(sheet.valid_until))


def _body(sheet: Sheet) -> Iterator[Block]:
    """Yield lines and total, conditions and remarks."""
    if sheet.lines:
        yield _lines(sheet)
    if sheet.conditions:
        yield Heading(text("quote.paper_conditions"), level=2)
        yield Points(tuple(condition.text for condition in sheet.conditions))
    remarks = [*sheet.notes, *(line.note for line in sheet.lines if line.note is not None)]
    if remarks:
        yield Points(tuple(dict.fromkeys(remarks)))


def _lines(sheet: Sheet) -> Table:
    names = ("label", "quantity", "unit", "price", "metered", "amount")
    rows = [_row(line) for line in sheet.lines]
    if sheet.total is not None:
        rows.append((text("quote.paper_total"), None, None, None, None, sheet.total))
    return Table(
        title=Text(zh="", en=""),
        columns=tuple(
            Column(text(f"quote.paper_column_{name}"), "yuan" if name in _IN_YUAN else "")
            for name in names
        ),
        rows=tuple(rows),
        totals=int(sheet.total is not None),
    )


_IN_YUAN = ("metered", "amount")


def _row(line: SheetLine) -> tuple[Cell, ...]:
    several = line.unit_price is None and line.metered is not None
    price: Cell = text("quote.several") if several else line.unit_price
    label = line.label
    if line.regime is Regime.FREE:
        label = text("quote.paper_free_line", label=label)
    return label, line.quantity, line.unit, price, line.metered, line.amount


def _why(sheet: Sheet) -> Iterator[Block]:
    """Yield what the use counts as, and what would change it."""
    said = []
    if sheet.reason is not None:
        said.append(text("quote.paper_reason", reason=sheet.reason))
    said += [
        Text(zh=change.sentence(Language.ZH), en=change.sentence(Language.EN))
        for change in sheet.nearest[:_MOST_CHANGES]
    ]
    if said:
        yield Heading(text("quote.paper_why"), level=2)
        yield Points(tuple(said))


def _weak(standing: Standing) -> Iterator[Block]:
    """Yield what the answer cites: what has a remark one by one, the rest in one paragraph."""
    if standing.citations:
        yield Heading(text("quote.paper_rests_on"), level=2)
    remarked = [one for one in standing.citations if one.note is not None]
    for line in dict.fromkeys(cited(one) for one in remarked):
        yield Paragraph(line, Tone.QUIET)
    others = [cited(one) for one in standing.citations if one.note is None]
    if others:
        listed = reduce(lambda one, other: text("rules.and", one=one, other=other), others)
        yield Paragraph(listed, Tone.QUIET)


def _agreed(agreement: Agreement, identifier: str) -> Iterator[tuple[Text, Cell]]:
    yield text("quote.agreement_id"), identifier
    yield text("quote.agreement_quote"), agreement.quote
    if agreement.supplier is not None:
        yield text("quote.agreement_supplier"), _party(agreement.supplier)
    yield text("quote.agreement_customer"), _party(agreement.customer)
    for product in agreement.products:
        parts = [product.title, product.scenario]
        if product.registration is not None:
            parts.append(text("quote.agreement_registration", code=product.registration))
        yield text("quote.agreement_product"), _joined([one for one in parts if one is not None])
    if agreement.purpose is not None:
        yield text("quote.agreement_purpose"), agreement.purpose
    from_day = _day(agreement.from_)
    if agreement.until is None:
        yield text("quote.agreement_term"), text("quote.agreement_open", from_day=from_day)
    else:
        until = _day(agreement.until)
        yield (
            text("quote.agreement_term"),
            text("quote.paper_valid", from_day=from_day, until=until),
        )


def _party(party: AgreedParty) -> Text:
    code = party.credit_code
    return Text(zh=_named(party.name.zh, code), en=_named(party.name.en, code))


def _named(name: str, code: str | None) -> str:
    return name if code is None else f"{name}  {code}"


def _reclassified(agreement: Agreement) -> Iterator[Block]:
    clause = agreement.reclassified
    if clause is not None and clause.id not in {one.id for one in agreement.terms.conditions}:
        yield Heading(text("quote.agreement_reclassified"), level=2)
        yield Points((clause.text,))


def _day(day: datetime.date) -> Text:
    return text("quote.day", year=day.year, month=day.month, day=day.day)


def _joined(texts: Sequence[Text]) -> Text | None:
    if not texts:
        return None
    return Text(zh=" · ".join(one.zh for one in texts), en=" · ".join(one.en for one in texts))
