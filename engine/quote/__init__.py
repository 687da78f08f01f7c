"""Quotes: a request answered with lines, reasons, and what every figure rests on."""

from engine.quote.quoting import quote
from engine.quote.request import (
    ComparedWith,
    Customer,
    QuoteRequest,
    RequestEvent,
    RequestLine,
    read_request,
)
from engine.quote.result import MissingAnswer, Quote, QuoteLine
from engine.quote.sheet import Sheet, SheetChange, SheetCondition, SheetLine, money

__all__ = [
    "ComparedWith",
    "Customer",
    "MissingAnswer",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "RequestEvent",
    "RequestLine",
    "Sheet",
    "SheetChange",
    "SheetCondition",
    "SheetLine",
    "money",
    "quote",
    "read_request",
]
