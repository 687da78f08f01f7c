"""From a request to a quote: is the use to be paid for, by which tariff, and how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.explain import Step, chosen, given, total
from engine.law import (
    Declaration,
    Faults,
    Finding,
    Located,
    Shelf,
    Source,
)
from engine.money import grouped
from engine.quote.answer.changes import changes_of
from engine.quote.answer.grounds import grounds
from engine.quote.answer.keys import keys_unused, names_merged
from engine.quote.answer.lines import bare_line, free_line, priced_line, waived_line
from engine.quote.answer.questions import asked_by_decisions, asked_by_tariff
from engine.quote.answer.remarks import remarks_of
from engine.quote.answer.use import PriceFacts, UseOfAll, decide_use_of_all
from engine.quote.question import Question
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import (
    checked_usages,
    declared,
    fact_sources,
    paid_share,
    positions_of,
    registered_product,
    share_sources,
)
from engine.quote.result import Quote, QuoteLine
from engine.tariff import (
    Rating,
    TariffDocument,
    TariffVersion,
    Unsaid,
    Usage,
    facts_asked,
    rate,
)
from engine.text import Text, text
from engine.use import PriceStatus, Regime

__all__ = ["quote"]

_GROUP = 3
"""How many questions are put at once at most."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that fits its tariff, and the tariff."""

    request: QuoteRequest
    located: Located
    shelf: Shelf
    document: TariffDocument
    version: TariffVersion | None
    usages: tuple[Usage, ...]

    def prices(self, usage: Usage) -> bool:
        """Return whether the tariff in force has a price for the product of `usage`."""
        return self.version is not None and self.version.product(usage.product) is not None

    @property
    def prices_all(self) -> bool:
        """Whether it has a price for every product asked for."""
        return all(self.prices(usage) for usage in self.usages)

    def facts_asked(self) -> set[str]:
        """Return the facts of the prices of all lines."""
        if self.version is None:
            return set()
        products = (self.version.product(usage.product) for usage in self.usages)
        priced = (product for product in products if product is not None)
        return {name for product in priced for name in facts_asked(self.version, product)}

    def rated(self, share: Step | None = None) -> Rating:
        """Return what the tariff meters for all lines, or for a `share` of each in per cent."""
        if self.version is None:
            return Rating((), None, ())
        usages = [replace(usage, share=share) for usage in self.usages if self.prices(usage)]
        declarations = fact_sources(self.request, self.located, "facts")
        said = self.request.position is not None
        positions = positions_of(self.request, self.located) if said else None
        return rate(
            self.document, self.version, usages, self.request.facts, declarations, positions
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a request comes to, before it is written as a quote."""

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

    @property
    def status(self) -> PriceStatus:
        return self.use.price_status if self.price_status is None else self.price_status


def quote(shelf: Shelf, request: QuoteRequest, located: Located | None = None) -> Quote:
    """Return the quote for `request`.

    `located` is the file that the request was read from, so that faults and declarations name their
    places. Raises Faults with everything in the request that no rule or tariff can read.
    """
    asked = _asked(shelf, request, located or Located("request", request.model_dump(), {}))
    price = PriceFacts(
        tariff_in_force=asked.prices_all,
        is_trial=asked.version is not None and asked.version.trial is not None,
        waived=request.waived,
    )
    use = _use(asked, price)
    match use.regime:
        case Regime.REFUSED:
            answer = _refused(use)
        case Regime.UNDETERMINED:
            answer = _undetermined(asked, use)
        case Regime.FREE:
            answer = _Answer(use, _free_lines(asked, use))
        case Regime.MIXED:
            answer = _mixed(asked, use)
        case Regime.GUIDED:
            answer = _guided(asked, use)
    return _written(asked, _compared(asked, price, _asking(answer)))


def _asked(shelf: Shelf, request: QuoteRequest, located: Located) -> _Asked:
    if not shelf.has(request.tariff):
        found = Finding(("tariff",), "law.no_document", {}, request.tariff)
        raise Faults([located.fault(found)])
    document = shelf.law(request.tariff, TariffDocument, request.on)
    version = document.in_force(request.on)
    usages = checked_usages(shelf, request, located, document, version)
    return _Asked(request, located, shelf, document, version, usages)


def _use(asked: _Asked, price: PriceFacts) -> UseOfAll:
    return decide_use_of_all(asked.shelf, asked.document, asked.request, asked.located, price)


# --- the regimes


def _refused(use: UseOfAll) -> _Answer:
    reasons = dict.fromkeys(
        text("quote.refused_because", reason=refusal.title)
        for one in use.decisions
        for refusal in one.refusals
    )
    return _Answer(use, (), notes=tuple(reasons), price_status=PriceStatus.NONE)


def _undetermined(asked: _Asked, use: UseOfAll) -> _Answer:
    """What to ask: first of the use, which can make the prices no matter."""
    answer = _asking(_Answer(use, (), price_status=PriceStatus.NONE))
    of_prices = tuple(asked_by_tariff(fact) for fact in asked.rated().missing)
    return replace(
        answer,
        missing=(*answer.missing, *of_prices),
        most_questions=answer.most_questions + len(of_prices),
    )


def _asking(answer: _Answer) -> _Answer:
    """Return `answer` with what the rules of use still ask.

    A use can be free for certain while the way of supply, and with it the conditions, is open.
    """
    undecided = answer.use.undecided
    if answer.missing or not undecided or answer.use.regime is Regime.REFUSED:
        return answer
    missing, now, most = asked_by_decisions(undecided)
    return replace(answer, missing=missing, ask_now=now[:_GROUP], most_questions=most)


def _free_lines(asked: _Asked, use: UseOfAll, share: Step | None = None) -> tuple[QuoteLine, ...]:
    """Return a line at 0.00 for each component metered, or for a product that is not metered."""
    reasons = [one.parts["regime"] for one in use.decisions if one is use.deciding]
    rated = asked.rated(share).lines
    lines: list[QuoteLine] = []
    for usage in asked.usages:
        metered = [line for line in rated if line.usage.path == usage.path]
        lines += [free_line(line, reasons) for line in metered]
        if not metered:
            lines.append(bare_line(usage, *_named(asked, usage), Regime.FREE, reasons))
    return tuple(lines)


def _mixed(asked: _Asked, use: UseOfAll) -> _Answer:
    """Two lines for each component: the declared share free, and the rest charged."""
    decision = use.deciding
    assert decision is not None
    assert decision.free_share is not None
    said = share_sources(asked.request, asked.located)
    free = given(text("quote.free_share"), decision.free_share, "percent", said)
    charged = _guided(asked, use, paid_share(free))
    if charged.missing:
        return charged
    return replace(charged, lines=(*_free_lines(asked, use, free), *charged.lines))


def _guided(asked: _Asked, use: UseOfAll, share: Step | None = None) -> _Answer:
    if not asked.prices_all:
        lines = [bare_line(usage, *_named(asked, usage), Regime.GUIDED) for usage in asked.usages]
        why = tuple(_without_price(asked))
        return _Answer(use, tuple(lines), notes=why, price_status=PriceStatus.NONE)
    rating = asked.rated(share)
    if rating.missing:
        missing = tuple(asked_by_tariff(fact) for fact in rating.missing)
        open_use = replace(use, regime=Regime.UNDETERMINED)
        now = tuple(question.id for question in missing[:_GROUP])
        return _Answer(open_use, (), missing, now, len(missing), price_status=PriceStatus.NONE)
    if rating.total is None:
        lines = [priced_line(line) for line in rating.lines]
        unread = dict.fromkeys(line.note for line in rating.lines if line.amount is None)
        notes = tuple(note for note in unread if note is not None)
        return _Answer(use, tuple(lines), notes=notes, price_status=PriceStatus.NONE)
    if use.price_status is PriceStatus.WAIVED:
        reasons = _waiver(asked, use)
        return _Answer(use, tuple(waived_line(line, reasons) for line in rating.lines))
    lines = [priced_line(line) for line in rating.lines]
    return _Answer(use, tuple(lines), total=rating.total, unsaid=rating.unsaid)


def _waiver(asked: _Asked, use: UseOfAll) -> list[Step]:
    declaration = declared(asked.request, asked.located, "waived")
    status = [one.parts["price_status"] for one in use.decisions if "price_status" in one.parts]
    return [*status[:1], given(text("quote.waiver"), True, "", (declaration,))]


def _named(asked: _Asked, usage: Usage) -> tuple[Text, Text | None]:
    """Return the name of a product and of its unit, as any version or the register has them."""
    versions = sorted(asked.document.versions, key=lambda version: version.from_.start)
    for version in reversed(versions):
        priced = version.product(usage.product)
        if priced is not None:
            return priced.title, version.units[priced.unit].title
    listed = registered_product(asked.shelf, asked.document, usage.product)
    assert listed is not None
    return listed.title, listed.unit


def _without_price(asked: _Asked) -> Iterator[Text]:
    """Yield why some product asked for has no price on the day."""
    title, day = asked.document.title, asked.request.on
    if asked.version is None:
        first = min(version.from_.start for version in asked.document.versions)
        key = "quote.no_tariff_yet" if day < first else "quote.no_tariff"
        yield text(key, title=title, day=day, first=first)
        return
    for usage in asked.usages:
        if not asked.prices(usage):
            yield text("quote.not_priced", title=title, day=day, product=_named(asked, usage)[0])


# --- like customers


def _compared(asked: _Asked, price: PriceFacts, answer: _Answer) -> _Answer:
    """Like customers get like prices: where they would not, there is no price."""
    other = asked.request.compared_with
    amount = _amount(answer)
    charged = answer.use.regime in (Regime.GUIDED, Regime.MIXED)
    if other is None or amount is None or not charged or amount.number == other.amount:
        return answer
    note = text(
        "quote.differs",
        customer=asked.request.customer.name,
        amount=grouped(amount.number),
        other=other.customer,
        other_amount=grouped(other.amount),
    )
    use = _use(asked, replace(price, differs=True))
    lines = tuple(
        line if line.regime is Regime.FREE else replace(line, amount=None, collected=False)
        for line in answer.lines
    )
    notes = (*answer.notes, note)
    return _Answer(use, lines, notes=notes, price_status=PriceStatus.NONE)


# --- writing the quote


def _amount(answer: _Answer) -> Step | None:
    """Return the total: what the tariff makes of the whole, with the lines it did not charge."""
    amounts = [line.amount for line in answer.lines if line.amount is not None]
    if not answer.lines or len(amounts) < len(answer.lines):
        return None
    free = [
        line.amount
        for line in answer.lines
        if line.regime is Regime.FREE and line.amount is not None
    ]
    parts = amounts if answer.total is None else [*free, answer.total]
    return parts[0] if len(parts) == 1 else total(text("quote.sum"), parts, "yuan")


def _written(asked: _Asked, answer: _Answer) -> Quote:
    decisions = [one.step for one in answer.use.decisions]
    amount = _amount(answer)
    if amount is not None:
        amount = chosen(text("quote.total"), decisions, amount)
    steps = (amount,) if amount is not None else tuple(decisions)
    document, watermark = asked.document, asked.document.watermark
    rests_on, deciding = grounds(steps, answer.missing, asked.version), answer.use.deciding
    priced_by = {name: asked.shelf.hash_of(name) for name in document.and_ceilings}
    documents = {**priced_by, **answer.use.documents}
    law = asked.shelf.marks(documents, asked.request.on)
    ends = () if asked.version is None else (document.last_day(asked.version), law.sound_until)
    charged = answer.use.regime in (Regime.GUIDED, Regime.MIXED)
    on_trial = answer.status is PriceStatus.TRIAL
    positions = positions_of(asked.request, asked.located)
    merged = names_merged(asked.version, asked.usages, positions) if charged else ()
    remarks = remarks_of(asked.request, document, asked.version, answer.lines, charged, on_trial)
    return Quote(
        request=asked.request,
        title=document.title,
        regime=answer.use.regime,
        channel=answer.use.channel,
        reason=answer.use.reason,
        price_status=answer.status,
        total=amount,
        currency=document.currency,
        vat=document.vat,
        lines=answer.lines,
        conditions=answer.use.conditions,
        missing=answer.missing,
        ask_now=answer.ask_now,
        most_questions=answer.most_questions,
        nearest=() if deciding is None else changes_of(deciding, asked.request.use),
        notes=(*answer.notes, *answer.use.notes, *merged, *remarks, *law.remarks),
        rests_on=rests_on,
        steps=steps,
        documents=documents,
        valid_until=min((end for end in ends if end is not None), default=None),
        watermarks=(*(() if watermark is None else (watermark,)), *law.watermarks),
        law=law,
        unsaid=() if amount is None else (*answer.use.unsaid, *answer.unsaid),
        unused=() if answer.missing else tuple(_unused(asked, rests_on)),
    )


def _unused(asked: _Asked, rests_on: Sequence[Source]) -> Iterator[str]:
    """Yield the facts given for which nothing in the answer would be asked."""
    rests = {source.place for source in rests_on if isinstance(source, Declaration)}
    yield from (name for name in sorted(asked.request.use) if f"use.{name}" not in rests)
    asking = asked.facts_asked()
    yield from (name for name in sorted(asked.request.facts) if name not in asking)
    yield from keys_unused(asked.version, asked.usages)
