"""The maximum of each year under every reading of the method's switches (口径区间)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import prod

from engine.determination.contract.method import Lines
from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.given.inputs import Spread
from engine.determination.maximum.given.missing_years import EARLIER_COST, missing_years
from engine.determination.maximum.given.prepared import Prepared, prepare, refuse_unknown
from engine.determination.review.decisions import Decided
from engine.law import Fault, Shelf
from engine.method import EveryReading, Switch, evaluate_readings
from engine.money import CONTEXT
from engine.submission import Filed
from engine.text import Text

__all__ = ["MaximaByReading", "Outcome", "maxima_by_reading"]

Maxima = tuple[Decimal, ...]
"""Yuan of each year of the cycle, in order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one combination of readings comes to."""

    readings: Mapping[str, str]
    """Switch → reading, of every switch of the method, and of what else is open."""
    maxima: Maxima | None
    """The maximum of each year after deduction [yuan/year]; None where it is refused."""


@dataclass(frozen=True)
class MaximaByReading:
    """The maximum under every reading, and why some readings give none."""

    prepared: Prepared
    """The submission reviewed, and what the method is given."""
    every: EveryReading
    """Every line by the readings that it looks at."""
    missing_years: tuple[Fault, ...]
    """What is refused where a reading takes the cost of earlier years."""
    deduction: Deduction | None
    """The accounts of excess taken over from cycles before, when there are any."""

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What a reader must not miss: faulty law that was used, and illustrative documents."""
        return (
            *self.prepared.law.watermarks,
            *(() if self.deduction is None else self.deduction.warnings),
            *dict.fromkeys(self.prepared.watermarks.values()),
        )

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the cycle."""
        return self.prepared.inputs.years

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The switches that anything computed looks at; the others change nothing here."""
        return self.every.switches

    @property
    def combinations(self) -> int:
        """How many combinations all switches of the method have."""
        return prod(len(one.values) for one in self.prepared.version.switches)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every combination of the readings of `switches`, the other switches by default."""
        return tuple(
            Outcome(readings, self._maxima(readings))
            for readings in self.every.combinations(self.switches)
        )

    @cached_property
    def default(self) -> Outcome:
        """What all switches read by default come to."""
        return self.under({one.id: one.default for one in self.every.choices})

    def under(self, readings: Mapping[str, str]) -> Outcome:
        """Return what `readings` of all switches come to."""
        return Outcome(readings, self._maxima(readings))

    def told(self, outcome: Outcome) -> dict[str, str]:
        """Return the readings of an outcome, of the switches that anything computed looks at."""
        return {one.id: outcome.readings[one.id] for one in self.switches}

    @cached_property
    def takes_earlier_years(self) -> tuple[Mapping[str, str], ...]:
        """The readings that take the cost of earlier years, as far as it hangs on them."""
        return tuple(self.every.taking(*EARLIER_COST))

    def _maxima(self, readings: Mapping[str, str]) -> Maxima | None:
        if any(True for _ in self.every.failed(readings)):
            return None
        if self.missing_years and any(
            one.items() <= readings.items() for one in self.takes_earlier_years
        ):
            return None
        before = self._figure(Lines.MAXIMUM, None, readings)
        found = tuple(
            self._figure(Lines.MAXIMUM_AFTER_DEDUCTION, year, readings) for year in self.years
        )
        left = Decimal(0) if self.deduction is None else self.deduction.open
        for one in found:
            left = CONTEXT.subtract(left, CONTEXT.subtract(before, one))
        return None if left < 0 else found

    def _figure(self, line: str, key: int | None, readings: Mapping[str, str]) -> Decimal:
        figure = self.every.case(line, key, readings).figure
        assert figure is not None
        return figure


def maxima_by_reading(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    spread: Spread | None = None,
    deduction: Deduction | None = None,
    decided: Decided | None = None,
) -> MaximaByReading:
    """Return the maximum under every reading of the switches of the method; see `determine`.

    Each figure is that of `determine` with the same readings; where that raises Faults, there is
    none. Raises Faults for what is wrong whatever is read.
    """
    refuse_unknown(shelf, filed, method_id, on)
    given = prepare(shelf, filed, method_id, on, spread, deduction, decided, explained=False)
    return MaximaByReading(
        given,
        evaluate_readings(method_id, given.version, given.inputs),
        tuple(missing_years(filed, decided)),
        deduction,
    )
