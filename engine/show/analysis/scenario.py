"""Runs, comparisons and sensitivities: on a page, and as tables to be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.explain import standing_of
from engine.law import stands
from engine.money import CONTEXT, FEN, grouped, with_fen
from engine.report import Block, Cell, Column, Paragraph, Table, Tone
from engine.scenario.comparison import Comparison, Measure, figure_of
from engine.scenario.model import Lever
from engine.scenario.run import Run, YearOfRun
from engine.scenario.sensitivity import Sensitivity, Side
from engine.show.standing import where_the_rest_is
from engine.show.worksheet import signed_to_fen
from engine.text import Language, Text, say, text

__all__ = ["all_tables", "comparison_table", "scenario_page", "sensitivity_table", "years_table"]


def scenario_page(
    title: Text,
    base: Run,
    comparisons: Sequence[Comparison],
    found: Sequence[Sensitivity],
    whole: bool = False,
) -> Iterator[Block]:
    """Yield what each run comes to, side by side, and which lever moves most; with the `whole` of
    it the years of each run, product by product, and each step from the base to it."""
    yield Paragraph(title)
    yield Paragraph(_headline(base, None))
    for comparison in comparisons:
        yield Paragraph(_headline(comparison.scenario, comparison))
    if whole:
        yield from all_tables(base, comparisons, found)
        return
    if found:
        yield sensitivity_table(found)
    runs = (base, *(one.scenario for one in comparisons))
    warnings = dict.fromkeys(mark for run in runs for mark in run.law.watermarks)
    yield from (Paragraph(mark, Tone.WARNING) for mark in warnings)
    yield from map(Paragraph, dict.fromkeys(said for run in runs for said in run.law.remarks))
    yield Paragraph(_marks(base), Tone.QUIET)
    yield where_the_rest_is("show.rest_scenario", "scenario.rest_out")


def all_tables(
    base: Run, comparisons: Sequence[Comparison], found: Sequence[Sensitivity]
) -> list[Table]:
    """Return the tables in the order in which they are shown."""
    tables = [years_table(base)]
    for comparison in comparisons:
        tables += [comparison_table(comparison), years_table(comparison.scenario)]
    return [*tables, sensitivity_table(found)] if found else tables


def years_table(run: Run) -> Table:
    """Return a row for each product in each year, and one for the year."""
    return Table(
        title=text("scenario.years_title", run=run.title),
        columns=(
            _column("year"),
            _column("product"),
            _column("maximum", "yuan/year"),
            _column("forecast", "unit/year"),
            _column("ceiling", "yuan/unit"),
            _column("at_ceilings", "yuan/year"),
            _column("price", "yuan/unit"),
            _column("above"),
            _column("charged", "yuan/year"),
            _column("over", "yuan/year"),
        ),
        rows=tuple(row for year in run.years for row in _rows_of(year)),
        notes=(*run.law.watermarks, *run.law.remarks, _marks(run)),
    )


def comparison_table(comparison: Comparison) -> Table:
    """Return the waterfall: the base, a row for each lever, the whole change, the result."""
    moved = comparison.scenario.levers.moved()
    rows: list[tuple[Cell, ...]] = [_measures(text("scenario.base"), None, comparison.base)]
    for movement in comparison.movements:
        changes = (movement.changes[measure].number for measure in Measure)
        rows.append((lever_title(movement.lever), moved[movement.lever], *changes))
    whole = (comparison.changes[measure].number for measure in Measure)
    rows.append((text("scenario.whole"), None, *whole))
    rows.append(_measures(comparison.scenario.title, None, comparison.scenario))
    return Table(
        title=text("scenario.comparison_title", run=comparison.scenario.title),
        columns=(
            _column("step"),
            _column("to"),
            *(Column(text(f"scenario.cycle_{measure.value}"), "yuan") for measure in Measure),
        ),
        rows=tuple(rows),
        notes=(text("scenario.order_note"), _marks(comparison.scenario)),
    )


def sensitivity_table(found: Sequence[Sensitivity]) -> Table:
    """Return a row for each lever, in the order of `found`."""
    return Table(
        title=text("scenario.sensitivity_title"),
        columns=(
            _column("lever"),
            _column("down"),
            _column("down_change", "yuan"),
            _column("up"),
            _column("up_change", "yuan"),
        ),
        rows=tuple(
            (
                lever_title(one.lever),
                one.down.value,
                _effect(one.down),
                one.up.value,
                _effect(one.up),
            )
            for one in found
        ),
    )


def _headline(run: Run, comparison: Comparison | None) -> Text:
    over = run.recovery.number
    key = "scenario.over_by" if over >= 0 else "scenario.short_by"
    figures = {
        "maximum": grouped(run.maximum.number, FEN),
        "income": grouped(run.income.number, FEN),
        "recovery": text(key, amount=grouped(abs(over), FEN)),
    }
    if comparison is None:
        return text("scenario.answer_base", run=run.title, **figures)
    change = comparison.changes[Measure.MAXIMUM].number
    return text("scenario.answer", run=run.title, change=signed_to_fen(change), **figures)


def lever_title(lever: Lever) -> Text:
    """Return the name of a lever, with its unit."""
    name, unit = text(f"scenario.lever_{lever.value}"), text(f"scenario.unit_{lever.value}")
    return Text(zh=f"{name.zh}（{unit.zh}）", en=f"{name.en} ({unit.en})")


def trimmed(number: Decimal) -> Decimal:
    """Return `number` without the zeros that a product leaves at its end."""
    return number.normalize(CONTEXT)


def _column(name: str, unit: str = "") -> Column:
    return Column(text(f"scenario.{name}"), unit)


def _rows_of(year: YearOfRun) -> Iterator[tuple[Cell, ...]]:
    for ceiling, sale in zip(year.ceilings.ceilings, year.sales, strict=True):
        yield (
            str(year.year),
            sale.title,
            None,
            trimmed(ceiling.offer.quantity.value),
            ceiling.price.number,
            with_fen(ceiling.revenue.number),
            sale.price.number,
            sale.within_ceiling.value is False,
            sale.income.number,
            None,
        )
    yield (
        str(year.year),
        text("scenario.whole_year"),
        year.maximum.number,
        None,
        None,
        with_fen(year.ceilings.revenue.number),
        None,
        None,
        year.income.number,
        year.recovery.number,
    )


def _measures(title: Text, to: Cell, run: Run) -> tuple[Cell, ...]:
    return (title, to, *(figure_of(run, measure).number for measure in Measure))


def _effect(side: Side) -> Cell:
    if side.change is not None:
        return side.change.number
    return Text(
        zh=_refusal(side, Language.ZH),
        en=_refusal(side, Language.EN),
    )


def _refusal(side: Side, language: Language) -> str:
    why = "; ".join(fault.message(language) for fault in side.refused)
    return say("scenario.refused", language, why=why)


def _marks(run: Run) -> Text:
    return stands(standing_of(run.recovery))
