"""Published figures that a determination uses: tax rates on the day, and yields by year."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from engine.determination.contract.rules import TaxFacts, series_named
from engine.determination.review.review import choice
from engine.explain import sources
from engine.law import Fault, Faults, Point, Series, Shelf, Source
from engine.rules import FactValue, RulesVersion, decide
from engine.submission import Filed

__all__ = ["Rates", "chosen_rates"]


@dataclass(frozen=True, slots=True)
class Rates:
    """Which series holds each published figure for one operator."""

    series: Mapping[str, str]
    """Name of the figure in the method → id of its series."""
    chosen_by: Mapping[str, tuple[Source, ...]]
    """Name of the figure → what the choice of its series rests on."""

    def latest(self, name: str, shelf: Shelf, on: datetime.date) -> Point:
        """Return the figure `name` in force on the day `on`; raises Faults when there is none."""
        version = shelf.law(self.series[name], Series, on).in_force_on(on)
        begun = [point for point in version.points if point.period <= on.isoformat()]
        if not begun:
            place = f"{self.series[name]}.yaml"
            raise Faults(
                [Fault(place, "versions", None, None, "determination.not_in_force", {"on": on})]
            )
        return max(begun, key=lambda point: point.period)

    def of_year(self, name: str, shelf: Shelf, on: datetime.date, year: int) -> Point | None:
        """Return the figure `name` of a calendar year as known on the day `on`, or None."""
        version = shelf.law(self.series[name], Series, on).in_force(on)
        return None if version is None else version.point(str(year))


def chosen_rates(filed: Filed, shelf: Shelf, document: str, version: RulesVersion) -> Rates:
    """Return which series the rules on rates choose for the operator.

    Raises Faults where the submission names a tax status that the rules do not know, and where
    they choose what is no series.
    """
    status = filed.submission.taxes
    facts: dict[str, FactValue] = {}
    declared: dict[str, tuple[Source, ...]] = {}
    faults: list[Fault] = []
    asked = {fact.id for fact in version.facts}
    for fact, field, written in (
        (TaxFacts.VAT, "vat", status.vat),
        (TaxFacts.LOCATION, "location", status.location),
        (TaxFacts.INCOME_TAX, "income_tax", status.income_tax),
    ):
        if fact not in asked:
            continue
        try:
            facts[fact] = choice(filed, ("taxes", field), written, version, fact).id
            declared[fact] = (filed.declared("taxes", field),)
        except Faults as found:
            faults.extend(found.faults)
    if faults:
        raise Faults(faults)
    decision = decide(document, version, facts, declared)
    values = {name: str(value) for name, value in decision.outputs.items() if value is not None}
    named = series_named(shelf, document, values.values())
    series = {name: named[value] for name, value in values.items()}
    return Rates(series, {name: sources(step) for name, step in decision.steps.items()})
