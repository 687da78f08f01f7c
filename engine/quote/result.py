"""A quote: the answer to a request, with its lines, its reasons, and what it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from engine.explain import Step, as_data, in_unit, source_data, sources
from engine.law import (
    Citation,
    Condition,
    Declaration,
    LawMarks,
    Source,
    Standing,
    content_hash,
    standing,
)
from engine.money import plain
from engine.money.currency import YUAN
from engine.quote.question import Question
from engine.quote.request.request import QuoteRequest
from engine.quote.sheet import QuoteSheet, SheetChange, SheetCondition, SheetLine, money
from engine.tariff import Unsaid, Vat
from engine.text import Language, Text, joined, text
from engine.use import Channel, PriceStatus, Regime

__all__ = ["UNNAMED", "Quote", "QuoteLine"]

UNNAMED = "request"
"""How a record names the request it holds: not by the file it was read from, so that the same
request has the same number wherever it lies."""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One component of one product used, or the free part of it."""

    label: Text
    """Name on the quote."""
    product: str
    """The product's id."""
    regime: Regime
    """How this part of the use is charged."""
    quantity: Decimal | None
    """Units charged, after windows, free quotas and shares; None where they are not known."""
    asked: Decimal | None
    """Units asked for, where they differ from those charged."""
    unit: Text | None
    """Name of the unit charged."""
    unit_price: Decimal | None
    """Price of one (yuan); None where several prices or none apply."""
    amount: Step | None
    """What is to be paid (yuan); None without a price."""
    collected: bool
    """Whether the metered amount is collected."""
    metered: Step | None
    """What the use would cost by the tariff (yuan), where it is known."""
    note: Text | None
    """What the customer should know of it."""
    asked_unit: Text | None = None
    """Name of the unit asked for, where it is not the unit charged."""
    pricing: Text | None = None
    """How it is priced, in words, where there is no one unit price."""
    days: tuple[datetime.date, datetime.date] | None = None
    """The first and the last day of what was used."""
    of_days: bool = False
    """Whether its days are told, as the request has lines of several days or facts."""

    tells: tuple[Text, ...] = ()
    """What tells it from others of the same label: its product, whom it concerns, its days."""

    def with_days(self) -> QuoteLine:
        """Return the line as one of its days."""
        if self.days is None:
            return self
        first, last = self.days
        key = "quote.of_day" if first == last else "quote.of_days"
        label = text(key, label=self.label, first=first, last=last)
        return replace(self, label=label, of_days=True)

    def in_money(self, unit: str) -> QuoteLine:
        """Return the line with its amounts in the tariff's own unit of money."""
        amount, metered = (
            None if step is None else in_unit(step, YUAN, unit)
            for step in (self.amount, self.metered)
        )
        return replace(self, amount=amount, metered=metered)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What its amounts rest on."""
        steps = [step for step in (self.amount, self.metered) if step is not None]
        cited = dict.fromkeys(source for step in steps for source in sources(step))
        return tuple(source for source in cited if isinstance(source, Citation))

    def on_sheet(self) -> SheetLine:
        """Return the line as it is shown and kept."""
        return SheetLine(
            label=self.label,
            product=self.product,
            regime=self.regime,
            quantity=self.quantity,
            asked=self.asked,
            unit=self.unit,
            unit_price=self.unit_price,
            amount=_shown(self.amount),
            collected=self.collected,
            metered=_shown(self.metered),
            note=self.note,
            pricing=self.pricing,
            citations=tuple(one.as_cited() for one in self.citations),
        )

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the line as plain data; amounts are text."""
        return {
            "label": self.label.in_language(language),
            "product": self.product,
            "regime": self.regime.value,
            "quantity": None if self.quantity is None else plain(self.quantity),
            "unit": None if self.unit is None else self.unit.in_language(language),
            "unit_price": None if self.unit_price is None else plain(self.unit_price),
            "amount": None if self.amount is None else money(self.amount.number),
            "collected": self.collected,
            "metered_amount": None if self.metered is None else money(self.metered.number),
            "citations": [source_data(source) for source in self.citations],
            **self._of_its_days(language),
        }

    def _of_its_days(self, language: Language) -> dict[str, Any]:
        """Return what a line says that is one of several days or facts."""
        if self.days is None or not self.of_days:
            return {}
        first, last = (day.isoformat() for day in self.days)
        note = None if self.note is None else self.note.in_language(language)
        return {"from": first, "until": last, "note": note}


