"""Whole bills: what the rules over a sum of lines take off or add, and on which lines it falls."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from engine.explain import (
    Step,
    chosen,
    compared,
    difference,
    given,
    largest,
    product,
    quotient,
    rounded,
    smallest,
    total,
)
from engine.money import CONTEXT, ONE_FEN
from engine.money.currency import YUAN
from engine.tariff.model.bands import AtZero
from engine.tariff.model.bill import Allocation, BillModel, BillRule, PartOfPeriod, Settled
from engine.tariff.model.document import RoundingPlace, TariffVersion
from engine.tariff.model.period import Accumulation, days_in, period_of
from engine.tariff.rate.customer import Charged
from engine.tariff.usage.position import Position
from engine.tariff.usage.usage import Event, Span, Usage
from engine.text import text

__all__ = ["BillItem", "BillLine", "apart_by_bill", "bill_lines"]


@dataclass(frozen=True, slots=True)
class BillItem:
    """A collected line as a bill sees it."""

    product: str
    day: datetime.date
    since: datetime.date | None
    """The first day of the contract, where that is said."""
    keys: Mapping[str, str]
    """Whom and what it concerns."""
    amount: Step
    """What is collected (yuan)."""


@dataclass(frozen=True, slots=True)
class BillLine:
    """What a rule takes off one bill, or adds to it."""

    rule: BillRule
    items: tuple[int, ...]
    """The places of the lines that it sums."""
    gross: Decimal
    """Their sum before the rule (yuan), without what was billed before."""
    amount: Step
    """What it adds (yuan); below zero, what it takes off."""
    shares: tuple[Decimal, ...]
    """The part of it on each of these lines (yuan); they sum to it."""
    carried: Position
    """What was billed by the rule so far, this bill included: where the next one begins."""


def _group(
    charged: Charged,
    rule: BillRule,
    keys: Mapping[str, str],
    day: datetime.date,
    since: datetime.date | None,
) -> tuple[str, ...]:
    """Return to which bill of `rule` something belongs: by its keys, folded, and its period."""
    over = rule.accumulate
    if over is None:
        return ()
    within = period_of(day, over.period, since if over.by_contract else None)
    return (*charged.version.group(over.key, keys), within)


def bill_lines(
    charged: Charged, items: Sequence[BillItem], positions: Sequence[Position]
) -> list[BillLine]:
    """Return what the rules of the version make of `items`, in the order in which they stand.

    A bill that runs over a period is settled by what it comes to so far, less what it came to
    before: `positions` say that sum by rule, so that a bill in parts comes to what it comes to
    whole. A later rule sees what earlier ones have made.
    """
    found: list[BillLine] = []
    for rule in charged.version.bill:
        if rule.for_ is not None and not charged.is_in(rule.for_):
            continue
        groups: dict[tuple[str, ...], list[int]] = {}
        for place, item in enumerate(items):
            if rule.covers(item.product):
                group = _group(charged, rule, item.keys, item.day, item.since)
                groups.setdefault(group, []).append(place)
        found += [
            _settled(charged, rule, group, items, places, found, positions)
            for group, places in groups.items()
        ]
    return [line for line in found if line.amount.number or line.carried.charged]


def _settled(
    charged: Charged,
    rule: BillRule,
    group: tuple[str, ...],
    items: Sequence[BillItem],
    places: Sequence[int],
    earlier: Sequence[BillLine],
    positions: Sequence[Position],
) -> BillLine:
    inside = [line.amount for line in earlier if set(line.items) <= set(places)]
    parts = [*(items[place].amount for place in places), *inside]
    gross = total(text("tariff.rate.bill_sum", bill=rule.title), parts, YUAN)
    before = [
        given(
            text("tariff.rate.billed_before", bill=rule.title),
            position.charged,
            YUAN,
            position.sources,
        )
        for position in positions
        if position.charged is not None and _is_of(charged, rule, group, position)
    ]
    closing = next(
        (one for one in positions if one.closes and _is_of(charged, rule, group, one)), None
    )
    if before:
        so_far = total(text("tariff.rate.billed_so_far", bill=rule.title), [*before, gross], YUAN)
        earlier_sum = total(before[0].label, before, YUAN)
        ends = [_due(charged, rule, so_far, closing), _due(charged, rule, earlier_sum)]
        due = difference(text("tariff.rate.bill_due", bill=rule.title), ends, YUAN)
    else:
        so_far, due = gross, _due(charged, rule, gross)
    amount = difference(rule.title, [due, gross], YUAN)
    if rule.for_ is not None:
        amount = chosen(rule.title, [charged.membership(rule.for_)], amount)
    over = rule.accumulate
    first = items[places[0]]
    keys = {} if over is None else {name: first.keys.get(name, "") for name in over.key}
    carried = Position(
        "", None, keys, group[-1] if group else None, charged=so_far.number, bill=rule.id
    )
    shares = _shares(rule.allocated, [items[place].amount.number for place in places], amount)
    return BillLine(rule, tuple(places), gross.number, amount, shares, carried)


def _is_of(charged: Charged, rule: BillRule, group: tuple[str, ...], position: Position) -> bool:
    if position.bill != rule.id:
        return False
    over = rule.accumulate
    keys = () if over is None else charged.version.group(over.key, position.keys)
    return (*keys, *(() if over is None else (position.period or "",))) == group


def _due(charged: Charged, rule: BillRule, gross: Step, closing: Position | None = None) -> Step:
    """Return what a bill of `gross` comes to by `rule` (yuan), rounded where lines are; `closing`
    says that its period ends with it."""
    if rule.settled is Settled.AT_PERIOD_END and closing is None:
        return gross
    label, rounding = text("tariff.rate.bill_due", bill=rule.title), charged.version.rounding
    due = _made(rule, gross, closing)
    if rounding.at is RoundingPlace.LINE:
        return rounded(label, due, rounding, rounding.cites)
    return due


def _by_day(rule: BillRule, bound: Step, closing: Position) -> Step:
    """Return the part of a least amount that the days covered of the period have (yuan)."""
    assert rule.accumulate is not None
    written = closing.period or ""
    label = text("tariff.rate.bill_part")
    days = given(text("tariff.rate.period_days"), closing.used["day"], "day", closing.sources)
    length = Decimal(days_in(written, rule.accumulate.period))
    whole = given(text("tariff.rate.period_length"), length, "day")
    return quotient(label, product(label, [bound, days], "yuan*day"), whole, YUAN)


def _made(rule: BillRule, gross: Step, closing: Position | None) -> Step:
    label = text("tariff.rate.bill_due", bill=rule.title)
    if rule.model is BillModel.PERCENT_OFF:
        assert rule.percent is not None
        whole = given(text("tariff.rate.whole"), Decimal(100), "percent")
        off = given(text("tariff.rate.discount"), rule.percent, "percent", rule.cites)
        left = difference(text("tariff.rate.paid_percent"), [whole, off], "percent")
        part = quotient(text("tariff.rate.paid_part"), left, whole, "1")
        return product(label, [gross, part], YUAN, rule.cites)
    assert rule.amount is not None
    bound = given(text(f"tariff.rate.bill_{rule.model.value}"), rule.amount, YUAN, rule.cites)
    if closing is not None and rule.part_of_period is PartOfPeriod.BY_DAY:
        bound = _by_day(rule, bound, closing)
    zero = given(text("tariff.rate.zero"), rule.amount * 0, YUAN)
    match rule.model:
        case BillModel.WAIVED_UP_TO:
            small = compared(text("tariff.rate.bill_small"), gross, "<=", bound)
            return chosen(label, [small], zero if small.value else gross, rule.cites)
        case BillModel.AT_LEAST:
            due = gross.number > 0 or rule.at_zero is AtZero.CHARGED
            return largest(label, [gross, bound], YUAN) if due else gross
        case BillModel.AT_MOST:
            return smallest(label, [gross, bound], YUAN)
        case BillModel.AMOUNT_OFF:
            rest = difference(label, [gross, bound], YUAN)
            return largest(label, [rest, zero], YUAN)
    raise AssertionError(rule.model)


def _shares(allocated: Allocation, amounts: Sequence[Decimal], amount: Step) -> tuple[Decimal, ...]:
    """Return the parts of `amount` on lines of `amounts` (yuan): whole fen but for what is left."""
    rest, whole = amount.number, sum(amounts, Decimal(0))
    shares = [Decimal(0) for _ in amounts]
    order = [*range(len(amounts))]
    if allocated is Allocation.BY_AMOUNT:
        order.sort(key=lambda place: -amounts[place])
        for place, each in enumerate(amounts if whole else ()):
            part = CONTEXT.divide(CONTEXT.multiply(amount.number, each), whole)
            shares[place] = part.quantize(ONE_FEN, ROUND_DOWN, CONTEXT)
            rest = CONTEXT.subtract(rest, shares[place])
    for place in order:
        room = CONTEXT.add(amounts[place], shares[place])
        more = rest if rest > 0 else max(rest, -room)
        shares[place] = CONTEXT.add(shares[place], more)
        rest = CONTEXT.subtract(rest, more)
    shares[order[0]] = CONTEXT.add(shares[order[0]], rest)
    return tuple(shares)


def apart_by_bill(version: TariffVersion, usages: Sequence[Usage]) -> list[Usage]:
    """Return `usages` so that all of each belongs to one bill of every rule: dated requests and
    days of a subscription that belong to several stand apart, in the order of days."""
    if not any(rule.accumulate is not None for rule in version.bill):
        return [*usages]
    return [part for usage in usages for part in _parts(version, usage)]


def _parts(version: TariffVersion, usage: Usage) -> Iterator[Usage]:
    rules = [rule.accumulate for rule in version.bill if rule.accumulate is not None]
    since = usage.contract_since

    def bills(day: datetime.date, keys: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (*version.group(over.key, keys), period_of(day, over.period, since_of(over)))
            for over in rules
        )

    def since_of(over: Accumulation) -> datetime.date | None:
        return since if over.by_contract else None

    if usage.span is not None and not usage.events:
        yield from _of_days(usage, usage.span, lambda day: bills(day, usage.all_keys()))
        return
    groups: dict[tuple[tuple[str, ...], ...], list[Event]] = {}
    for event in sorted(usage.events, key=lambda event: event.on):
        groups.setdefault(bills(event.on, usage.all_keys(event)), []).append(event)
    if len(groups) < 2 or usage.span is not None:
        yield usage
        return
    for place, events in enumerate(groups.values()):
        yield replace(usage, events=tuple(events), history=() if place else usage.history)


def _of_days(
    usage: Usage, span: Span, bills: Callable[[datetime.date], Hashable]
) -> Iterator[Usage]:
    """Yield the days of a subscription by bill; each part knows the days charged before it."""
    one, first, done = datetime.timedelta(days=1), span.first, [*span.charged]
    day = span.first
    while day <= span.last:
        if day == span.last or bills(day + one) != bills(first):
            part = replace(
                span, first=first, last=day, since=span.since or span.first, charged=tuple(done)
            )
            yield replace(usage, span=part)
            done.append(Span(first, day))
            first = day + one
        day += one
