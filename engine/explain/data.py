"""Steps as data, as an outline, and what a tree rests on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from engine.explain.step import Step
from engine.law import Citation, Source, Standing, standing
from engine.money import grouped, plain
from engine.text import Language, say, unit_words

__all__ = ["as_data", "outline", "source_data", "sources", "standing_of"]


def sources(step: Step) -> tuple[Source, ...]:
    """Return the distinct sources of `step` and all below it, in order of first use."""
    # The same object is told from its like without looking at all that it says.
    found = {id(source): source for node in _once(step) for source in node.cites}
    return tuple(dict.fromkeys(found.values()))


def _once(step: Step) -> Iterator[Step]:
    """Yield the steps as `walk` does, but one that stands in several places only the first time.

    Lines that use each other make trees whose walk doubles with every level.
    """
    been: set[int] = set()
    waiting = [step]
    while waiting:
        node = waiting.pop()
        if id(node) not in been:
            been.add(id(node))
            yield node
            waiting.extend(reversed(node.children))


def standing_of(step: Step) -> Standing:
    """Return how well the result of `step` stands: see `engine.law.standing`."""
    return standing(sources(step))


def source_data(source: Source) -> dict[str, Any]:
    """Return a source as plain data for JSON."""
    data: dict[str, Any] = source.model_dump(mode="json", exclude_none=True)
    if not isinstance(source, Citation):
        data["evidence"] = "declared"
    return data


def as_data(step: Step) -> dict[str, Any]:
    """Return the tree as plain data for JSON; numbers are text."""
    data: dict[str, Any] = {
        "label": step.label.model_dump(),
        "value": _plain(step.value),
        "unit": step.unit,
        "operation": step.operation.value,
    }
    if step.origin:
        data["origin"] = step.origin
    if step.rounding is not None:
        data["rounding"] = {"unit": plain(step.rounding.unit), "mode": step.rounding.mode.value}
    if step.relation:
        data["relation"] = step.relation
    if step.cites:
        data["cites"] = [source_data(source) for source in step.cites]
    if step.children:
        data["children"] = [as_data(child) for child in step.children]
    return data


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


Beside = Callable[[Iterable[Source]], Iterable[str]]
"""What to show beside a step that rests on these sources, as lines."""


def outline(
    step: Step, language: Language, depth: int = 0, beside: Beside | None = None
) -> Iterator[str]:
    """Yield the tree as indented lines for a terminal; `beside` each step what it says."""
    value = step.value
    shown = grouped(value) if isinstance(value, Decimal) else _shown(value, language)
    where = "; ".join(source.named for source in step.cites)
    operation = say(f"explain.{step.operation.value}", language)
    words = unit_words(step.unit, language)
    unit = f" {words}" if words else ""
    line = f"{'  ' * depth}{step.label.in_language(language)} = {shown}{unit} ({operation})"
    yield f"{line} [{where}]" if where else line
    if beside is not None:
        yield from (f"{'  ' * (depth + 2)}{shown}" for shown in beside(step.cites))
    for child in step.children:
        yield from outline(child, language, depth + 1, beside)


def _shown(value: object, language: Language) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return say("explain.yes" if value else "explain.no", language)
    return str(value)
