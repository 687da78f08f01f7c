"""Many draws: where they lie, and how often something is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.report import Block, Column, Paragraph, Points, Table, Tone
from engine.scenario import Uncertainty
from engine.scenario.draws import PLACES, Alone, Simulated, Summary, summary_of
from engine.show.analysis.scenario.tables import column, marks
from engine.text import Text, text

__all__ = ["shares_said", "simulation_data", "simulation_page", "simulation_tables"]


def simulation_page(found: Simulated, of: Uncertainty, alone: Sequence[Alone]) -> Iterator[Block]:
    """Yield what is drawn, where the figures lie, how often something is, and what each number
    moves alone."""
    yield Paragraph(text("scenario.draws.drawn", count=found.count, seed=of.seed))
    yield Points(tuple(_said(path, of) for path in of.of))
    yield from simulation_tables(found, alone)
    yield Points(shares_said(found))
    yield Paragraph(marks(found.template), Tone.QUIET)


def shares_said(found: Simulated) -> tuple[Text, ...]:
    """Return how often there is an excess, a loss, a price above its ceiling."""
    summary = summary_of(found)
    return tuple(_share(name, found, summary) for name in summary.shares)


def simulation_tables(found: Simulated, alone: Sequence[Alone]) -> tuple[Table, ...]:
    """Return where the figures of all years lie, those of each year, and each number alone."""
    summary = summary_of(found)
    places = tuple(Column(text("scenario.draws.place", place=place), "yuan") for place in PLACES)
    whole = Table(
        title=text("scenario.draws.draws_title"),
        columns=(column("figure"), *places),
        rows=tuple(
            (text(f"scenario.draws.drawn_{name}"), *values)
            for name, values in summary.figures.items()
        ),
    )
    by_year = Table(
        title=text("scenario.draws.draws_by_year"),
        columns=(column("figure"), column("year"), *places),
        rows=tuple(
            (text(f"scenario.draws.drawn_{name}"), str(year), *values)
            for (name, year), values in summary.by_year.items()
        ),
    )
    each = Table(
        title=text("scenario.draws.alone_title"),
        columns=(
            column("draws.number"),
            column("draws.least"),
            column("draws.over_by_least", "yuan"),
            column("draws.greatest"),
            column("draws.over_by_greatest", "yuan"),
        ),
        rows=tuple(
            (
                Text(zh=one.path, en=one.path),
                one.ends[0],
                one.recovery[0],
                one.ends[1],
                one.recovery[1],
            )
            for one in alone
        ),
    )
    return whole, by_year, each


def simulation_data(found: Simulated, of: Uncertainty, alone: Sequence[Alone]) -> dict[str, object]:
    """Return the same as plain data, amounts as text."""
    summary = summary_of(found)
    return {
        "draws": found.count,
        "seed": of.seed,
        "of": {path: one.model_dump(mode="json", exclude_none=True) for path, one in of.of.items()},
        "places": list(PLACES),
        "figures": {name: [str(one) for one in of_] for name, of_ in summary.figures.items()},
        "by_year": [
            {"figure": name, "year": year, "values": [str(one) for one in values]}
            for (name, year), values in summary.by_year.items()
        ],
        "shares": {name: str(one) for name, one in summary.shares.items()},
        "alone": [
            {
                "number": one.path,
                "ends": [str(end) for end in one.ends],
                "maximum": [str(end) for end in one.maximum],
                "recovery": [str(end) for end in one.recovery],
            }
            for one in alone
        ],
    }


def _said(path: str, of: Uncertainty) -> Text:
    one = of.of[path]
    if one.between is None:
        return text("scenario.draws.around", path=path, mean=one.mean, deviation=one.deviation)
    values = {"path": path, "low": one.between[0], "high": one.between[1]}
    if one.likely is None:
        return text("scenario.draws.evenly_between", **values)
    return text("scenario.draws.likely_between", likely=one.likely, **values)


def _share(name: str, found: Simulated, summary: Summary) -> Text:
    share = summary.shares[name]
    if name.startswith("above."):
        product = name.partition(".")[2]
        title = next(
            sale.title for sale in found.template.years[0].sales if sale.product == product
        )
        return text("scenario.draws.share_above", product=title, share=share)
    return text(f"scenario.draws.share_{name}", share=share)
