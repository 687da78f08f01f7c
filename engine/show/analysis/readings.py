"""What every reading of the law comes to, as a page: the band, what hangs on which clause, which
verdicts hold (口径全览)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.determination import (
    Band,
    ByPlace,
    Hanging,
    MaximaByReading,
    OpenJudgements,
    OpenRange,
    Outcome,
    bands_of,
    ranked_clauses,
    ranked_switches,
    refusals_of,
)
from engine.method import Switch
from engine.money import CONTEXT, FEN, grouped, plain
from engine.readings import Verdict
from engine.report import Block, Cell, Column, Paragraph, Points, Table, Tone
from engine.show.analysis.verdicts import read_as, verdict_shown
from engine.show.standing import listed, where_the_rest_is
from engine.text import Language, Text, joined, text

__all__ = [
    "band_shown",
    "ends_shown",
    "judgements_shown",
    "places_shown",
    "range_shown",
    "ranking_shown",
    "readings_as_data",
    "readings_page",
    "readings_tables",
    "verdict_as_data",
]

_REFUSALS = 6
"""Faults that stand in the way of some readings, on the page."""


def readings_page(
    of: MaximaByReading,
    judgements: OpenJudgements | None,
    together: OpenRange | None,
    places: Sequence[ByPlace],
    verdicts: Sequence[Verdict],
    whole: bool = False,
) -> Iterator[Block]:
    """Yield within what the maximum lies, over readings alone and `together` with judgements, which
    readings give its ends, which clause to read first, what hangs on items that await judgement,
    the same by the methods of `places` that vary this one, and which verdicts hold; with the
    `whole` of it every maximum."""
    yield Paragraph(
        text(
            "show.analysis.of_operator",
            operator=of.prepared.filed.submission.operator.name,
            first=of.years[0],
            last=of.years[-1],
            method=of.prepared.method.title,
            on=of.prepared.on,
        )
    )
    yield from band_shown(of)
    yield from range_shown(together)
    yield from (Paragraph(mark, Tone.WARNING) for mark in of.warnings)
    yield from map(Paragraph, of.prepared.law.remarks)
    yield from ends_shown(of)
    yield from ranking_shown(of)
    yield from judgements_shown(judgements)
    yield from places_shown(places)
    if verdicts:
        yield Paragraph(text("show.analysis.verdicts"))
        yield Points(tuple(verdict_shown(of, one) for one in verdicts))
    if whole:
        yield from readings_tables(of)
    else:
        yield where_the_rest_is("show.analysis.rest", "show.analysis.rest_out")


def band_shown(of: MaximaByReading) -> Iterator[Paragraph]:
    """Yield within what the maximum lies, a sentence for all years that are alike."""
    bands = bands_of(of)
    yield from (Paragraph(_band(band, bands)) for band in bands)


def range_shown(together: OpenRange | None) -> Iterator[Paragraph]:
    """Yield within what the maximum lies while items await judgement, too."""
    if together is None:
        return
    values: dict[str, object] = {"count": together.items, "readings": together.readings}
    if together.bands is None:
        yield Paragraph(text("show.analysis.range_too_wide", **values))
        return
    for band in together.bands:
        if band.low is not None and band.high is not None:
            ends = {"low": grouped(band.low, FEN), "high": grouped(band.high, FEN)}
            said = text("show.analysis.range", **values, **ends)
            yield Paragraph(_in_years(said, band, together.bands))


def places_shown(places: Sequence[ByPlace]) -> Iterator[Paragraph]:
    """Yield within what the maximum lies by the methods of other places, or why they give none."""
    for place in places:
        said = [] if place.found is None else list(band_shown(place.found))
        said += [Paragraph(text(fault.key, **fault.values)) for fault in place.refused]
        for one in said:
            yield Paragraph(text("show.analysis.by_place", method=place.title, said=one.text))


def ends_shown(of: MaximaByReading) -> Iterator[Block]:
    """Yield how many readings there are, which give the ends, and why some give nothing."""
    yield Paragraph(_count(of))
    bands = bands_of(of)
    for band in bands:
        for name, end in (("least", band.least), ("greatest", band.greatest)):
            if end is not None and band.low != band.high:
                told = _told(of, end.readings, of.default.readings)
                said = text(f"show.analysis.{name}_when", readings=told)
                yield Paragraph(_in_years(said, band, bands))
    if refusals := refusals_of(of):
        yield Paragraph(text("show.analysis.refused", count=_refused(of)))
        yield listed(refusals, _REFUSALS)


def ranking_shown(of: MaximaByReading) -> Iterator[Block]:
    """Yield which text to obtain first, what hangs on each open question, and on which nothing."""
    switches = ranked_switches(of)
    moving = [one.switches[0] for one in switches if one.moves]
    yield from _ranking("clauses", [one for one in ranked_clauses(of) if one.moves], moving)
    yield from _ranking("switches", [one for one in switches if one.moves], moving)
    if still := [switch.title for switch in of.switches if switch not in moving]:
        yield Paragraph(text("show.analysis.moves_nothing", questions=joined(still, "；", "; ")))


def judgements_shown(found: OpenJudgements | None) -> Iterator[Block]:
    """Yield within what the maximum lies as long as items await judgement, and what each moves."""
    if found is None:
        return
    values: dict[str, object] = {"count": len(found.items)}
    if found.bounds is None:
        yield Paragraph(text("show.analysis.judgements", **values))
    else:
        low, high = (grouped(one, FEN) for one in found.bounds)
        yield Paragraph(text("show.analysis.judgements_within", **values, low=low, high=high))
    yield Table(
        title=text("show.analysis.judgements_title"),
        columns=(
            Column(text("show.analysis.item")),
            Column(text("show.analysis.with_nothing"), "yuan/year"),
            Column(text("show.analysis.with_all"), "yuan/year"),
            Column(text("show.analysis.between"), "yuan/year"),
        ),
        rows=tuple((one.title, one.low, one.high, one.moves) for one in found.items),
    )


def readings_tables(of: MaximaByReading) -> Iterator[Table]:
    """Yield every different maximum, with the readings that give it."""
    rows: dict[tuple[Decimal, ...], list[Outcome]] = {}
    for outcome in of.outcomes:
        if outcome.maxima is not None:
            rows.setdefault(outcome.maxima, []).append(outcome)
    yield Table(
        title=text("show.analysis.every"),
        columns=(
            *(Column(text("show.analysis.of_year", year=year), "yuan/year") for year in of.years),
            *(Column(switch.title) for switch in of.switches),
        ),
        rows=tuple(
            (*maxima, *(_readings_of(switch, rows[maxima]) for switch in of.switches))
            for maxima in sorted(rows, reverse=True)
        ),
    )


def readings_as_data(
    of: MaximaByReading,
    judgements: OpenJudgements | None,
    together: OpenRange | None,
    places: Sequence[ByPlace],
    verdicts: Sequence[Verdict],
) -> dict[str, Any]:
    """Return all of it as plain data, amounts as text."""
    return {
        "method": of.prepared.method.id,
        "years": list(of.years),
        "combinations": of.combinations,
        "switches": [switch.id for switch in of.switches],
        "default": _maxima(of.default),
        "bands": _bands(of),
        "outcomes": [
            {"readings": of.told(outcome), "maximum": _maxima(outcome)} for outcome in of.outcomes
        ],
        "clauses": [_hanging(one) for one in ranked_clauses(of)],
        "by_switch": [_hanging(one) for one in ranked_switches(of)],
        "judgements": None
        if judgements is None
        else {
            "bounds": None if judgements.bounds is None else [*map(plain, judgements.bounds)],
            "items": [
                {"item": one.item, "low": plain(one.low), "high": plain(one.high)}
                for one in judgements.items
            ],
        },
        "together": None
        if together is None
        else {
            "items": together.items,
            "readings": together.readings,
            "bands": None
            if together.bands is None
            else [
                {
                    "years": list(band.years),
                    "least": _plain(band.low),
                    "greatest": _plain(band.high),
                }
                for band in together.bands
            ],
        },
        "places": [
            {
                "title": place.title.model_dump(),
                "method": None if place.found is None else place.found.prepared.method.id,
                "bands": [] if place.found is None else _bands(place.found),
                "refused": [fault.message(Language.EN) for fault in place.refused],
            }
            for place in places
        ],
        "verdicts": [verdict_as_data(one) for one in verdicts],
    }


def verdict_as_data(one: Verdict) -> dict[str, Any]:
    """Return a verdict as plain data, amounts as text."""
    return {
        "act": one.act.value,
        "of": one.of,
        "holds": one.holds.value,
        "when": [{name: list(values) for name, values in way.items()} for way in one.when],
        "least": _plain(one.least),
        "greatest": _plain(one.greatest),
        "default": None if one.default is None else plain(one.default.amount),
        "unit": one.unit,
        "unanswered": one.unanswered,
    }


def _bands(of: MaximaByReading) -> list[dict[str, Any]]:
    return [
        {
            "years": list(band.years),
            "least": _end(of, band.low, band.least),
            "greatest": _end(of, band.high, band.greatest),
        }
        for band in bands_of(of)
    ]


def _band(band: Band, bands: Sequence[Band]) -> Text:
    if band.low is None or band.high is None:
        return text("show.analysis.no_maximum")
    values = {"low": grouped(band.low, FEN), "high": grouped(band.high, FEN)}
    key = "one_maximum" if band.low == band.high else "band"
    if key == "band" and band.default is not None:
        key = "band_with_default"
        at = CONTEXT.divide(
            CONTEXT.subtract(band.default, band.low) * 100, CONTEXT.subtract(band.high, band.low)
        )
        values |= {"default": grouped(band.default, FEN), "at": grouped(at, 0)}
    return _in_years(text(f"show.analysis.{key}", **values), band, bands)


def _in_years(said: Text, band: Band, bands: Sequence[Band]) -> Text:
    """Return a sentence with its years, where they are not all alike."""
    if len(bands) == 1:
        return said
    return text("show.analysis.in_years", years=", ".join(map(str, band.years)), said=said)


def _count(of: MaximaByReading) -> Text:
    found = {outcome.maxima for outcome in of.outcomes if outcome.maxima is not None}
    return text(
        "show.analysis.count",
        all=grouped(Decimal(of.combinations)),
        switches=len(of.switches),
        looked_at=grouped(Decimal(len(of.outcomes))),
        maxima=grouped(Decimal(len(found))),
    )


def _refused(of: MaximaByReading) -> int:
    return sum(outcome.maxima is None for outcome in of.outcomes)


def _told(of: MaximaByReading, readings: Mapping[str, str], default: Mapping[str, str]) -> Text:
    """Return the readings that are not those by default, in words."""
    other = [
        read_as(switch, (readings[switch.id],))
        for switch in of.switches
        if readings[switch.id] != default[switch.id]
    ]
    return joined(other, "；", "; ") if other else text("show.analysis.all_default")


def _ranking(name: str, ranked: Sequence[Hanging], moving: Sequence[Switch]) -> Iterator[Table]:
    """Yield a row for each of `ranked`, with those of its questions that are `moving`."""
    rows = tuple(
        (
            one.clause or text("show.analysis.no_clause"),
            _questions([switch for switch in one.switches if switch in moving]),
            one.alone,
            one.most,
            joined([read_as(switch, (value.id,)) for switch, value in one.untold], "；", "; "),
        )
        for one in ranked
    )
    if rows:
        yield Table(
            title=text(f"show.analysis.{name}"),
            columns=(
                Column(text("show.analysis.clause")),
                Column(text("show.analysis.question")),
                Column(text("show.analysis.alone"), "yuan/year"),
                Column(text("show.analysis.most"), "yuan/year"),
                Column(text("show.analysis.untold")),
            ),
            rows=rows,
        )


def _questions(switches: Sequence[Switch]) -> Text:
    """Return the one question, or how many there are."""
    if len(switches) == 1:
        return switches[0].title
    return text("show.analysis.questions", count=len(switches))


def _readings_of(switch: Switch, outcomes: Sequence[Outcome]) -> Cell:
    """Return how a switch is read among outcomes; nothing where any reading will do."""
    found = {outcome.readings[switch.id] for outcome in outcomes}
    if len(found) == len(switch.values):
        return None
    return joined([one.title for one in switch.values if one.id in found], "、", ", ")


def _maxima(outcome: Outcome) -> list[str] | None:
    return None if outcome.maxima is None else [plain(one) for one in outcome.maxima]


def _end(of: MaximaByReading, amount: Decimal | None, outcome: Outcome | None) -> dict[str, Any]:
    return {
        "maximum": _plain(amount),
        "readings": None if outcome is None else of.told(outcome),
    }


def _hanging(one: Hanging) -> dict[str, Any]:
    return {
        "clause": one.clause,
        "switches": [switch.id for switch in one.switches],
        "alone": _plain(one.alone),
        "most": _plain(one.most),
        "untold": [{"switch": switch.id, "reading": value.id} for switch, value in one.untold],
    }


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else plain(amount)