def _rows(lines: Sequence[QuoteLine]) -> Iterator[SheetLine]:
    """Yield the lines as they are shown, each with what tells it from others of its title."""
    titles = [line.label for line in lines]
    for at in range(max((len(line.tells) for line in lines), default=0)):
        alike: dict[tuple[Text, bool], list[int]] = {}
        for place, line in enumerate(lines):
            if at < len(line.tells):
                free = line.regime is Regime.FREE
                alike.setdefault((titles[place], free), []).append(place)
        for places in alike.values():
            if len({lines[place].tells[at] for place in places}) > 1:
                for place in places:
                    parts = (titles[place], lines[place].tells[at])
                    titles[place] = joined(parts, " · ", " · ")
    for line, title in zip(lines, titles, strict=True):
        told = None if title == line.label else title
        yield line.on_sheet().model_copy(update={"title": told})


def _shown(amount: Step | None) -> Decimal | None:
    return None if amount is None else Decimal(money(amount.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The answer to a request."""

    request: QuoteRequest
    """What was asked."""
    title: Text
    """Title of the tariff."""
    regime: Regime
    """How the use is charged."""
    channel: Channel | None
    """The way of supply; None under no use rules."""
    reason: Text | None
    """The purpose that decided, in words; None while open and under no use rules."""
    price_status: PriceStatus
    """Whether there is a price to charge."""
    total: Step | None
    """What is to be paid (yuan) for all that is supplied; None when undetermined, refused, or
    without a price."""
    currency: str
    """Currency of all amounts."""
    vat: Vat
    """VAT basis of all amounts."""
    lines: tuple[QuoteLine, ...]
    """The lines."""
    conditions: tuple[Condition, ...]
    """Conditions of free use."""
    missing: tuple[Question, ...]
    """What has to be answered first; the first of it is to be asked first."""
    ask_now: tuple[str, ...]
    """The small group of it to ask now: these are asked whatever the answers."""
    most_questions: int
    """How many questions there are at worst."""
    nearest: tuple[SheetChange, ...]
    """Changes of a single fact that would change how the use is charged."""
    notes: tuple[Text, ...]
    """Reasons and remarks."""
    rests_on: tuple[Source, ...]
    """Every source of the answer."""
    steps: tuple[Step, ...]
    """The explanation."""
    documents: Mapping[str, str]
    """Content hash of each document used, by id."""
    valid_until: datetime.date | None
    """The last day before the first end of anything that it rests on: tariff, authorisation,
    registration, rules; None while no end is known."""
    watermarks: tuple[Text, ...]
    """Warnings of the documents used."""
    unsaid: tuple[Unsaid, ...]
    """What was not said and could change the total; the total stands if it is as told there."""
    unused: tuple[str, ...]
    """Facts and keys that were given and on which the answer does not rest; none while it is
    open."""
    law: LawMarks
    """What is to be said of the soundness of the documents used; notes and watermarks say it."""

    @property
    def standing(self) -> Standing:
        """How well the answer stands."""
        return standing(self.rests_on)

    @property
    def answered(self) -> bool:
        """Whether the quote gives an amount for all that is asked; if not, the answer is no (exit
        status 1)."""
        return self.total is not None and self.regime is not Regime.REFUSED

    @property
    def complete(self) -> bool:
        """Whether there is an amount, and nothing unsaid could change it."""
        return self.answered and not self.unsaid

    @property
    def number(self) -> str:
        """The number, from the hash of request, documents and answer."""
        return f"QUOTE-{content_hash(self.body())[:12]}"

    def sheet(self) -> QuoteSheet:
        """Return the quote as it is shown and kept."""
        stands = self.standing
        return QuoteSheet(
            title=self.title,
            on=self.request.on,
            valid_until=self.valid_until,
            customer=self.request.customer,
            regime=self.regime,
            channel=self.channel,
            reason=self.reason,
            price_status=self.price_status,
            total=_shown(self.total),
            currency=self.currency,
            vat=self.vat,
            lines=tuple(_rows(self.lines)),
            conditions=tuple(
                SheetCondition(
                    id=one.id, text=one.text, cites=tuple(cite.as_cited() for cite in one.cites)
                )
                for one in self.conditions
            ),
            notes=self.notes,
            nearest=self.nearest,
            watermarks=self.watermarks,
            citations=tuple(one.as_cited() for one in stands.citations),
            declarations=tuple(_unnamed(one) for one in stands.declarations),
            unsaid=tuple(one.text for one in self.unsaid) or None,
            unused=self.unused,
        )

    def body(self) -> dict[str, Any]:
        """Return what a re-run must reproduce, as plain data: the body of its record."""
        return {
            "kind": "quote",
            "inputs": {"request": _plain(self.request)},
            "documents": dict(self.documents),
            **self.law.unchecked_data,
            "result": self.sheet().model_dump(mode="json", exclude_none=True),
            "missing": [answer.id for answer in self.missing],
            "why": [as_data(_as_kept(step)) for step in self.steps],
        }

    def as_json(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the quote as plain data for `--json`; amounts are text."""
        stands = self.standing
        return {
            "regime": self.regime.value,
            "channel": None if self.channel is None else self.channel.value,
            "price_status": self.price_status.value,
            "total": None if self.total is None else money(self.total.number),
            "currency": self.currency,
            "vat": self.vat.value,
            "lines": [line.as_json(language) for line in self.lines],
            "conditions": [
                {"id": condition.id, "text": condition.text.in_language(language)}
                for condition in self.conditions
            ],
            "missing": [answer.as_json(language) for answer in self.missing],
            "citations": [source_data(citation) for citation in stands.citations],
            "evidence": stands.evidence.value,
            "applies": stands.applies.value,
            "assumptions": [source_data(citation) for citation in stands.assumptions],
            "documents": dict(self.documents),
            **self.law.unchecked_data,
            "number": self.number,
            "valid_from": self.request.on.isoformat(),
            "valid_until": None if self.valid_until is None else self.valid_until.isoformat(),
            "customer": self.request.customer.model_dump(exclude_none=True),
            "notes": [note.in_language(language) for note in self.notes],
            "watermarks": [mark.in_language(language) for mark in self.watermarks],
            "declarations": [source_data(source) for source in stands.declarations],
            "steps": [as_data(step) for step in self.steps],
            "ask_now": list(self.ask_now),
            "most_questions": self.most_questions,
            "nearest": [
                {"fact": change.fact, "text": change.sentence(language)} for change in self.nearest
            ],
            "unused": list(self.unused),
            "unsaid": [
                {
                    "id": one.id,
                    "text": one.text.in_language(language),
                    "because": [source_data(source) for source in one.because],
                }
                for one in self.unsaid
            ],
            "complete": self.complete,
        }


def _plain(request: QuoteRequest) -> dict[str, Any]:
    data: dict[str, Any] = request.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return data


def _unnamed(source: Declaration) -> Declaration:
    return source.model_copy(update={"file": UNNAMED})


def _as_kept(step: Step) -> Step:
    """Return the tree with its declarations cited to the request, not to the file it came from, and
    the law without where it was read.
    """
    cites = tuple(
        _unnamed(source) if isinstance(source, Declaration) else source.as_cited()
        for source in step.cites
    )
    return replace(step, cites=cites, children=tuple(_as_kept(child) for child in step.children))
