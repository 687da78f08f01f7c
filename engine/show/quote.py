"""A quote as blocks, once: for the terminal, for one page of paper, and within an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from engine.law import Citation, Standing, cited, marks, stands
from engine.money import FEN, grouped
from engine.money.currency import unit_of_money
from engine.quote.question import Question
from engine.quote.sheet import QuoteSheet, SheetLine
from engine.report import (
    UNTITLED,
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
    day_in_words,
)
from engine.text import Language, Text, joined, text, unit_text
from engine.use import PriceStatus, Regime

__all__ = ["answer", "quote_report", "sources", "terms", "unsaid", "with_code", "with_points"]

_IN_MONEY = ("metered", "amount")
_ON_ONE_PAGE = 3
"""How many changes stand on one page of paper that would change how the use is charged."""


def quote_report(
    sheet: QuoteSheet,
    number: str,
    missing: Sequence[Question] = (),
    changes: int | None = _ON_ONE_PAGE,
) -> Report:
    """Return the quote `number` as a document, on paper one page.

    `missing` are the questions that have to be answered before there is an amount; a quote that
    was kept has none. At most `changes` of what would change how the use is charged are told,
    None for all.
    """
    return Report(
        title=text("show.quote_title"),
        subtitle=text("show.of_number", title=sheet.title, number=number),
        foot=Text(zh=number, en=number),
        blocks=(
            answer(sheet),
            *unsaid(sheet),
            Facts(tuple(_header(sheet))),
            *_questions(missing),
            *terms(sheet),
            *_why(sheet, changes),
            *sources(sheet.standing),
        ),
        watermark=with_points(sheet.watermarks) if sheet.watermarks else None,
    )


def answer(sheet: QuoteSheet) -> Answer:
    """Return what is to be paid (yuan), how the use is charged, and how well both stand."""
    well = stands(sheet.standing)
    if sheet.unsaid:
        well = text("show.conditional", marks=well)
    return Answer(_charged(sheet), _figure(sheet), well)


def unsaid(sheet: QuoteSheet) -> Iterator[Block]:
    """Yield on what the total depends that was not said."""
    if sheet.unsaid:
        yield Points(tuple(text("show.unsaid", what=one) for one in sheet.unsaid))


def terms(sheet: QuoteSheet) -> Iterator[Block]:
    """Yield lines and total, conditions and remarks."""
    if sheet.lines:
        yield _lines(sheet)
    if sheet.conditions:
        yield Heading(text("show.quote_conditions"), level=2)
        yield Points(tuple(condition.text for condition in sheet.conditions))
    if sheet.lines_differ:
        yield Points((text("show.lines_differ"),))
    remarks = [*sheet.notes, *(line.note for line in sheet.lines if line.note is not None)]
    if remarks:
        yield Points(tuple(dict.fromkeys(remarks)))


def sources(standing: Standing) -> Iterator[Block]:
    """Yield what the answer cites: what has a remark one by one, the rest in one paragraph."""
    if standing.citations:
        yield Heading(text("show.sources"), level=2)
    remarked = [one for one in standing.citations if one.note is not None]
    for line in dict.fromkeys(cited(one) for one in remarked):
        yield Paragraph(line, Tone.QUIET)
    others = list(_by_marks(one for one in standing.citations if one.note is None))
    if others:
        listed = reduce(lambda one, other: text("rules.and", one=one, other=other), others)
        yield Paragraph(listed, Tone.QUIET)


def _by_marks(citations: Iterable[Citation]) -> Iterator[Text]:
    """Yield the citations of the same marks together, each instrument once with its articles."""
    together: dict[Text, dict[str, list[str]]] = {}
    for one in citations:
        named = together.setdefault(marks(one), {})
        named.setdefault(one.instrument, []).extend(filter(None, [one.article]))
    for shared, instruments in together.items():
        named_once = [
            " ".join(filter(None, (name, "、".join(dict.fromkeys(articles)))))
            for name, articles in instruments.items()
        ]
        several = Text(zh="、".join(named_once), en=", ".join(named_once))
        yield text("show.cited_together", marks=shared, cited=several)


def with_code(name: str, code: str | None) -> str:
    """Return a name with the unified social credit code (统一社会信用代码) that it may have."""
    return name if code is None else f"{name}  {code}"


def with_points(texts: Sequence[Text]) -> Text:
    """Return `texts` with points between them."""
    return joined(texts, " · ", " · ")


def _charged(sheet: QuoteSheet) -> Text:
    """Return how the use is charged, through which channel, and whether there is a price."""
    parts = [text(sheet.regime_key())]
    if sheet.channel is not None:
        parts.append(text(f"quote.channel_{sheet.channel.value}"))
    charged = sheet.regime in (Regime.GUIDED, Regime.MIXED)
    if charged or sheet.price_status is not PriceStatus.NONE:
        parts.append(text(f"quote.status_{sheet.price_status.value}"))
    return with_points(parts)


def _figure(sheet: QuoteSheet) -> Text:
    if sheet.total is None:
        return text("show.quote_open", regime=text(sheet.regime_key()))
    vat = text(f"quote.vat_{sheet.vat.value}")
    money = unit_text(unit_of_money(sheet.currency))
    return text("show.quote_priced", total=grouped(sheet.total, FEN), money=money, vat=vat)


def _header(sheet: QuoteSheet) -> Iterator[tuple[Text, Cell]]:
    code = sheet.customer.credit_code
    yield text("show.quote_customer"), with_code(sheet.customer.name, code)
    yield text("show.quote_day"), sheet.on
    if sheet.total is not None:
        yield text("show.quote_validity"), _validity(sheet)


def _validity(sheet: QuoteSheet) -> Text:
    first = day_in_words(sheet.on)
    if sheet.valid_until is None:
        return text("show.until_new_tariff", from_day=first)
    return text("show.span", from_day=first, until=day_in_words(sheet.valid_until))


def _questions(missing: Sequence[Question]) -> Iterator[Block]:
    """Yield what has to be answered: the place in the request, the question and its answers."""
    if missing:
        yield Heading(text("show.quote_missing"), level=2)
        yield Facts(tuple((Text(zh=one.id, en=one.id), _question(one)) for one in missing))


def _question(one: Question) -> Text:
    lines = [one.question]
    if one.found is not None:
        lines.append(text("show.not_an_answer", found=one.found))
    lines += [text("show.possible_answer", id=name, title=title) for name, title in one.values]
    return Text(zh="\n".join(line.zh for line in lines), en="\n".join(line.en for line in lines))


def _lines(sheet: QuoteSheet) -> Table:
    names = ("label", "quantity", "unit", "price", "metered", "amount")
    money = unit_of_money(sheet.currency)
    rows = [_row(line) for line in sheet.lines]
    if sheet.total is not None:
        rows.append((text("report.total"), None, None, None, None, sheet.total))
    return Table(
        title=UNTITLED,
        columns=tuple(
            Column(
                text(f"show.line_{name}", money=unit_text(money)),
                unit=money if name in _IN_MONEY else "",
                figures=name == "price",
            )
            for name in names
        ),
        rows=tuple(rows),
        totals=int(sheet.total is not None),
    )


def _row(line: SheetLine) -> tuple[Cell, ...]:
    several = line.unit_price is None and line.metered is not None
    by: Text = line.pricing or text("quote.priced_by_tariff")
    price: Cell = by if several else line.unit_price
    free = line.regime is Regime.FREE
    label = text("show.free_line", label=line.named) if free else line.named
    return label, line.quantity, line.unit, price, line.metered, line.amount


def _why(sheet: QuoteSheet, changes: int | None) -> Iterator[Block]:
    """Yield what the use counts as, and what would change it."""
    said = []
    if sheet.reason is not None:
        said.append(text("show.counts_as", reason=sheet.reason))
    said += [
        Text(zh=change.sentence(Language.ZH), en=change.sentence(Language.EN))
        for change in sheet.nearest[:changes]
    ]
    if said:
        yield Heading(text("show.why"), level=2)
        yield Points(tuple(said))
