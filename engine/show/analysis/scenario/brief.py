"""A brief of scenarios (简报): what was asked, what each comes to and means for whom, on what it
rests, and how to compute it again; two pages for a handful of scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from engine.explain import standing_of
from engine.law import Standing, cited
from engine.money import CONTEXT, FEN, exactly, grouped
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
from engine.scenario import Measure, Party, Run, figure_of, figures_of
from engine.show.analysis.scenario.headline import (
    above_ceilings,
    against,
    assumed,
    changes_said,
)
from engine.show.analysis.scenario.page import Runs, excess_of
from engine.show.analysis.scenario.tables import marks
from engine.show.standing import rests_on
from engine.text import Text, joined, text

__all__ = ["scenario_brief"]

_TEN_THOUSAND = Decimal(10_000)
_MOST_NAMED = 3
"""So many assumptions are named; of more, only how many there are."""
_HASH = 12
"""Signs of a document's hash that are printed."""


def scenario_brief(of: Runs, file: str) -> Report:
    """Return the brief of the runs of a scenario file, which is called `file`."""
    marks_of_law = dict.fromkeys(mark for run in of.every for mark in run.law.watermarks)
    return Report(
        text("show.analysis.brief_title"),
        of.title,
        text("show.analysis.brief_foot", file=file),
        (
            *_summary(of),
            *_scenarios(of),
            *_parties(of),
            *_grounds(of),
            *_again(of, file),
        ),
        next(iter(marks_of_law), None),
    )


def _summary(of: Runs) -> Iterator[Block]:
    base = of.base
    yield Answer(
        text("show.analysis.brief_answer", years=_years(base), count=len(base.cycles)),
        text("show.analysis.brief_maximum", amount=grouped(base.maximum.number, FEN)),
        marks(base),
    )
    numbered = sorted(enumerate(of.scenarios, 1), key=lambda one: one[1].maximum.number)
    (lowest, least), (highest, most) = numbered[0], numbered[-1]
    yield Paragraph(
        text(
            "show.analysis.brief_range",
            count=len(numbered),
            least=grouped(least.maximum.number, FEN),
            lowest=lowest,
            most=grouped(most.maximum.number, FEN),
            highest=highest,
        )
    )
    filed = base.case.filed
    operator = filed.submission.operator.name
    named = text("show.analysis.brief_filed", operator=operator, file=filed.file)
    yield Facts(
        (
            (text("show.determination.operator"), named),
            (text("show.determination.method"), base.determination.title),
            (text("show.determination.on"), base.case.circumstances.on),
        )
    )


def _scenarios(of: Runs) -> Iterator[Block]:
    """Yield each scenario with what it changes and comes to, and what is unlawful in it."""
    yield Heading(text("show.analysis.brief_scenarios"))
    rows = []
    for number, run in enumerate(of.every):
        is_base = run is of.base
        called = run.title
        if not is_base:
            changes = changes_said(of.changes[run.id])
            named = {"number": number, "title": run.title, "changes": changes}
            called = text("show.analysis.brief_scenario", **named)
        row: list[Cell] = [called]
        for measure in Measure:
            row.append(_in_units(figure_of(run, measure).number))
            if measure is not Measure.INCOME:
                row.append(None if is_base else _in_units(against(run, of.base, measure)))
        rows.append(tuple(row))
    heads = [text(f"scenario.{name}") for name in ("maximum", "against_base", "charged")]
    heads += [text("show.analysis.brief_over"), heads[1]]
    columns = (Column(head, figures=True) for head in heads)
    changed = Column(text("show.analysis.brief_changed"))
    yield Table(_unit(of), (changed, *columns), tuple(rows))
    found = [
        text("show.analysis.brief_unlawful", run=run.title, products=products)
        for run in of.every
        if (products := above_ceilings(run)) is not None
    ]
    if found:
        every = joined(found, "；", "; ")
        yield Paragraph(text("scenario.unlawful", products=every), Tone.WARNING)
    else:
        yield Paragraph(text("show.analysis.brief_lawful"))


def _unit(of: Runs) -> Text:
    years = of.base.years
    return text("show.analysis.brief_unit", first=years[0].year, last=years[-1].year)


