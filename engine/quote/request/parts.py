"""The parts of a use with several purposes, as answers fill them in."""

from __future__ import annotations

from typing import Any

from engine.quote.request.request import QuoteRequest
from engine.rules import FactValue, as_written
from engine.use import DeclaredPart

__all__ = ["answered_in_part"]


def answered_in_part(request: QuoteRequest, place: str, answer: FactValue) -> QuoteRequest:
    """Return `request` with an answer to what is asked of a part, such as `parts[0].counted`.

    A part that was only implied by its share is added.
    """
    number, _, field = place.removeprefix("parts[").partition("].")
    parts = [*request.parts]
    if int(number) == len(parts):
        parts.append(DeclaredPart())
    part, fact = parts[int(number)], field.removeprefix("facts.")
    update: dict[str, Any] = {field: answer}
    if fact != field:
        update = {"facts": {**part.facts, fact: as_written(answer)}}
    parts[int(number)] = part.model_copy(update=update)
    return request.model_copy(update={"parts": tuple(parts)})
