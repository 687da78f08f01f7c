"""Ceilings as a person and a machine read them: the answer first, then the table and the marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.ceiling import Ceiling, Ceilings
from engine.determination import Determination
from engine.explain import source_data
from engine.law import marks
from engine.money import FEN, exactly, grouped, plain, with_fen
from engine.report import UNTITLED, Block, Column, Paragraph, Table, Tone, shortened
from engine.show.deduction import unsettled
from engine.show.standing import rests_on, where_the_rest_is
from engine.text import Text, text

__all__ = ["ceilings_as_data", "ceilings_page"]

_PRICE_PLACES = 6
_PRODUCTS = 8
"""Products whose ceilings stand on the page."""


def ceilings_page(
    answer: Ceilings, determination: Determination, whole: bool = False
) -> Iterator[Block]:
    """Yield the ceilings, their table, the sum against the maximum, and what it rests on; the
    `whole` of it has every product and names each piece."""
    most = len(answer.ceilings) if whole else _PRODUCTS
    yield Paragraph(
        text("ceiling.headline", year=answer.problem.year, reading=answer.reading.title)
    )
    for ceiling in answer.ceilings[:most]:
        offer, price = ceiling.offer, grouped(ceiling.price.number)
        values = {"product": offer.title, "price": price, "unit": offer.unit}
        yield Paragraph(text("ceiling.headline_price", **values))
    if (left := len(answer.ceilings) - most) > 0:
        yield Paragraph(text("show.and_more", count=left))
    yield Paragraph(text("ceiling.marks", marks=marks(answer.standing)))
    warnings = (*determination.warnings, *answer.rule.law.watermarks, *unsettled(determination))
    yield from (Paragraph(mark, Tone.WARNING) for mark in dict.fromkeys(warnings))
    yield from map(Paragraph, answer.rule.law.remarks)
    yield shortened(_table(answer), most)
    yield _sums(answer)
    if answer.tolerance is not None:
        yield from map(Paragraph, _of_the_program(answer, most))
    maxima = {determination.maximum(year).number for year in determination.years}
    if len(maxima) > 1:
        yield Paragraph(text("ceiling.years_differ", year=answer.problem.year))
    yield from rests_on(answer.standing, whole)
    if not whole:
        yield where_the_rest_is("show.rest_ceilings", "ceiling.rest_out")


def ceilings_as_data(answer: Ceilings, determination: Determination, number: str) -> dict[str, Any]:
    """Return the ceilings as plain data; amounts are text, the tolerance is a fraction."""
    tolerance = answer.tolerance
    return {
        "determination": number,
        "year": answer.problem.year,
        "provisional": bool(determination.provisional),
        "by": answer.by.value,
        "tolerance": None if tolerance is None else plain(exactly(lambda: tolerance / 100)),
        "currency": "CNY",
        "vat": "excluded",
        "ceilings": [_ceiling_data(ceiling) for ceiling in answer.ceilings],
        "maximum": plain(answer.problem.maximum.value),
        "revenue": plain(with_fen(answer.revenue.number)),
        "left": plain(with_fen(answer.left.number)),
        "attainable": plain(with_fen(answer.attainable)),
        "proved": answer.proved,
        "evidence": answer.standing.evidence.value,
        "applies": answer.standing.applies.value,
        "assumptions": [source_data(source) for source in answer.standing.assumptions],
        "documents": {**determination.documents, answer.rule.id: answer.rule.hash},
        **determination.law.beside(answer.rule.law).data,
    }


def _table(answer: Ceilings) -> Table:
    names = ("product", "full_price", "tick", "ceiling", "quantity", "product_revenue")
    rows = (
        (
            each.offer.title,
            grouped(each.full_price.number, _PRICE_PLACES),
            plain(each.offer.tick.value),
            grouped(each.price.number),
            grouped(each.offer.quantity.value),
            grouped(each.revenue.number, FEN),
        )
        for each in answer.ceilings
    )
    heads = (Column(text(f"ceiling.column_{name}"), figures=name != "product") for name in names)
    return Table(UNTITLED, tuple(heads), tuple(rows))


def _sums(answer: Ceilings) -> Table:
    figures = {
        "sum": answer.revenue.number,
        "maximum": answer.problem.maximum.value,
        "left": answer.left.number,
    }
    rows = ((text(f"ceiling.{name}"), grouped(figure, FEN)) for name, figure in figures.items())
    return Table(UNTITLED, (Column(UNTITLED), Column(UNTITLED, figures=True)), tuple(rows))


def _of_the_program(answer: Ceilings, most: int) -> Iterator[Text]:
    tolerance = answer.tolerance
    assert tolerance is not None
    yield text("ceiling.within_tolerance", percent=plain(tolerance))
    yield from map(_between, answer.ceilings[:most])
    key = "ceiling.proved" if answer.proved else "ceiling.not_proved"
    yield text(key, attainable=grouped(answer.attainable, FEN))


def _between(ceiling: Ceiling) -> Text:
    """Return in words how low and how high the price could be set."""
    product, highest = ceiling.offer.title, grouped(ceiling.highest)
    if ceiling.lowest is None:
        return text("ceiling.no_lowest", product=product, highest=highest)
    lowest = grouped(ceiling.lowest)
    return text("ceiling.between", product=product, lowest=lowest, highest=highest)


def _ceiling_data(ceiling: Ceiling) -> dict[str, Any]:
    offer, lowest = ceiling.offer, ceiling.lowest
    return {
        "product": offer.id,
        "title": offer.title.model_dump(),
        "unit": offer.unit.model_dump(),
        "full_price": plain(ceiling.full_price.number),
        "lowest_price": None if lowest is None else plain(lowest),
        "highest_price": plain(ceiling.highest_price.number),
        "tick": plain(offer.tick.value),
        "ceiling": plain(ceiling.price.number),
        "quantity": plain(offer.quantity.value),
        "revenue": plain(with_fen(ceiling.revenue.number)),
    }