def _parties(of: Runs) -> Iterator[Block]:
    """Yield what each scenario means for operator, customers, authority and treasury."""
    yield Heading(text("show.analysis.brief_parties"))
    columns = ("profit", "carried", "paid", "gained", "excess", "taxes", "subsidies")
    titles = [Column(text(f"show.analysis.brief_{name}"), figures=True) for name in columns]
    yield Table(
        _unit(of),
        (
            Column(text("show.analysis.brief_number")),
            *titles,
        ),
        tuple(_row_of_parties(number, run) for number, run in enumerate(of.every)),
        (text("show.analysis.brief_parties_note"),),
    )


def _row_of_parties(number: int, run: Run) -> tuple[Cell, ...]:
    excess = excess_of(run)
    sums = _sums_over_years(run)
    gains = [f"surplus.{one.product}" for one in run.years[0].sales]
    return (
        str(number) if number else run.title,
        _together(sums, Party.OPERATOR, ["profit"]),
        _together(sums, Party.AUTHORITY, ["free_carried"]),
        _in_units(run.income.number),
        _together(sums, Party.CUSTOMERS, gains),
        None if excess is None else _in_units(excess),
        _together(sums, Party.TREASURY, ["vat_due", "surcharges", "income_tax"]),
        _together(sums, Party.TREASURY, ["subsidies"]),
    )


def _sums_over_years(run: Run) -> dict[tuple[Party, str], Decimal]:
    """Return each figure of each party, added up over all years."""
    sums: dict[tuple[Party, str], Decimal] = {}
    for cycle in run.cycles:
        for year in cycle.years:
            for one in figures_of(cycle, year):
                before = sums.get((one.party, one.id), Decimal(0))
                sums[one.party, one.id] = CONTEXT.add(before, one.step.number)
    return sums


def _together(
    sums: Mapping[tuple[Party, str], Decimal], party: Party, names: Iterable[str]
) -> Cell:
    """Return figures of a party together; None where it has none of them."""
    found = [sums[party, name] for name in names if (party, name) in sums]
    return _in_units(exactly(lambda: sum(found, Decimal(0)))) if found else None


def _grounds(of: Runs) -> Iterator[Block]:
    """Yield which figures rest on what nobody could read, or somebody assumed."""
    yield Heading(text("show.analysis.brief_grounds"))
    standing = standing_of(of.base.recovery)
    yield from rests_on(standing)
    items = [
        *assumed(of.every),
        *_market_said(of.every),
        *_results_said(of.every),
        *_named(standing),
    ]
    yield Points(tuple(items))


def _named(standing: Standing) -> Iterator[Text]:
    names = dict.fromkeys(cited(one) for one in standing.assumptions)
    yield from list(names)[:_MOST_NAMED]
    if len(names) > _MOST_NAMED:
        yield text("show.analysis.brief_more", count=len(names) - _MOST_NAMED)


def _market_said(runs: Iterable[Run]) -> Iterator[Text]:
    if any(run.case.circumstances.market for run in runs):
        yield text("show.analysis.brief_market")


def _results_said(runs: Iterable[Run]) -> Iterator[Text]:
    results = [year.result for run in runs for year in run.years if year.result is not None]
    if results:
        yield text("show.analysis.brief_result", document=next(iter(results[0].document)))


def _again(of: Runs, file: str) -> Iterator[Block]:
    """Yield how to compute the brief again, with the documents it was computed by."""
    yield Heading(text("show.analysis.brief_again"))
    command = f"dingjia scenario compare {file} --table"
    yield Paragraph(text("show.analysis.brief_command", command=command))
    found: dict[str, str] = {}
    for run in of.every:
        found |= run.documents
    documents = ", ".join(f"{name} {digest[:_HASH]}" for name, digest in sorted(found.items()))
    yield Paragraph(text("show.analysis.brief_documents", documents=documents), Tone.QUIET)


def _years(run: Run) -> str:
    first, last = run.years[0].year, run.years[-1].year
    return str(first) if first == last else f"{first}–{last}"


def _in_units(amount: Decimal) -> str:
    """Return an amount in ten thousand yuan, to two decimals."""
    return grouped(exactly(lambda: amount / _TEN_THOUSAND), FEN)
