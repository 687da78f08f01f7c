"""From a request to a quote: is the use to be paid for, by which tariff, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from engine.explain import Step, chosen, in_unit, rounded, total
from engine.law import (
    Declaration,
    Faults,
    Finding,
    LawMarks,
    Located,
    NotInForce,
    Shelf,
    Source,
    written_path,
)
from engine.money import grouped
from engine.money.currency import YUAN
from engine.quote.answer.days.before import Before, refuse_uncountable
from engine.quote.answer.days.spells import Spell, spells_of
from engine.quote.answer.days.turns import Turns
from engine.quote.answer.ends import Held, held_until
from engine.quote.answer.regimes import Answer, Asked, answer_of, asking
from engine.quote.answer.told.changes import changes_of
from engine.quote.answer.told.grounds import grounds
from engine.quote.answer.told.keys import keys_unused, names_merged
from engine.quote.answer.told.remarks import remarks_of
from engine.quote.answer.use import UseDecider, UseOfAll, stands_under
from engine.quote.request.facts import day_in, facts_of_line, levels
from engine.quote.request.misfits import InForce, refuse_misfits
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import Pair, pair_of, positions_of, usages_of
from engine.quote.result import Quote
from engine.tariff import RoundingPlace, TariffDocument, Unsaid, Usage, facts_asked
from engine.text import Text, text, unit_text
from engine.use import PriceStatus, Regime, UseDecision

__all__ = ["quote"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Request:
    """A request that fits its tariff, by spells."""

    request: QuoteRequest
    located: Located
    shelf: Shelf
    document: TariffDocument
    usages: tuple[Usage, ...]
    turns: Turns
    in_force: tuple[InForce, ...]
    spells: tuple[Spell, ...]

    @property
    def of_one_day(self) -> bool:
        """Whether all is asked for together, for the day of the request."""
        dated = any(usage.events or usage.span is not None for usage in self.usages)
        return len(self.spells) == 1 and not dated

    @property
    def decider(self) -> UseDecider:
        """What decides its uses."""
        return UseDecider(self.shelf, self.turns.rules, self.request, self.located)


def quote(shelf: Shelf, request: QuoteRequest, located: Located | None = None) -> Quote:
    """Return the quote for `request`.

    Each use is decided and priced by the law, the registers and the facts of its own day.
    `located` is the file that the request was read from, so that faults and declarations name their
    places. Raises Faults with everything in the request that no rule or tariff can read.
    """
    located = located or Located("request", request.model_dump(), {})
    try:
        return _quoted(_read(shelf, request, located))
    except NotInForce as without:
        raise without.at(located, day_in(request, without.day)) from None


def _quoted(read: _Request) -> Quote:
    answers: list[tuple[Asked, Answer]] = []
    before = Before.of(read.usages)
    for spell in read.spells:
        for asked, answer in _answered(read, spell, before):
            answers.append((asked, answer))
            before = asked.after(answer)
    return _written(read, answers, _compared(read, answers, asking(_together(answers))))


def _read(shelf: Shelf, request: QuoteRequest, located: Located) -> _Request:
    if not shelf.has(request.tariff):
        found = Finding(("tariff",), "law.no_document", {}, request.tariff)
        raise Faults([located.fault(found)])
    document = shelf.law(request.tariff, TariffDocument, request.on)
    usages = usages_of(request, located)
    rules, pairs = stands_under(document), tuple(dict.fromkeys(map(pair_of, usages)))
    turns = Turns(shelf, document, request, located, rules, pairs)
    in_force = turns.in_force(usages)
    refuse_misfits(shelf, request, located, document, usages, in_force)
    spells = spells_of(request, located, usages, turns)
    refuse_uncountable(located, spells)
    for day in {day for spell in spells for day in spell.days}:
        shelf.law(request.tariff, TariffDocument, day)
    return _Request(request, located, shelf, document, usages, turns, in_force, spells)


def _answered(read: _Request, spell: Spell, before: Before) -> Iterator[tuple[Asked, Answer]]:
    """Yield what the uses of a spell come to, those that are priced and decided alike together."""
    if read.of_one_day:
        whole, decided = _decided(read, spell, before)
        if any(one.regime is Regime.REFUSED for one in decided.values()):
            # Asked for together on one day: a product that is refused refuses the whole.
            use = replace(UseOfAll.of([*decided.values()]), regime=Regime.REFUSED)
            yield whole, answer_of(whole, use)
        else:
            yield from _alike(whole, decided)
        return
    for priced in (True, False):
        usages = tuple(usage for usage in spell.usages if spell.prices(usage) is priced)
        if usages:
            for asked, answer in _alike(*_decided(read, replace(spell, usages=usages), before)):
                yield asked, answer
                before = asked.after(answer)


def _decided(read: _Request, spell: Spell, before: Before) -> tuple[Asked, Mapping[Pair, UseOfAll]]:
    asked = Asked(read.request, read.located, read.shelf, read.document, spell, before)
    pairs = dict.fromkeys(map(pair_of, spell.usages))
    return asked, read.decider.decide(spell.first, spell.facts, pairs, asked.price)


def _alike(asked: Asked, decided: Mapping[Pair, UseOfAll]) -> Iterator[tuple[Asked, Answer]]:
    """Yield what uses come to, those of one regime together."""
    alike: dict[Regime, list[Usage]] = {}
    for usage in asked.spell.usages:
        alike.setdefault(decided[pair_of(usage)].regime, []).append(usage)
    before = asked.before
    parts = {regime: replace(asked.spell, usages=tuple(alike[regime])) for regime in alike}
    charged = [parts[regime] for regime in (Regime.MIXED, Regime.GUIDED) if regime in parts]
    refuse_uncountable(asked.located, charged)
    for regime, spell in parts.items():
        part = replace(asked, spell=spell, before=before)
        use = UseOfAll.of([one for one in decided.values() if one.regime is regime])
        answer = answer_of(part, use)
        before = part.after(answer)
        yield part, answer


def _together(answers: Sequence[tuple[Asked, Answer]]) -> Answer:
    """Return what all parts of a request come to; what is refused everywhere has no lines."""
    if len(answers) == 1:
        _, answer = answers[0]
        return replace(answer, lines=()) if answer.use.regime is Regime.REFUSED else answer
    every = [answer for _, answer in answers]
    use = UseOfAll.of([answer.use for answer in every])
    supplied = [answer for answer in every if answer.use.regime is not Regime.REFUSED]
    if use.regime is Regime.UNDETERMINED:
        return _still_open(use, supplied)
    lines = [line.with_days() for answer in every for line in answer.lines]
    return Answer(
        use,
        tuple(lines) if supplied else (),
        notes=_once(note for answer in every for note in answer.notes),
        price_status=_status_of(supplied),
        unsaid=_said_once(one for answer in supplied for one in answer.unsaid),
    )


def _status_of(answers: Sequence[Answer]) -> PriceStatus:
    """Return whether there is a price to charge, for what is charged of the parts supplied."""
    statuses = [answer.status for answer in answers if answer.use.charged]
    worst = (PriceStatus.NONE, PriceStatus.TRIAL, PriceStatus.WAIVED, PriceStatus.SET)
    return next((status for status in worst if status in statuses), PriceStatus.NONE)


def _still_open(use: UseOfAll, answers: Sequence[Answer]) -> Answer:
    """Return the questions of all parts, to be asked of the first that is open first."""
    first = next(answer for answer in answers if answer.use.regime is Regime.UNDETERMINED)
    questions = {each.id: each for answer in answers for each in answer.missing}
    return replace(
        first,
        use=use,
        missing=tuple(questions.values()),
        most_questions=max(len(questions), first.most_questions),
    )


def _once(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))


def _said_once(found: Iterable[Unsaid]) -> tuple[Unsaid, ...]:
    """Return what was left unsaid, each once, with all provisions that make it matter."""
    once: dict[tuple[str, Text], Unsaid] = {}
    for one in found:
        known = once.setdefault((one.id, one.text), one)
        because = (*known.because, *one.because)
        once[one.id, one.text] = replace(known, because=_once(because))
    return tuple(once.values())


# --- like customers


def _compared(read: _Request, answers: Sequence[tuple[Asked, Answer]], answer: Answer) -> Answer:
    """Like customers get like prices: where they would not, there is no price."""
    other = read.request.compared_with
    amount = _amount(answers, answer)
    charged = any(one.use.charged for _, one in answers)
    if other is None or amount is None or not charged or amount.number == other.amount:
        return answer
    note = text(
        "quote.differs",
        customer=read.request.customer.name,
        amount=grouped(amount.number),
        other=other.customer,
        other_amount=grouped(other.amount),
        money=unit_text(read.document.money),
    )
    several: list[UseOfAll] = []
    for asked, _ in answers:
        spell, price = asked.spell, replace(asked.price, differs=True)
        pairs = dict.fromkeys(map(pair_of, spell.usages))
        several += read.decider.decide(spell.first, spell.facts, pairs, price).values()
    lines = tuple(
        line if line.regime is Regime.FREE else replace(line, amount=None, collected=False)
        for line in answer.lines
    )
    return Answer(
        UseOfAll.of(several), lines, notes=(*answer.notes, note), price_status=PriceStatus.NONE
    )


# --- writing the quote


def _amount(answers: Sequence[tuple[Asked, Answer]], answer: Answer) -> Step | None:
    """Return the total (yuan) of what is supplied; None where something of it has no amount."""
    if len(answers) == 1:
        return _of_part(answer)
    supplied = [line for line in answer.lines if line.regime is not Regime.REFUSED]
    parts = [_of_part(one) for _, one in answers if one.use.regime is not Regime.REFUSED]
    known = [part for part in parts if part is not None]
    if not supplied or len(known) < len(parts) or any(line.amount is None for line in supplied):
        return None
    if len(known) == 1:
        return known[0]
    return _rounded_once(answers) or total(text("quote.sum"), known, YUAN)


def _rounded_once(answers: Sequence[tuple[Asked, Answer]]) -> Step | None:
    """Return the total where all versions round it alike, and nothing was said to be used before.

    What was used before has its own rounded total in each part, from which the part goes on.
    """
    request = answers[0][0].request
    charged = [(asked.spell.version, answer) for asked, answer in answers if answer.use.charged]
    roundings = [version.rounding for version, _ in charged if version is not None]
    alike = len({(one.at, one.unit, one.mode) for one in roundings}) == 1
    before = bool(request.position) or any(line.history or line.prior for line in request.lines)
    if before or not alike or roundings[0].at is not RoundingPlace.TOTAL:
        return None
    amounts = [line.amount for _, answer in charged for line in answer.lines]
    whole = total(text("quote.sum"), [one for one in amounts if one is not None], YUAN)
    cites = tuple(dict.fromkeys(cite for one in roundings for cite in one.cites))
    return rounded(whole.label, whole, roundings[0], cites)


def _of_part(answer: Answer) -> Step | None:
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
    return parts[0] if len(parts) == 1 else total(text("quote.sum"), parts, YUAN)


def _written(read: _Request, answers: Sequence[tuple[Asked, Answer]], answer: Answer) -> Quote:
    request, document, shelf = read.request, read.document, read.shelf
    decisions = [one.step for one in answer.use.decisions]
    amount = _amount(answers, answer)
    if amount is not None:
        amount = in_unit(chosen(text("quote.total"), decisions, amount), YUAN, document.money)
    steps = (amount,) if amount is not None else tuple(decisions)
    watermark = document.watermark
    version = answers[0][0].spell.version
    rests_on, deciding = grounds(steps, answer.missing, version), answer.use.deciding
    priced_by = {name: shelf.hash_of(name) for name in document.and_ceilings}
    documents = {**priced_by, **answer.use.documents}
    law = [shelf.marks(documents, spell.first) for spell in read.spells]
    every = law[0].beside(*law[1:])
    held = [*_held(read, answers, every)]
    ends = [one.last for one in held if one.last is not None and one.last >= request.on]
    charged = any(one.use.charged for _, one in answers)
    trials = {
        on_trial.from_.start: on_trial
        for asked, one in answers
        if one.status is PriceStatus.TRIAL and (on_trial := asked.spell.version) is not None
    }
    remarks = remarks_of(request, document, answer.lines, charged, trials.values())
    return Quote(
        request=request,
        title=document.title,
        regime=answer.use.regime,
        channel=answer.use.channel,
        reason=answer.use.reason,
        price_status=answer.status,
        total=amount,
        currency=document.currency,
        vat=document.vat,
        lines=tuple(line.in_money(document.money) for line in answer.lines),
        conditions=answer.use.conditions,
        missing=answer.missing,
        ask_now=answer.ask_now,
        most_questions=answer.most_questions,
        nearest=() if deciding is None else changes_of(deciding, request.use),
        notes=_once(
            (
                *answer.notes,
                *answer.use.notes,
                *(_merged(read) if charged else ()),
                *remarks,
                *(remark for one in held for remark in one.remarks),
                *every.remarks,
            )
        ),
        rests_on=rests_on,
        steps=steps,
        documents=documents,
        valid_until=min(ends, default=None),
        watermarks=(*(() if watermark is None else (watermark,)), *every.watermarks),
        law=every,
        unsaid=() if amount is None else _said_once((*_presumed(answers), *answer.unsaid)),
        unused=() if answer.missing else tuple(_unused(read, rests_on, answer.use.decisions)),
    )


def _held(read: _Request, answers: Sequence[tuple[Asked, Answer]], law: LawMarks) -> Iterator[Held]:
    """Yield how long each part that has a tariff holds."""
    for asked, answer in answers:
        if asked.spell.version is not None:
            yield held_until(asked, answer.use, read.turns, read.decider, law)


def _presumed(answers: Sequence[tuple[Asked, Answer]]) -> Iterator[Unsaid]:
    """Yield what was presumed of what is supplied."""
    for _, answer in answers:
        if answer.use.regime is not Regime.REFUSED:
            yield from answer.use.unsaid


def _merged(read: _Request) -> Iterator[Text]:
    positions = positions_of(read.request, read.located)
    for each in read.in_force:
        yield from names_merged(each.version, read.usages, positions)


def _unused(
    read: _Request, rests_on: Sequence[Source], decisions: Sequence[UseDecision]
) -> Iterator[str]:
    """Yield the facts given for which nothing in the answer would be asked."""
    rests = {source.place for source in rests_on if isinstance(source, Declaration)}
    supplied = any(one.regime in (Regime.FREE, Regime.GUIDED) for one in decisions)
    if read.request.parts and supplied and not any(one.of_parts for one in decisions):
        yield "parts"
    asked = {source for each in read.in_force for source in _read_by_prices(read, each)}
    places = {one.place for one in asked if isinstance(one, Declaration)}
    for level in levels(read.request):
        for name in sorted(level.use):
            place = written_path((*level.path, "use", name))
            if place not in rests:
                yield place if level.path else name
        for name in sorted(level.prices):
            place = written_path((*level.path, "facts", name))
            if place not in places:
                yield place if level.path else name
    unused = [set(keys_unused(each.version, read.usages)) for each in read.in_force]
    yield from sorted(set.intersection(*unused)) if unused else ()


def _read_by_prices(read: _Request, each: InForce) -> Iterator[Source]:
    """Yield where the facts were declared on which prices of one version depend, use by use."""
    for usage, places in zip(each.usages, each.places, strict=True):
        priced = each.version.product(usage.product)
        names = () if priced is None else facts_asked(each.version, priced)
        for place, facts in facts_of_line(read.request, read.located, int(usage.path[1])):
            for name in names if place is None or place in places else ():
                yield from facts.price_sources.get(name, ())
