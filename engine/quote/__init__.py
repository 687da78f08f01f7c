"""Quotes: a request answered with lines, reasons, and what every figure rests on."""

from engine.quote.answer.facts import AskedFact, facts_of
from engine.quote.answer.quoting import quote
from engine.quote.kept.agreement import Agreed, Agreement, Terms, agree, agree_again, kept_agreement
from engine.quote.kept.quote import KeptQuote, kept_quote, quote_again
from engine.quote.request.request import (
    ComparedWith,
    Customer,
    QuoteRequest,
    RequestEvent,
    RequestLine,
    read_request,
)
from engine.quote.result import MissingAnswer, Quote, QuoteLine
from engine.quote.sheet import Sheet, SheetChange, SheetCondition, SheetLine, money
from engine.record.kinds import RecordKind, register_record

__all__ = [
    "Agreed",
    "Agreement",
    "AskedFact",
    "ComparedWith",
    "Customer",
    "KeptQuote",
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
    "Terms",
    "agree",
    "agree_again",
    "facts_of",
    "kept_agreement",
    "kept_quote",
    "money",
    "quote",
    "quote_again",
    "read_request",
]

register_record(RecordKind("quote", Quote, Quote.body, quote_again))
register_record(RecordKind("agreement", Agreed, lambda agreed: agreed.body, agree_again))
