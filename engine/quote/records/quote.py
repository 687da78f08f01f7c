"""Quotes that were kept: read again as they were, and computed again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from engine.explain import Step, step_from
from engine.law import Located, Model, Shelf, checked
from engine.quote.answer.answer import quote
from engine.quote.request.request import QuoteRequest
from engine.quote.result import UNNAMED, Quote
from engine.quote.sheet import QuoteSheet
from engine.record.kinds import RecordBody

__all__ = ["KeptQuote", "kept_quote", "quote_again"]


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A quote as its record has it."""

    request: QuoteRequest
    """What was asked."""
    sheet: QuoteSheet
    """What was answered."""
    why: tuple[Step, ...]
    """The explanation."""


def kept_quote(body: RecordBody, file: str = "") -> KeptQuote:
    """Return the quote of a record's `body` as it was; nothing is computed.

    `file` is the record's name in faults. Raises Faults when it is not the body of a quote.
    """
    recorded = checked(_Recorded, Located(file, body))
    why = tuple(step_from(step) for step in recorded.why)
    return KeptQuote(recorded.inputs.request, recorded.result, why)


def quote_again(body: RecordBody, shelf: Shelf, file: str = "") -> Quote:
    """Return the quote that the request in a record's `body` gets with the documents on `shelf`.

    Raises Faults when it cannot be computed.
    """
    needed = {name: body[name] for name in ("kind", "inputs") if name in body}
    request = checked(_Asked, Located(file, needed)).inputs.request
    again = quote(shelf, request, Located(UNNAMED, request.model_dump(by_alias=True)))
    # A record from before quotes listed what was left unsaid does not list it.
    return again if "unsaid" in body.get("result", {}) else replace(again, unsaid=())


class _Inputs(Model):
    request: QuoteRequest


class _Asked(Model):
    kind: Literal["quote"]
    inputs: _Inputs


class _Recorded(_Asked):
    documents: dict[str, str]
    result: QuoteSheet
    missing: tuple[str, ...]
    why: tuple[dict[str, Any], ...]
