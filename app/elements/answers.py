"""What was answered so far: fields that remember, and questions asked one small group at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any, TypeVar

import streamlit as st
from pydantic_core import PydanticCustomError

from app import elements
from app.store import Draft
from app.words import language, t, tx
from engine.law import Citation
from engine.money import typed_number
from engine.quote import Question, Quote
from engine.rules import FactValue, as_written
from engine.text import Text, say, text

__all__ = ["PARTS", "Answers", "ask", "summary"]

T = TypeVar("T")

PARTS = ("use", "facts", "lines")
"""The parts of a request that hold answers."""


class Answers:
    """The answers of one draft, behind the fields of a page."""

    def __init__(self, draft: Draft, worked: dict[str, Any]) -> None:
        self.draft = draft
        self.values = draft.answers
        if not self.values:
            self.values.update(worked)

    def key(self, name: str) -> str:
        """Return the key of a field, apart for each draft."""
        return f"{self.draft.page}-{self.draft.case}-{name}"

    def choice(self, name: str, label: str, options: Sequence[T], shown: Callable[[T], str]) -> T:
        """Show a choice and return what is chosen."""
        kept = self.values.get(name)
        known = [_plain(option) for option in options]
        position = known.index(kept) if kept in known else 0
        called = [shown(option) for option in options]
        chosen = st.selectbox(
            label,
            range(len(options)),
            index=position,
            format_func=called.__getitem__,
            key=self.key(f"{name}-{language().value}-{len(options)}"),
        )
        option = options[chosen]
        self.values[name] = _plain(option)
        return option

    def day(self, name: str, label: str) -> datetime.date:
        """Show a day and return it."""
        kept = datetime.date.fromisoformat(self.values[name])
        chosen = st.date_input(label, kept, format="YYYY-MM-DD", key=self.key(name))
        self.values[name] = chosen.isoformat()
        return chosen

    def written(self, name: str, label: str) -> str:
        """Show a line of text and return it without the space around it."""
        written = st.text_input(label, str(self.values.get(name, "")), key=self.key(name))
        self.values[name] = written
        return written.strip()

    def number(self, name: str, label: str) -> Decimal | None:
        """Show a number as text, so that it stays exact; None, and what is wrong, if it is none.

        Thousands may be separated.
        """
        written = self.written(name, label)
        try:
            return typed_number(written)
        except PydanticCustomError:
            elements.note(say("money.not_a_number", language()), "warn")
            return None

    def answered(self, where: str) -> dict[str, Any]:
        """Return the answered facts of one part of the request."""
        part: dict[str, Any] = self.values.setdefault(where, {})
        return part

    def keep(self, question: Question, given: FactValue) -> None:
        """Keep an answer as plain data."""
        self.answered(question.part)[question.id] = as_written(given)
        if self.values.get("changing") == question.id:
            self.values["changing"] = None


def ask(answers: Answers, answer: Quote, facts: Mapping[str, Question]) -> None:
    """Ask the group of questions that come next, each with the clause that makes it matter."""
    group = [question for question in answer.missing if question.id in answer.ask_now]
    changing = answers.values.get("changing")
    if isinstance(changing, str) and changing in facts and changing not in answer.ask_now:
        group = [facts[changing]]
    if not group:
        return
    with st.container(border=True, key="question"):
        if answer.most_questions > len(group):
            most = t("app.ask_most", count=answer.most_questions)
            st.html(f'<div class="quiet">{escape(most)}</div>')
        for question in group:
            given = _field(answers, question)
            _because(question)
            if given is not None:
                answers.keep(question, given)
                answers.draft.keep()
                st.rerun()


def _because(question: Question) -> None:
    cited = [source for source in question.because if isinstance(source, Citation)]
    if cited:
        lines = "".join(elements.citation_line(source) for source in cited)
        why = escape(t("app.ask_because"))
        st.html(f'<div class="quiet">{why}</div><ul class="cites">{lines}</ul>')


def _field(answers: Answers, question: Question) -> FactValue | None:
    label = tx(question.spoken)
    key = answers.key(f"ask-{question.id}")
    if question.values:
        named = dict(question.values)
        written = st.radio(
            label, list(named), index=None, format_func=lambda name: tx(named[name]), key=key
        )
    else:
        written = st.text_input(label, key=key).strip()
    if not written:
        return None
    try:
        return question.read(written)
    except ValueError:
        wrong = "law.not_a_day" if question.kind == "date" else "money.not_a_number"
        elements.note(say(wrong, language()), "warn")
        return None


def summary(answers: Answers, answer: Quote, facts: Mapping[str, Question]) -> None:
    """Show what was answered, folded, each answer with a way to change it.

    What no longer matters is kept, and said to be not used.
    """
    given = [
        (part, name, value)
        for part in PARTS
        for name, value in answers.answered(part).items()
        if part == "lines" or name in facts
    ]
    if not given:
        return
    with st.expander(t("app.answered", count=len(given))):
        for part, name, value in given:
            fact = facts.get(name)
            title = tx(fact.title if fact else _of_line(name))
            shown = tx(fact.in_words(value)) if fact else _in_words(value)
            unused = escape(t("app.ask_unused")) if name in answer.unused else ""
            mark = f' <span class="quiet">{unused}</span>'
            words, change = st.columns([5, 1], vertical_alignment="center")
            words.html(f'<span class="quiet">{escape(title)}</span><br>{escape(shown)}{mark}')
            if change.button(t("app.change"), key=answers.key(f"change-{name}"), type="tertiary"):
                del answers.answered(part)[name]
                answers.values["changing"] = name
                answers.draft.keep()
                st.rerun()


def _of_line(name: str) -> Text:
    """Return what the answer at this place of a line is called."""
    _, _, key = name.partition(".keys.")
    return text("tariff.rate.key", key=key) if key else text("quote.ask_distinct")


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return say("explain.yes" if value else "explain.no", language())
    return str(value)


def _plain(option: Any) -> Any:
    return list(option) if isinstance(option, tuple) else option
