"""Ceilings as a person and a machine read them: the answer first, then the table and the marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.ceiling import Ceiling, Ceilings
from engine.determination import Determination
from engine.explain import source_data
from engine.money import FEN, exactly, grouped, plain, with_fen
from engine.report import UNTITLED, Column, Table
from engine.report.terminal import table_lines
from engine.show.deduction import unsettled
from engine.show.standing import badge, weak_pieces
from engine.text import Language, say, text

__all__ = ["ceilings_as_data", "ceilings_shown"]

_PRICE_PLACES = 6


def ceilings_shown(
    answer: Ceilings, determination: Determination, language: Language, width: int | None = None
) -> Iterator[str]:
    """Yield the lines: ceilings, their table, the sum against the maximum, what it rests on.

    `width` is that of the terminal, as for `engine.report.terminal.table_lines`.
    """
    reading = answer.reading.title
    yield say("ceiling.headline", language, year=answer.problem.year, reading=reading)
    for ceiling in answer.ceilings:
        offer = ceiling.offer
        price = grouped(ceiling.price.number)
        yield say(
            "ceiling.headline_price", language, product=offer.title, price=price, unit=offer.unit
        )
    yield say("ceiling.marks", language, marks=badge(answer.standing, language))
    marks = (*determination.warnings, *answer.rule.law.watermarks, *unsettled(determination))
    yield from (f"! {mark.in_language(language)}" for mark in dict.fromkeys(marks))
    yield from (remark.in_language(language) for remark in answer.rule.law.remarks)
    yield from ("", *table_lines(_table(answer), language, width))
    yield from ("", *table_lines(_sums(answer), language, width))
    if answer.tolerance is not None:
        yield from _of_the_program(answer, language)
    maxima = {determination.maximum(year).number for year in determination.years}
    if len(maxima) > 1:
        yield say("ceiling.years_differ", language, year=answer.problem.year)
    yield ""
    yield from weak_pieces(answer.standing, language)


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


def _of_the_program(answer: Ceilings, language: Language) -> Iterator[str]:
    tolerance = answer.tolerance
    assert tolerance is not None
    yield say("ceiling.within_tolerance", language, percent=plain(tolerance))
    for each in answer.ceilings:
        yield _between(each, language)
    key = "ceiling.proved" if answer.proved else "ceiling.not_proved"
    yield say(key, language, attainable=grouped(answer.attainable, FEN))


def _between(ceiling: Ceiling, language: Language) -> str:
    """Return in words how low and how high the price could be set."""
    product, highest = ceiling.offer.title, grouped(ceiling.highest)
    if ceiling.lowest is None:
        return say("ceiling.no_lowest", language, product=product, highest=highest)
    lowest = grouped(ceiling.lowest)
    return say("ceiling.between", language, product=product, lowest=lowest, highest=highest)


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
