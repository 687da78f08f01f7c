"""What uses of one spell come to, by how they are charged: free, in part, by the tariff, or not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.explain import Step, given
from engine.law import Faults, Finding, Located, Shelf
from engine.money import LARGEST_COMPUTED
from engine.quote.answer.days.before import Before
from engine.quote.answer.days.spells import Spell
from engine.quote.answer.lines import (
    bare_line,
    bill_line,
    free_line,
    priced_line,
    refused_line,
    waived_line,
)
from engine.quote.answer.questions import asked_by_decisions, asked_by_tariff
from engine.quote.answer.use import PriceFacts, UseOfAll
from engine.quote.question import Question
from engine.quote.request.facts import declared, facts_for
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import (
    paid_share,
    positions_of,
    registered_product,
    share_sources,
)
from engine.quote.result import QuoteLine
from engine.tariff import (
    BillLine,
    Percentage,
    PerPeriod,
    PerUnit,
    Position,
    Rating,
    TariffDocument,
    Unread,
    Unsaid,
    Usage,
    counted_with,
    facts_asked,
    rate,
)
from engine.text import Text, text
from engine.use import PriceStatus, Regime

__all__ = ["Answer", "Asked", "answer_of", "asking"]

_GROUP = 3
"""How many questions are put at once at most."""
_WHOLE = Decimal(100)
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Uses of one spell that are decided alike, and what is known of them."""

    request: QuoteRequest
    located: Located
    shelf: Shelf
    document: TariffDocument
    spell: Spell
    before: Before
    """What the spells before it charged."""

    def after(self, answer: Answer) -> Before:
        """Return what is before what follows, where these uses come to `answer`."""
        return self.before.after(self.spell, answer.paid, answer.billed)

    @property
    def price(self) -> PriceFacts:
        """What decides whether there is a price to charge."""
        version = self.spell.version
        return PriceFacts(
            tariff_in_force=self.spell.prices_all,
            is_trial=version is not None and version.trial is not None,
            waived=self.request.waived,
        )

    def rated(self, share: Step | None = None, due: bool = True) -> Rating:
        """Return what the tariff meters for all lines, or for a `share` of each in per cent; what
        was charged before matters only where it is `due`.

        Raises Faults where what was charged before is not what this price charged.
        """
        spell, facts = self.spell, self.spell.facts
        if (version := spell.version) is None:
            return Rating((), None, ())
        priced = [usage for usage in self.before.beside(spell.usages) if spell.prices(usage)]
        usages = [replace(usage, share=share) for usage in priced]
        others = [replace(one, share=share) for one in self.before.of_others(spell.usages)]
        said = self.request.position is not None
        positions = [*self._positions(due)] if said else None
        rating = rate(
            self.document,
            version,
            usages,
            facts.prices,
            facts.price_sources,
            positions,
            self.located.fault,
            self.before.billed,
            others,
        )
        for line in rating.lines:
            for amount in (line.metered, line.amount):
                if amount is not None and abs(amount.number) > LARGEST_COMPUTED:
                    found = Finding(line.usage.path, "quote.amount_too_large")
                    raise Faults([self.located.fault(found)])
        return rating

    def _positions(self, due: bool) -> Iterator[Position]:
        """Yield what was used before, as the facts that hold see it; what was charged only where
        something is `due`.

        Where `changes` moved a fact of the prices within the period, others charged it.
        """
        moved: dict[str, datetime.date] = {}
        for one in positions_of(self.request, self.located):
            if one.product not in moved:
                moved[one.product] = self._moved(one.product)
            known = one if due or one.bill is not None else replace(one, charged=None)
            yield known.under(moved[one.product], datetime.date.min)

    def _moved(self, product: str) -> datetime.date:
        """Return the last day up to these uses on which `changes` moved a fact on which the prices
        of `product` depend; the first of all days where none did."""
        version, first = self.spell.version, self.spell.first
        priced = None if version is None else version.product(product)
        lines = [one.path[1] for one in self.spell.usages if one.product == product]
        own = [self.request.lines[int(line)].facts for line in lines]
        if version is None or priced is None:
            return datetime.date.min
        names = facts_asked(version, priced)
        days = sorted({change.from_ for change in self.request.changes if change.from_ <= first})
        for day in reversed(days):
            before = facts_for(self.request, self.located, day - _DAY).prices
            after = facts_for(self.request, self.located, day).prices
            others = [name for name in names if before.get(name) != after.get(name)]
            if any(name not in said for said in own for name in others):
                return day
        return datetime.date.min


