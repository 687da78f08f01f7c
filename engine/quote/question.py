"""A question: a fact, or a piece of a line, as it is asked for and answered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from engine.explain import source_data
from engine.law import Source
from engine.money import grouped, typed_number
from engine.quote.request.parts import answered_in_part
from engine.quote.request.request import QuoteRequest
from engine.rules import FactValue, as_written
from engine.text import Language, Text, text

__all__ = ["AnswerKind", "Question"]

AnswerKind = Literal["choice", "yes_no", "number", "date", "name", "text"]
"""How a question is answered: by one of its values, yes or no, a number, a day, a name, in
words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a quote can ask; what is missing has to be answered before it is given."""

    id: str
    """The fact, or the place in the request."""
    title: Text
    """What is asked for."""
    question: Text
    """The question."""
    kind: AnswerKind
    """How it is answered."""
    values: tuple[tuple[str, Text], ...]
    """Possible answers with what a person reads; empty for a number or a day."""
    because: tuple[Source, ...]
    """The provisions that make it matter."""
    part: Literal["use", "facts", "lines", "parts"]
    """The part of the request that holds the answer."""
    found: str | None = None
    """An answer that was given and is none of `values`."""

    @property
    def spoken(self) -> Text:
        """The question as it is put to a person, who does not write the request."""
        of_line = self.part == "lines" and self.kind == "yes_no"
        return text("quote.ask_distinct") if of_line else self.question

    def read(self, written: str) -> FactValue:
        """Return the answer `written`: the id of a value, true or false, a number or a day.

        Thousands of a number may be separated. Raises ValueError when it is none.
        """
        match self.kind:
            case "number":
                return typed_number(written)
            case "name" | "text":
                if not written.strip():
                    raise ValueError(written)
                return written.strip()
            case "date":
                return datetime.date.fromisoformat(written.strip())
            case "choice" | "yes_no":
                if written not in dict(self.values):
                    raise ValueError(written)
                return written == "true" if self.kind == "yes_no" else written

    def in_words(self, answer: FactValue) -> Text:
        """Return an answer, as a request holds it, as a person reads it; ValueError as `read`."""
        written = str(as_written(answer))
        written = written.lower() if isinstance(answer, bool) else written
        if self.values:
            return dict(self.values).get(written, Text(zh=written, en=written))
        given = self.read(written)
        if isinstance(given, datetime.date):
            return text("quote.day", year=given.year, month=given.month, day=given.day)
        shown = grouped(given) if isinstance(given, Decimal) else written
        return Text(zh=shown, en=shown)

    def answered(self, request: QuoteRequest, answer: FactValue) -> QuoteRequest:
        """Return `request` with this answer."""
        if self.part == "lines":
            place, _, field = self.id.removeprefix("lines[").partition("].")
            lines = list(request.lines)
            line = lines[int(place)]
            part, _, key = field.partition(".")
            given: object = answer
            if key:
                held = getattr(line, part)
                inner = {key: answer}
                given = (
                    {**held, **inner} if isinstance(held, dict) else held.model_copy(update=inner)
                )
            lines[int(place)] = line.model_copy(update={part: given})
            return request.model_copy(update={"lines": tuple(lines)})
        if self.part == "parts":
            return answered_in_part(request, self.id, answer)
        held = {**getattr(request, self.part), self.id: as_written(answer)}
        return request.model_copy(update={self.part: held})

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the question as plain data."""
        return {
            "id": self.id,
            "question": self.question.in_language(language),
            "values": [
                {"id": name, "title": title.in_language(language)} for name, title in self.values
            ],
            "found": self.found,
            "because": [source_data(source) for source in self.because],
        }
