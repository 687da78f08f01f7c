"""A use as it is declared in a file: what, by whom, for what, and what changes from which day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from engine.law import (
    DayOfUse,
    Declaration,
    Located,
    Model,
    NotInForce,
    Shelf,
    checked,
    read_yaml,
)
from engine.rules import DeclaredFacts
from engine.text import Text
from engine.use.decide import decide_use
from engine.use.decision import StandsUnder, UseChange, UseDecision
from engine.use.part import DeclaredPart, UsePart

__all__ = ["DeclaredChange", "DeclaredUse", "decide_declared", "read_use"]


class DeclaredChange(Model):
    """From a day on, some facts are different."""

    from_: DayOfUse = Field(alias="from")
    """The first day on which they are."""
    facts: DeclaredFacts
    """The facts that change; all others stay."""


class DeclaredUse(Model):
    """A use of public data."""

    title: Text | None = None
    """What it is called."""
    on: DayOfUse
    """The day for which it is to be classified; the law of that day is used."""
    stands_under: StandsUnder
    """The documents that decide."""
    product: str | None = None
    """The product, by its id in the register of products."""
    operator: str | None = None
    """The operator, by its id in the register of authorisations."""
    scenario: str | None = None
    """The application scenario, by its id."""
    facts: DeclaredFacts = Field(default_factory=dict)
    """What is declared, by the facts that the rules ask for."""
    parts: Annotated[tuple[DeclaredPart, ...], Field(max_length=100)] = ()
    """For a use with several purposes: each part; what no part describes is charged."""
    changes: Annotated[tuple[DeclaredChange, ...], Field(max_length=100)] = ()
    """What changes, in any order."""


def read_use(path: Path) -> tuple[DeclaredUse, Located]:
    """Return the use in the YAML file at `path`, and where its values stand.

    Raises Faults with every fault of the file.
    """
    located = read_yaml(path)
    return checked(DeclaredUse, located), located


def decide_declared(shelf: Shelf, use: DeclaredUse, located: Located) -> UseDecision:
    """Return the decision on `use`; every fact is cited to its place in the file.

    Raises Faults: see `decide_use`.
    """
    try:
        return _decided(shelf, use, located)
    except NotInForce as without:
        raise without.at(located, ("on",)) from None


def _decided(shelf: Shelf, use: DeclaredUse, located: Located) -> UseDecision:
    changes = [
        UseChange(
            change.from_,
            change.facts,
            _declared(change.facts, located, f"changes[{place}].facts"),
        )
        for place, change in enumerate(use.changes)
    ]
    return decide_use(
        shelf,
        use.stands_under,
        use.on,
        use.facts,
        _declared(use.facts, located, "facts"),
        [
            UsePart(
                part.facts,
                part.share,
                part.counted,
                part.counted_by,
                _declared(part.facts, located, f"parts[{place}].facts"),
            )
            for place, part in enumerate(use.parts)
        ],
        product=use.product,
        operator=use.operator,
        scenario=use.scenario,
        changes=changes,
        named={
            name: Declaration(file=located.file, place=name)
            for name in ("product", "operator", "scenario")
        },
    )


def _declared(
    facts: Mapping[str, object], located: Located, place: str
) -> dict[str, tuple[Declaration, ...]]:
    return {name: (Declaration(file=located.file, place=f"{place}.{name}"),) for name in facts}