@dataclass(frozen=True, slots=True)
class Answer:
    """What uses come to, before they are written as a quote."""

    use: UseOfAll
    lines: tuple[QuoteLine, ...]
    missing: tuple[Question, ...] = ()
    ask_now: tuple[str, ...] = ()
    most_questions: int = 0
    notes: tuple[Text, ...] = ()
    price_status: PriceStatus | None = None
    """Set where the prices say other than the decision on the use."""
    total: Step | None = None
    """What the tariff makes of the whole, where the lines alone do not say it."""
    unsaid: tuple[Unsaid, ...] = ()
    """What was not said and could change the total."""
    paid: Decimal | None = None
    """The part of the use that is charged [per cent]; None where nothing may be used."""
    billed: tuple[BillLine, ...] = ()
    """What rules over whole bills have summed and made of it, this part included."""

    @property
    def status(self) -> PriceStatus:
        """Whether there is a price to charge."""
        return self.use.price_status if self.price_status is None else self.price_status


def answer_of(asked: Asked, use: UseOfAll) -> Answer:
    """Return what the uses `asked` for come to, decided as `use`."""
    match use.regime:
        case Regime.REFUSED:
            return _refused(asked, use)
        case Regime.UNDETERMINED:
            return _undetermined(asked, use)
        case Regime.FREE:
            return Answer(use, _free_lines(asked, use), paid=Decimal(0))
        case Regime.MIXED:
            return _mixed(asked, use)
        case Regime.GUIDED:
            return _guided(asked, use)


def asking(answer: Answer) -> Answer:
    """Return `answer` with what the rules of use still ask.

    A use can be free for certain while the way of supply, and with it the conditions, is open.
    """
    undecided = answer.use.undecided
    if answer.missing or not undecided or answer.use.regime is Regime.REFUSED:
        return answer
    missing, now, most = asked_by_decisions(undecided)
    return replace(answer, missing=missing, ask_now=now[:_GROUP], most_questions=most)


def _refused(asked: Asked, use: UseOfAll) -> Answer:
    reasons = tuple(text("quote.refused_because", reason=reason) for reason in use.refusals)
    lines = tuple(
        refused_line(usage, *_named(asked, usage), reasons) for usage in asked.spell.usages
    )
    return Answer(use, lines, notes=reasons, price_status=PriceStatus.NONE)


def _undetermined(asked: Asked, use: UseOfAll) -> Answer:
    """What to ask: first of the use, which can make the prices no matter."""
    answer = asking(Answer(use, (), price_status=PriceStatus.NONE))
    of_prices = tuple(asked_by_tariff(fact) for fact in asked.rated(due=False).missing)
    return replace(
        answer,
        missing=(*answer.missing, *of_prices),
        most_questions=answer.most_questions + len(of_prices),
    )


def _free_lines(asked: Asked, use: UseOfAll, share: Step | None = None) -> tuple[QuoteLine, ...]:
    """Return a line at 0.00 for each component metered, or for a product that is not metered."""
    reasons = [one.parts["regime"] for one in use.decisions if one is use.deciding]
    rated = asked.rated(share, due=False).lines
    lines: list[QuoteLine] = []
    for usage in asked.spell.usages:
        metered = [line for line in rated if line.usage.path == usage.path]
        lines += [free_line(line, reasons) for line in metered]
        if not metered:
            lines.append(bare_line(usage, *_named(asked, usage), Regime.FREE, reasons))
    return tuple(lines)


def _mixed(asked: Asked, use: UseOfAll) -> Answer:
    """Two lines for each component: the declared share free, and the rest charged."""
    decision = use.deciding
    assert decision is not None
    assert decision.free_share is not None
    said = share_sources(asked.request, asked.located, asked.spell.facts)
    free = given(text("quote.free_share"), decision.free_share, "percent", said)
    charged = _guided(asked, use, paid_share(free))
    if charged.missing:
        return charged
    lines = (*_free_lines(asked, use, free), *charged.lines)
    paid = None if charged.paid is None else _WHOLE - decision.free_share
    notes = (*charged.notes, *_where_free_units_stand(asked))
    return replace(charged, lines=lines, paid=paid, notes=notes)


