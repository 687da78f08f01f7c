"""Steps read back from plain data, so that an explanation that was kept can be shown again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from engine.explain.step import Operation, Step, Value
from engine.law import Citation, Declaration, Source
from engine.money import Rounding, parse_number
from engine.text import Text

__all__ = ["step_from"]


def step_from(data: Mapping[str, Any]) -> Step:
    """Return the tree that `engine.explain.as_data` wrote as `data`; nothing is computed.

    Raises KeyError or ValueError for what it did not write.
    """
    rounding = data.get("rounding")
    return Step(
        label=Text.model_validate(data["label"]),
        value=_value(data["value"], data["unit"]),
        unit=data["unit"],
        operation=Operation(data["operation"]),
        children=tuple(step_from(child) for child in data.get("children", ())),
        cites=tuple(_source(source) for source in data.get("cites", ())),
        origin=data.get("origin", ""),
        rounding=None if rounding is None else Rounding.model_validate(rounding),
        relation=data.get("relation", ""),
    )


def _value(written: Any, unit: str) -> Value:
    """Return a value in its type: what has a unit is a number; a fact may be a day."""
    if isinstance(written, str) and unit:
        return parse_number(written)
    if isinstance(written, str):
        with suppress(ValueError):
            return datetime.date.fromisoformat(written)
    if written is None or isinstance(written, str | bool):
        return written
    raise ValueError(written)


def _source(data: Mapping[str, Any]) -> Source:
    if data.get("evidence") == "declared":
        return Declaration.model_validate({k: v for k, v in data.items() if k != "evidence"})
    return Citation.model_validate(data)
