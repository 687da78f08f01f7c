"""What was or will be used, as a tariff rates it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.explain import Step
from engine.law import Path, Source
from engine.tariff.model.period import Runs

__all__ = ["Event", "Span", "Usage"]


@dataclass(frozen=True, slots=True)
class Event:
    """One dated request."""

    on: datetime.date
    """Its day."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Whom and what it concerns, such as institution and enterprise."""
    quantity: Decimal = Decimal(1)
    """Units asked for in it, in the product's unit."""
    paid: Decimal | None = None
    """The part of it that was charged, in per cent, where it was rated under a share of its own;
    None for the share of the use that it stands in."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a subscription, both inclusive."""

    first: datetime.date
    """Its first day."""
    last: datetime.date
    """Its last day."""
    runs: Runs | None = None
    """From when periods run, where the tariff does not say."""
    since: datetime.date | None = None
    """The first day of the contract; None: its first day here."""
    charged: tuple[Span, ...] = ()
    """Days of the same subscription that were charged before it."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The use of one product; measured by exactly one of `quantity`, `counts` and `events`.

    A product that is priced by the period alone is measured by its `span` only.
    """

    product: str
    """The product."""
    on: datetime.date
    """The day for which it is rated."""
    quantity: Decimal | None = None
    """Number in the product's unit."""
    counts: Mapping[str, Decimal] = field(default_factory=dict)
    """Numbers by unit, such as item: 3 and year: 2."""
    events: tuple[Event, ...] = ()
    """Dated requests."""
    history: tuple[Event, ...] = ()
    """Dated requests before them, already rated."""
    distinct: bool = False
    """Whether all units of `quantity` concern different things, none asked for before: each unit
    falls to another of what a rule names and the keys do not."""
    prior: Decimal | None = None
    """Units rated before `quantity` in the same period and for the same keys; None where nothing
    was rated yet, which is not the same as 0: what is due without any use is then still due. Of a
    use that is free in part, whole units."""
    first: bool = False
    """Whether it is said that nothing was rated before it in its period; `prior` is then None."""
    span: Span | None = None
    """The days covered, where something is charged by the period."""
    since: datetime.date | None = None
    """The first day of the contract, where periods run from it."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """What all of it has in common, such as customer and scenario."""
    correction: str | None = None
    """Why use that was rated before is corrected downwards; numbers are then below zero."""
    share: Step | None = None
    """The part of the quantity that is rated, in per cent; None for all of it."""
    path: Path = ()
    """Its place in the request."""
    sources: tuple[Source, ...] = ()
    """The declaration that it was taken from."""

    @property
    def says_prior(self) -> bool:
        """Whether one number says what was rated before."""
        return self.first or self.prior is not None

    @property
    def all_before(self) -> bool:
        """Whether it holds nothing but what was used before."""
        return bool(self.history) and not self.events

    @property
    def contract_since(self) -> datetime.date | None:
        """The first day of the contract, as far as it is said: with the days covered, or at all."""
        if self.span is not None and self.span.since is not None:
            return self.span.since
        return self.since or (None if self.span is None else self.span.first)

    def all_keys(self, event: Event | None = None) -> dict[str, str]:
        """Return the keys of `event`, or of a quantity, with what all of the use has in common."""
        own = event.keys if event is not None else {}
        return {"product": self.product, **self.keys, **own}
