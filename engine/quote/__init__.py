"""Quotes: a request answered with lines, reasons, and what every figure rests on.

In comes a `QuoteRequest`, out a `Quote`; what it lacks is asked for as `Question`s. Read
`request/`, `question`, `result`, then `answer/answer`, which calls the rest; `sheet` is the quote
as it is shown, `records/` what is kept of it.
"""

from engine.quote.answer.answer import quote
from engine.quote.answer.questions import facts_of
from engine.quote.question import Question
from engine.quote.records.agreement import (
    Agreed,
    Agreement,
    AgreementTerms,
    agree,
    agree_again,
    kept_agreement,
)
from engine.quote.records.quote import KeptQuote, kept_quote, quote_again
from engine.quote.request.request import (
    ComparedWith,
    Customer,
    FactsOfPrices,
    QuoteRequest,
    RequestChange,
    RequestEvent,
    RequestLine,
    read_request,
)
from engine.quote.result import Quote, QuoteLine
from engine.quote.sheet import QuoteSheet, SheetChange, SheetCondition, SheetLine, money
from engine.record.kinds import RecordKind, register_record

__all__ = [
    "Agreed",
    "Agreement",
    "AgreementTerms",
    "ComparedWith",
    "Customer",
    "FactsOfPrices",
    "KeptQuote",
    "Question",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "QuoteSheet",
    "RequestChange",
    "RequestEvent",
    "RequestLine",
    "SheetChange",
    "SheetCondition",
    "SheetLine",
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
