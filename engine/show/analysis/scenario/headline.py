"""What a run comes to, in a sentence, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from engine.money import CONTEXT, FEN, grouped
from engine.scenario import (
    Difference,
    Measure,
    Run,
    figure_of,
)
from engine.show.worksheet import signed_to_fen
from engine.text import Text, joined, text

__all__ = [
    "above_ceilings",
    "against",
    "assumed",
    "changes_said",
    "headline",
    "unlawful",
]


def headline(run: Run, base: Run) -> Text:
    """Return what a run comes to, and how far from `base`, in a sentence."""
    over = run.recovery.number
    key = "scenario.over_by" if over >= 0 else "scenario.short_by"
    figures = {
        "maximum": grouped(run.maximum.number, FEN),
        "income": grouped(run.income.number, FEN),
        "recovery": text(key, amount=grouped(abs(over), FEN)),
    }
    if run is base:
        return text("scenario.answer_base", run=run.title, **figures)
    change = signed_to_fen(against(run, base, Measure.MAXIMUM))
    return text("scenario.answer", run=run.title, change=change, **figures)


def against(run: Run, base: Run, measure: Measure) -> Decimal:
    """Return by how much a measure of a run is more than that of `base` [yuan]."""
    return CONTEXT.subtract(figure_of(run, measure).number, figure_of(base, measure).number)


def changes_said(changes: Sequence[Difference]) -> Text:
    """Return what a scenario changes, in a phrase for each change."""
    if not changes:
        return text("law.comparison.nothing")
    return joined([_change_said(one) for one in changes], "；", "; ")


def unlawful(run: Run) -> Text | None:
    """Return that prices are above their ceilings, and which; None where none is."""
    found = above_ceilings(run)
    return None if found is None else text("scenario.unlawful", products=found)


def above_ceilings(run: Run) -> Text | None:
    """Return the products whose prices are above their ceilings, each with the years; None where
    none is."""
    found: dict[Text, list[int]] = {}
    for year in run.years:
        for sale in year.sales:
            if not sale.is_lawful:
                found.setdefault(sale.title, []).append(year.year)
    if not found:
        return None
    products = [
        text("scenario.in_years", product=title, years=_spans(years))
        for title, years in found.items()
    ]
    return joined(products)


def assumed(runs: Iterable[Run]) -> Iterator[Text]:
    """Yield what is assumed of the later cycles of several runs, each once."""
    every = tuple(runs)
    days = {
        run.case.circumstances.on for run in every if len(run.cycles) > 1 and run.cycles[0].classes
    }
    yield from (text("scenario.uses_decided", on=day) for day in sorted(days))
    yield from dict.fromkeys(said for run in every for said in _lists_beyond(run))
    numbers = {one.number for run in every for one in run.cycles if one.yield_carried_on}
    yield from (text("scenario.yield_told", number=number) for number in sorted(numbers))


def _lists_beyond(run: Run) -> Iterator[Text]:
    """Yield the price lists that are read for years in which they are not in force all through."""
    found: dict[tuple[str, str], list[int]] = {}
    for year in run.years:
        for sale in year.sales:
            if sale.billed is not None and not sale.billed.in_force:
                day = sale.billed.version.from_.start.isoformat()
                found.setdefault((sale.billed.document.id, day), []).append(year.year)
    for (document, day), years in found.items():
        told = _spans(sorted(set(years)))
        yield text("scenario.walk.list_beyond", document=document, day=day, years=told)


def _change_said(change: Difference) -> Text:
    """Return a change in a phrase: its only value, or what it is and how many values it moves."""
    if len(change.moves) == 1:
        return change.moves[0].said
    return text("scenario.several", title=change.title, count=len(change.moves))


def _spans(years: Sequence[int]) -> str:
    """Return years as spans: 2026–2028, 2030."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in spans)
