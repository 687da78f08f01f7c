"""What ceilings are set from: a maximum, and products with cost, forecast quantity and tick."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from engine.ceiling.contract import (
    CONTRACT,
    LINES_OF_FULL_PRICES,
    PRODUCTS,
    Allocation,
    CeilingBlocks,
    CeilingGiven,
    CeilingLines,
    CeilingProductColumns,
    allocation_of,
)
from engine.explain import Step, sources
from engine.law import LawMarks, Shelf, Source
from engine.method import InputCell, InputRow, Inputs, Method, MethodVersion, SwitchValue, hold_to
from engine.text import Text

__all__ = ["AllocationRule", "Offer", "Problem", "SourcedFigure", "rule_in_force"]


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """A figure that a problem starts from, and what it rests on."""

    value: Decimal
    sources: tuple[Source, ...] = ()

    @classmethod
    def of(cls, step: Step, *more: Source) -> SourcedFigure:
        """Return the value of `step` with everything that it rests on, and `more`."""
        return cls(step.number, (*more, *sources(step)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offer (待定价产品): a product that a ceiling is wanted for."""

    id: str
    """Short name, unique in the problem."""
    title: Text
    """What people call it."""
    unit: Text
    """What is counted and charged, such as call (次)."""
    cost: SourcedFigure
    """The cost of the product by its drivers [yuan]; only proportions matter."""
    quantity: SourcedFigure
    """The forecast quantity [unit/year]."""
    tick: SourcedFigure
    """The tick (档差): the price moves in whole multiples of this [yuan/unit]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A maximum to be shared among products, in one year."""

    year: int
    """The year that the maximum and the quantities are of."""
    maximum: SourcedFigure
    """The maximum permitted revenue [yuan/year]."""
    offers: tuple[Offer, ...]
    """The products, in the order they are shown."""

    def inputs(
        self,
        switches: dict[str, str],
        parameters: dict[str, InputCell],
        blocks: tuple[CeilingBlocks, ...],
        ticks: dict[str, InputCell] | None = None,
    ) -> Inputs:
        """Return the problem as inputs of the method; `ticks` are those chosen, by product."""
        return Inputs(
            tables={PRODUCTS: [_row(offer, ticks or {}) for offer in self.offers]},
            scalars={CeilingGiven.MAXIMUM: _cell(self.maximum)},
            parameters=parameters,
            switches=switches,
            blocks=blocks,
            lines=LINES_OF_FULL_PRICES
            + (tuple(CeilingLines) if CeilingBlocks.CEILINGS in blocks else ()),
        )


@dataclass(frozen=True, slots=True)
class AllocationRule:
    """The method by which ceilings are set, in one version."""

    id: str
    version: MethodVersion
    hash: str
    """Content hash of its document."""
    law: LawMarks
    """What is to be said of the soundness of its document."""

    @property
    def default(self) -> Allocation:
        """The way of sharing the maximum that is taken when none is chosen."""
        switch = allocation_of(self.version)
        return next(way for way in Allocation if switch.meanings[way].id == switch.default)

    def switched(self, way: Allocation) -> dict[str, str]:
        """Return the switch and its reading by which the maximum is shared in that `way`."""
        return {allocation_of(self.version).id: self.reading(way).id}

    def reading(self, way: Allocation) -> SwitchValue:
        """Return the reading that means that `way`, with its citation."""
        return allocation_of(self.version).meanings[way]


def rule_in_force(shelf: Shelf, identifier: str, on: datetime.date) -> AllocationRule:
    """Return the method `identifier` as in force on the day `on`.

    Raises Faults when there is none, or it lacks something of its contract.
    """
    method = shelf.law(identifier, Method, on)
    version = method.in_force_on(on)
    hold_to(CONTRACT, method, version, shelf)
    law = shelf.marks([identifier], on)
    return AllocationRule(identifier, version, shelf.hash_of(identifier), law)


def _row(offer: Offer, ticks: dict[str, InputCell]) -> InputRow:
    row: dict[str, InputCell] = {
        "id": InputCell(offer.id),
        "title": InputCell(offer.title),
        CeilingProductColumns.COST: _cell(offer.cost),
        CeilingProductColumns.QUANTITY: _cell(offer.quantity),
        CeilingProductColumns.TICK: _cell(offer.tick),
    }
    return row | {CeilingProductColumns.CHOSEN_TICKS: ticks[offer.id]} if offer.id in ticks else row


def _cell(figure: SourcedFigure) -> InputCell:
    return InputCell(figure.value, figure.sources)