def _where_free_units_stand(asked: Asked) -> Iterator[Text]:
    """Yield that it is assumed, where the tariff does not say it and it could change the amount."""
    version = asked.spell.version
    if version is None or version.free_part is not None:
        return
    priced = (version.product(usage.product) for usage in asked.spell.usages)
    parts = [part for product in priced if product is not None for part in product.components]
    plain = (PerUnit, Percentage, PerPeriod, Unread)
    counted = any(part.free_quota or part.limits for part in parts)
    if counted or not all(isinstance(each, plain) for part in parts for each in part.charges()):
        yield text("quote.free_part_assumed")


def _guided(asked: Asked, use: UseOfAll, share: Step | None = None) -> Answer:
    if not asked.spell.prices_all:
        lines = [
            bare_line(usage, *_named(asked, usage), Regime.GUIDED) for usage in asked.spell.usages
        ]
        why = tuple(_without_price(asked))
        return Answer(use, tuple(lines), notes=why, price_status=PriceStatus.NONE)
    rating = asked.rated(share)
    if rating.missing:
        missing = tuple(asked_by_tariff(fact) for fact in rating.missing)
        open_use = replace(use, regime=Regime.UNDETERMINED)
        now = tuple(question.id for question in missing[:_GROUP])
        return Answer(open_use, (), missing, now, len(missing), price_status=PriceStatus.NONE)
    if rating.total is None:
        lines = [priced_line(line) for line in rating.lines]
        unread = dict.fromkeys(line.note for line in rating.lines if line.amount is None)
        notes = tuple(note for note in unread if note is not None)
        return Answer(use, tuple(lines), notes=notes, price_status=PriceStatus.NONE, paid=_WHOLE)
    if use.price_status is PriceStatus.WAIVED:
        reasons = _waiver(asked, use)
        waived = tuple(waived_line(line, reasons) for line in rating.lines)
        return Answer(use, waived, paid=_WHOLE)
    notes = tuple(_no_longer_counted(asked))
    priced = [priced_line(line) for line in rating.lines]
    priced += [bill_line(one) for one in rating.bill if one.amount.number]
    return Answer(
        use,
        tuple(priced),
        notes=notes,
        total=rating.total,
        unsaid=rating.unsaid,
        paid=_WHOLE,
        billed=rating.bill,
    )


def _no_longer_counted(asked: Asked) -> Iterator[Text]:
    """Yield the products used before that earlier prices counted with those asked for, and that the
    prices of these days do not have: what was used of them no longer counts."""
    others = asked.before.of_others(asked.spell.usages)
    products = {usage.product for usage in asked.spell.usages}
    for usage in (one for one in others if not asked.spell.prices(one)):
        if any(usage.product in counted_with(each, products) for each in asked.document.versions):
            yield text("quote.no_longer_counted", product=_named(asked, usage)[0])


def _waiver(asked: Asked, use: UseOfAll) -> list[Step]:
    declaration = declared(asked.request, asked.located, "waived")
    status = [one.parts["price_status"] for one in use.decisions if "price_status" in one.parts]
    return [*status[:1], given(text("quote.waiver"), True, "", (declaration,))]


def _named(asked: Asked, usage: Usage) -> tuple[Text, Text | None]:
    """Return the name of a product and of its unit, as any version or the register has them."""
    versions = sorted(asked.document.versions, key=lambda version: version.from_.start)
    for version in reversed(versions):
        priced = version.product(usage.product)
        if priced is not None:
            return priced.title, version.units[priced.unit].title
    listed = registered_product(asked.shelf, asked.document, usage.product)
    assert listed is not None
    return listed.title, listed.unit


def _without_price(asked: Asked) -> Iterator[Text]:
    """Yield why some product asked for has no price on the day."""
    title, day = asked.document.title, asked.spell.first
    if asked.spell.version is None:
        first = min(version.from_.start for version in asked.document.versions)
        key = "quote.no_tariff_yet" if day < first else "quote.no_tariff"
        yield text(key, title=title, day=day, first=first)
        return
    for usage in asked.spell.usages:
        if not asked.spell.prices(usage):
            yield text("quote.not_priced", title=title, day=day, product=_named(asked, usage)[0])
