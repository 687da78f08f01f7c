"""Runs of scenarios as plain data, amounts as text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.explain import standing_of
from engine.money import plain
from engine.scenario import (
    Change,
    Comparison,
    CycleOfRun,
    Measure,
    Run,
    Sale,
    Sensitivity,
    Side,
    YearOfRun,
    figure_of,
    figures_of,
)
from engine.show.analysis.scenario.headline import against
from engine.show.analysis.scenario.page import Runs
from engine.show.analysis.scenario.tables import trimmed
from engine.text import Language

__all__ = ["comparison_data", "run_data", "runs_data"]


def runs_data(of: Runs) -> dict[str, Any]:
    """Return every run of a scenario file."""
    return {
        "base": run_data(of.base),
        "scenarios": [
            {
                **run_data(one),
                "changes": [_told(move) for each in of.changes[one.id] for move in each.moves],
                "change": _figures({name: against(one, of.base, name) for name in Measure}),
            }
            for one in of.scenarios
        ],
        "sensitivity": [_sensitivity(one) for one in of.sensitivities],
    }


def comparison_data(of: Comparison) -> dict[str, Any]:
    """Return the difference between two runs in its parts."""
    return {
        "from": of.first.id,
        "to": of.second.id,
        "difference": {one.value: plain(of.difference(one)) for one in Measure},
        "parts": [
            {
                "title": part.change.title.model_dump(),
                "changes": [_told(one) for one in part.change.moves],
                **_figures(part.amounts),
            }
            for part in of.parts
        ],
        "error": None if of.error is None else plain(of.error),
    }


def run_data(of: Run) -> dict[str, Any]:
    """Return one run."""
    standing = standing_of(of.recovery)
    return {
        "id": of.id,
        "title": of.title.model_dump(),
        **_figures({measure: figure_of(of, measure).number for measure in Measure}),
        "cycles": [_cycle(cycle) for cycle in of.cycles],
        "evidence": standing.evidence.value,
        "applies": standing.applies.value,
        "documents": of.documents,
        **of.law.data,
    }


def _cycle(of: CycleOfRun) -> dict[str, Any]:
    evaluation = of.evaluation
    return {
        "number": of.number,
        "on": of.determination.on.isoformat(),
        "yield_carried_on": of.yield_carried_on,
        "classes": [{"id": one.of.id, "regime": one.decision.regime.value} for one in of.classes],
        "years": [_year(of, year) for year in of.years],
        "excess": None if evaluation is None else plain(evaluation.excess.number),
        "carried_on": plain(of.determination.carried_on),
    }


def _year(cycle: CycleOfRun, of: YearOfRun) -> dict[str, Any]:
    return {
        "year": of.year,
        "maximum": plain(of.maximum.number),
        "income": plain(of.income.number),
        "recovery": plain(of.recovery.number),
        "products": [
            {
                "product": sale.product,
                "forecast": plain(trimmed(sale.forecast.number)),
                "ceiling": plain(ceiling.price.number),
                "wanted": plain(sale.wanted.number),
                "above_ceiling": not sale.is_lawful,
                "price": plain(sale.price.number),
                "quantity": plain(trimmed(sale.quantity.number)),
                "income": plain(sale.income.number),
                **_billed(sale),
            }
            for ceiling, sale in zip(of.ceilings.ceilings, of.sales, strict=True)
        ],
        "parties": [
            {"party": one.party.value, "id": one.id, "amount": plain(one.step.number)}
            for one in figures_of(cycle, of)
        ],
    }


def _billed(of: Sale) -> dict[str, Any]:
    """Return by which price list a product is charged; nothing where it has one price."""
    if of.billed is None:
        return {}
    version = of.billed.version.from_.start.isoformat()
    return {"price_list": {"document": of.billed.document.id, "from": version}}


def _told(of: Change) -> dict[str, Any]:
    return {
        "path": ".".join(of.path),
        "title": of.title.model_dump(),
        "before": of.before.model_dump(),
        "after": of.after.model_dump(),
    }


def _sensitivity(of: Sensitivity) -> dict[str, Any]:
    return {
        "lever": of.lever.value,
        "step": plain(of.step),
        "down": _side(of.down),
        "up": _side(of.up),
    }


def _side(of: Side) -> dict[str, Any]:
    return {
        "value": plain(of.value),
        "change": None if of.change is None else plain(of.change.number),
        "refused": [fault.message(Language.EN) for fault in of.refused],
    }


def _figures(amounts: Mapping[Measure, Decimal]) -> dict[str, str]:
    return {measure.value: plain(amount) for measure, amount in amounts.items()}
