"""Whole bills: what the rules over a sum of lines take off or add, and on which lines it falls."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from engine.money import CONTEXT, ONE_FEN, grouped
from engine.money.currency import YUAN
from engine.tariff.model.bands import AtZero
from engine.tariff.model.bill import Allocation, BillModel, BillRule, PartOfPeriod, Settled
from engine.tariff.model.document import RoundingPlace
from engine.tariff.model.period import days_in
from engine.tariff.rate.counting.uses import Uncorrectable
from engine.tariff.rate.customer import Charged
from engine.tariff.usage.keys import bill_of, bill_of_position
from engine.tariff.usage.position import Position
from engine.text import text

__all__ = ["BillItem", "BillLine", "bill_lines", "came_before"]


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
    corrects: int | None = None
    """The usage that it is of, by its place, where that is a correction."""


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
    due: Decimal
    """What the rule makes of that (yuan)."""
    before: Step | None
    """What had come of it before this bill (yuan); None where nothing was billed before."""

    @property
    def undoes(self) -> bool:
        """Whether it takes back what the rule did to the bill before."""
        return (self.amount.number > 0) is not (self.rule.model is BillModel.AT_LEAST)


def bill_lines(
    charged: Charged,
    items: Sequence[BillItem],
    positions: Sequence[Position],
    billed: Sequence[BillLine] = (),
) -> list[BillLine]:
    """Return what the rules of the version make of `items`, in the order in which they stand.

    A bill that runs over a period is settled by what it comes to so far, less what it came to
    before, so that a bill in parts comes to what it comes to whole. `billed` are the bills of
    parts before this one, in order, and go on where they ended, also under another version of the
    tariff; for those of none of them `positions` say what was summed before, by rule. A later rule
    sees what earlier ones have made. Raises Uncorrectable for a correction that takes back more
    than a bill has summed.
    """
    found: list[BillLine] = []
    of_place: dict[int, list[BillLine]] = {}
    for rule in charged.version.bill:
        if rule.for_ is not None and not charged.is_in(rule.for_):
            continue
        groups: dict[tuple[str, ...], list[int]] = {}
        for place, item in enumerate(items):
            if rule.covers(item.product):
                group = bill_of(charged.version, rule, item.keys, item.day, item.since)
                groups.setdefault(group, []).append(place)
        made = []
        for group, places in groups.items():
            inside = _inside(places, of_place)
            before = _before(charged, rule, group, positions, billed)
            made.append(_settled(charged, rule, group, items, places, inside, before))
        for line in made:
            for place in line.items:
                of_place.setdefault(place, []).append(line)
        found += made
    return found


def came_before(bill: Sequence[BillLine], lines: Sequence[Step | None]) -> list[Step]:
    """Return what had come before of the `lines` that `bill` sums, as far as it is known (yuan).

    What a whole bill came to says it of all its lines; of others it is what each of `lines` says.
    """
    found: list[Step] = []
    covered: set[int] = set()
    for one in reversed(bill):
        if one.before is not None and covered.isdisjoint(one.items):
            found.append(one.before)
            covered.update(one.items)
    own = (line for place, line in enumerate(lines) if place not in covered)
    return [*found, *(line for line in own if line is not None)]


def _inside(places: Sequence[int], of_place: Mapping[int, Sequence[BillLine]]) -> list[Step]:
    """Return what earlier rules made of the lines at `places`, each once."""
    chosen = set(places)
    earlier = {id(line): line for place in places for line in of_place.get(place, ())}
    return [line.amount for line in earlier.values() if chosen.issuperset(line.items)]


@dataclass(frozen=True, slots=True)
class _Before:
    """What was billed by a rule before."""

    gross: Step | None
    """What it had summed (yuan)."""
    due: Step | None
    """What it came to (yuan)."""
    closing: Position | None
    """What says that the period ends with what is used now."""


def _before(
    charged: Charged,
    rule: BillRule,
    group: tuple[str, ...],
    positions: Sequence[Position],
    billed: Sequence[BillLine],
) -> _Before:
    said = next((one for one in positions if _is_of(charged, rule, group, one)), None)
    closing = said if said is not None and said.closes else None
    over = rule.accumulate
    keys = set(() if over is None else over.key)
    last = next(
        (
            one
            for one in reversed(billed)
            if one.carried.keys.keys() == keys and _is_of(charged, rule, group, one.carried)
        ),
        None,
    )
    label = text("tariff.rate.billed_before", bill=rule.title)
    if last is not None:
        assert last.carried.charged is not None
        gross = given(label, last.carried.charged, YUAN)
        came = text("tariff.rate.bill_came_to", bill=rule.title)
        return _Before(gross, given(came, last.due, YUAN), closing)
    if said is None or said.charged is None:
        return _Before(None, None, closing)
    gross = given(label, said.charged, YUAN, said.sources)
    return _Before(gross, _due(charged, rule, gross), closing)


def _is_of(charged: Charged, rule: BillRule, group: tuple[str, ...], position: Position) -> bool:
    mine = position.bill == rule.id
    return mine and bill_of_position(charged.version, rule, position) == group


def _settled(
    charged: Charged,
    rule: BillRule,
    group: tuple[str, ...],
    items: Sequence[BillItem],
    places: Sequence[int],
    inside: Sequence[Step],
    before: _Before,
) -> BillLine:
    parts = [*(items[place].amount for place in places), *inside]
    gross = total(text("tariff.rate.bill_sum", bill=rule.title), parts, YUAN)
    so_far = gross
    if before.gross is not None:
        so_far = total(
            text("tariff.rate.billed_so_far", bill=rule.title), [before.gross, gross], YUAN
        )
    _hold_corrections(rule, [items[place] for place in places], so_far, before)
    whole = due = _due(charged, rule, so_far, before.closing)
    if before.due is not None:
        due = difference(text("tariff.rate.bill_due", bill=rule.title), [whole, before.due], YUAN)
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
    return BillLine(
        rule, tuple(places), gross.number, amount, shares, carried, whole.number, before.due
    )


def _hold_corrections(
    rule: BillRule, items: Sequence[BillItem], so_far: Step, before: _Before
) -> None:
    """Hold a correction to what the bill has summed. Per cent alone are of any part alike, where it
    is not said what that was."""
    if so_far.number >= 0 or (before.gross is None and rule.model is BillModel.PERCENT_OFF):
        return
    for item in items:
        if item.corrects is not None:
            left = grouped(so_far.number)
            raise Uncorrectable(
                item.corrects, "tariff.bill_corrected_below_zero", bill=rule.title, left=left
            )


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
    length = Decimal(days_in(written))
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
    assert rule.model is BillModel.AMOUNT_OFF
    return largest(label, [difference(label, [gross, bound], YUAN), zero], YUAN)


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
