"""What was answered so far: fields that remember, and questions asked one at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any, TypeVar

import streamlit as st
from pydantic_core import PydanticCustomError

from app import look
from app.shelf import shelf
from app.store import Draft
from app.words import day, language, t, tx
from engine.law import Citation
from engine.money import grouped, parse_number
from engine.quote import MissingAnswer, Quote
from engine.rules import RulesDocument
from engine.rules.document import DateFact, EnumerationFact, NumberFact
from engine.tariff import TariffDocument, TariffVersion
from engine.wording import Text, say, text

__all__ = ["Answers", "Asked", "ask", "known_facts", "summary", "typed"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that a document can ask for."""

    title: Text
    values: dict[str, Text]
    """Named answers; empty for a number or a day."""
    kind: str
    """choice, yes_no, number or date."""
    where: str
    """Part of the request: use or facts."""


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
        chosen = st.selectbox(
            label,
            range(len(options)),
            index=position,
            format_func=lambda place: shown(options[place]),
            key=self.key(f"{name}-{language().value}-{len(options)}"),
        )
        option = options[chosen if chosen is not None else position]
        self.values[name] = _plain(option)
        return option

    def day(self, name: str, label: str) -> datetime.date:
        """Show a day and return it."""
        kept = datetime.date.fromisoformat(self.values[name])
        chosen = st.date_input(label, kept, format="YYYY-MM-DD", key=self.key(name))
        found = chosen if isinstance(chosen, datetime.date) else kept
        self.values[name] = found.isoformat()
        return found

    def number(self, name: str, label: str) -> Decimal | None:
        """Show a number as text, so that it stays exact; None, and what is wrong, if it is none."""
        written = st.text_input(label, str(self.values.get(name, "")), key=self.key(name))
        self.values[name] = written
        try:
            return parse_number(written.replace(",", "").replace("，", ""))
        except PydanticCustomError:
            look.note(say("money.not_a_number", language()), "warn")
            return None

    def answered(self, where: str) -> dict[str, Any]:
        """Return the answered facts of one part of the request."""
        part: dict[str, Any] = self.values.setdefault(where, {})
        return part


def known_facts(
    tariff: TariffDocument, version: TariffVersion, on: datetime.date
) -> dict[str, Asked]:
    """Return every fact that the tariff and the rules it stands under can ask for, by id."""
    found: dict[str, Asked] = {}
    for role in ("gate", "use"):
        identifier = tariff.stands_under.get(role)
        rules = shelf().get(identifier, RulesDocument).in_force(on) if identifier else None
        for fact in rules.facts if rules is not None else ():
            if isinstance(fact, EnumerationFact):
                named = {value.id: value.title for value in fact.values}
                found[fact.id] = Asked(fact.title, named, "choice", "use")
            else:
                kind = "number" if isinstance(fact, NumberFact) else "yes_no"
                kind = "date" if isinstance(fact, DateFact) else kind
                found[fact.id] = Asked(fact.title, {}, kind, "use")
    for priced in version.facts:
        named = {value.id: value.title for value in priced.values}
        found[priced.id] = Asked(priced.title, named, "choice", "facts")
    return found


def ask(answers: Answers, answer: Quote, facts: dict[str, Asked]) -> None:
    """Ask the first thing that is missing, with the clause that makes it matter."""
    first = answer.missing[0]
    with st.container(border=True, key="question"):
        st.html(f'<div class="quiet">{escape(t("ask_more", count=len(answer.missing)))}</div>')
        given = _field(answers, first, facts.get(first.id))
        cited = [source for source in first.because if isinstance(source, Citation)]
        if cited:
            lines = "".join(look.citation_line(source) for source in cited)
            st.html(
                f'<div class="quiet">{escape(t("ask_because"))}</div><ul class="cites">{lines}</ul>'
            )
    if given is None:
        return
    where = facts[first.id].where if first.id in facts else "line"
    answers.answered(where)[first.id] = given
    answers.draft.keep()
    st.rerun()


def _field(answers: Answers, missing: MissingAnswer, fact: Asked | None) -> Any:
    label = tx(missing.question)
    key = answers.key(f"ask-{missing.id}")
    if missing.values or (fact is not None and fact.kind == "yes_no"):
        named = dict(missing.values) or {"true": text("explain.yes"), "false": text("explain.no")}
        chosen = st.radio(
            label, list(named), index=None, format_func=lambda name: tx(named[name]), key=key
        )
        yes_no = fact is None or fact.kind == "yes_no"
        return {"true": True, "false": False}.get(chosen, chosen) if yes_no and chosen else chosen
    written = st.text_input(label, key=key)
    if not written:
        return None
    try:
        if fact is not None and fact.kind == "date":
            return datetime.date.fromisoformat(written).isoformat()
        return str(parse_number(written))
    except (PydanticCustomError, ValueError):
        wrong = (
            "law.not_a_day" if fact is not None and fact.kind == "date" else "money.not_a_number"
        )
        look.note(say(wrong, language()), "warn")
        return None


def summary(answers: Answers, facts: dict[str, Asked]) -> None:
    """Show what was answered, folded, each answer with a way to change it."""
    given = [
        (where, name, value)
        for where in ("use", "facts", "line")
        for name, value in answers.answered(where).items()
    ]
    if not given:
        return
    with st.expander(t("answered", count=len(given))):
        for where, name, value in given:
            fact = facts.get(name)
            title = tx(fact.title) if fact else tx(text("tariff.distinct_question"))
            words, change = st.columns([5, 1], vertical_alignment="center")
            words.html(
                f'<span class="quiet">{escape(title)}</span><br>{escape(_shown(value, fact))}'
            )
            if change.button(t("change"), key=answers.key(f"change-{name}"), type="tertiary"):
                del answers.answered(where)[name]
                answers.draft.keep()
                st.rerun()


def typed(value: Any, fact: Asked | None) -> Any:
    """Return a kept answer as the request wants it."""
    if fact is not None and fact.kind == "number":
        return parse_number(value)
    if fact is not None and fact.kind == "date":
        return datetime.date.fromisoformat(value)
    return value


def _shown(value: Any, fact: Asked | None) -> str:
    if isinstance(value, bool):
        return say("explain.yes" if value else "explain.no", language())
    if fact is not None and value in fact.values:
        return tx(fact.values[value])
    if fact is not None and fact.kind == "date":
        return day(datetime.date.fromisoformat(value))
    if fact is not None and fact.kind == "number":
        return grouped(parse_number(value))
    return str(value)


def _plain(option: Any) -> Any:
    return list(option) if isinstance(option, tuple) else option
