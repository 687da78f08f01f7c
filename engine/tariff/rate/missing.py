"""What has to be known before an amount can be given: facts, and whom or what a use concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from engine.law import Source, written_path
from engine.tariff.model.charge import (
    Percentage,
    PerPeriod,
    PerUnit,
    ProrationRule,
    Unread,
    accumulation_of,
)
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation, Runs
from engine.tariff.model.product import Component, FreeQuota, TariffProduct
from engine.tariff.rate.charging.periods import amounts_by_runs
from engine.tariff.rate.customer import Charged
from engine.tariff.usage.keys import keys_missing
from engine.tariff.usage.position import OF_THE_REQUEST, Position
from engine.tariff.usage.together import products_counted
from engine.tariff.usage.usage import Usage
from engine.text import Text, text

__all__ = ["MissingFact", "facts_asked", "missing_fact", "missing_facts", "missing_of_bills"]


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that has to be known before an amount can be given."""

    id: str
    """Short name, or the place in the request that lacks it."""
    title: Text
    """What is asked for."""
    question: Text
    """How it is asked for."""
    values: tuple[tuple[str, Text], ...]
    """Its possible values with what a person reads."""
    because: tuple[Source, ...]
    """The provisions that make it matter."""
    found: str | None = None
    """The value that was given and is none of `values`."""
    kind: Literal["choice", "number", "name", "date"] = "choice"
    """How it is answered: by one of its values, a number, a name or a day."""


def missing_facts(
    charged: Charged, priced: TariffProduct, every: Sequence[Usage], positions: Sequence[Position]
) -> Iterator[MissingFact]:
    """Yield what must be known before the uses of `priced` among `every` use can be priced.

    What other products used counts where its keys do not tell them apart, and what `positions` say.
    """
    version = charged.version
    usages = [usage for usage in every if usage.product == priced.id and not usage.all_before]
    for name in _facts_of(version, priced):
        if not _known(charged, name):
            yield missing_fact(version, name, charged.facts.get(name))
    for usage in usages:
        for component in priced.components:
            once = component.once_per
            if once is not None and not usage.events and not usage.distinct:
                place = written_path((*usage.path, "distinct"))
                answers = (("true", text("explain.yes")), ("false", text("explain.no")))
                question = text("tariff.rate.distinct_question")
                yield MissingFact(place, question, question, answers, once.cites)
    for component in priced.components:
        yield from _runs(charged, component, usages)
        yield from _since(charged, component, usages)
        for key, cites in _keys_that_decide(charged, priced, component, every, positions):
            for usage in usages:
                for name in keys_missing(usage, key):
                    yield _whose(version, usage, name, cites)


def missing_of_bills(
    charged: Charged, usages: Sequence[Usage], positions: Sequence[Position]
) -> Iterator[MissingFact]:
    """Yield what must be known before rules over whole bills can be applied to `usages`.

    Whom and what a single unit concerns matters only where `positions` say what was billed before.
    """
    version = charged.version
    said = {one.bill for one in positions}
    for rule in version.bill:
        covered = [usage for usage in usages if rule.covers(usage.product)]
        fact = None if rule.for_ is None else version.classes[rule.for_].fact
        if fact is not None and covered and not _known(charged, fact):
            yield missing_fact(version, fact, charged.facts.get(fact))
        over = rule.accumulate
        if over is None or (rule.for_ is not None and not charged.is_in(rule.for_)):
            continue
        units = sum(map(_units, covered), Decimal(0))
        several = len(covered) > 1 or abs(units) > 1 or rule.id in said
        for usage in covered:
            if over.runs is not None and over.by_contract and usage.contract_since is None:
                yield _contract(usage, over.runs.cites)
            for name in keys_missing(usage, over.key) if several else ():
                yield _whose(version, usage, name, rule.cites, "whose_bill")


def facts_asked(version: TariffVersion, priced: TariffProduct) -> tuple[str, ...]:
    """Return the facts and floats of `version` that have to be known to price `priced`, and for
    rules over whole bills with its lines."""
    of_bills = [
        version.classes[rule.for_].fact
        for rule in version.bill
        if rule.for_ is not None and rule.covers(priced.id)
    ]
    return tuple(dict.fromkeys([*_facts_of(version, priced), *of_bills]))


def _facts_of(version: TariffVersion, priced: TariffProduct) -> tuple[str, ...]:
    classes = [
        *(name for component in priced.components for name in component.for_class),
        *(discount.for_ for discount in priced.discounts),
        *(exemption.for_ for exemption in priced.exemptions),
    ]
    facts = [version.classes[name].fact for name in classes]
    floats = [component.float_ for component in priced.components if component.float_]
    return tuple(dict.fromkeys([*facts, *floats]))


def missing_fact(version: TariffVersion, name: str, found: str | None = None) -> MissingFact:
    """Return how the fact or float `name` is asked for; `found` is a value that is none of its."""
    fact = version.fact(name)
    if fact is None:
        around = version.floats[name]
        return MissingFact(name, around.title, around.question, (), around.cites, kind="number")
    values = tuple((value.id, value.title) for value in fact.values)
    return MissingFact(name, fact.title, fact.question, values, fact.cites, found)


# --- which contract year


def _runs(charged: Charged, component: Component, usages: Sequence[Usage]) -> Iterator[MissingFact]:
    """Yield from when periods run, where a started one counts whole and more would be started."""
    charge = charged.charge_of(component)
    if not isinstance(charge, PerPeriod) or charge.proration.rule is ProrationRule.BY_DAY:
        return
    period = text(f"tariff.rate.period_{charge.period.value}")
    for usage in usages:
        if usage.span is not None and amounts_by_runs(charge, usage.span) is not None:
            answers = tuple(
                (rule.value, text(f"tariff.rate.runs_{rule.value}", period=period)) for rule in Runs
            )
            yield MissingFact(
                written_path((*usage.path, "span", "runs")),
                text("tariff.rate.runs", period=period),
                text("tariff.rate.runs_question", period=period, first=usage.span.first),
                answers,
                charge.cites,
            )


def _since(
    charged: Charged, component: Component, usages: Sequence[Usage]
) -> Iterator[MissingFact]:
    """Yield the first day of the contract, where something is counted within its periods."""
    rules: list[tuple[bool, Sequence[Source]]] = []
    over, quota = accumulation_of(charged.charge_of(component)), component.free_quota
    if over is not None and over.runs is not None:
        rules.append((over.by_contract, over.runs.cites))
    if quota is not None and quota.within.runs is not None:
        rules.append((quota.within.by_contract, quota.within.runs.cites))
    for usage in usages:
        for by_contract, cites in rules:
            if by_contract and usage.contract_since is None:
                yield _contract(usage, cites)


def _contract(usage: Usage, cites: Sequence[Source]) -> MissingFact:
    place = written_path((*usage.path, "since"))
    title, question = text("tariff.rate.since"), text("tariff.rate.since_question")
    return MissingFact(place, title, question, (), tuple(cites), kind="date")


# --- whom and what


def _keys_that_decide(
    charged: Charged,
    priced: TariffProduct,
    component: Component,
    every: Sequence[Usage],
    positions: Sequence[Position],
) -> Iterator[tuple[Sequence[str], Sequence[Source]]]:
    """Yield the keys on which the amount of `component` depends for so much use, with their rule.

    One request is of one person, unless something was used before; and a price that is the same
    for every unit depends on none.
    """
    usages = [usage for usage in every if usage.product == priced.id]
    events = [event for usage in usages for event in (*usage.events, *usage.history)]
    once, quota = component.once_per, component.free_quota
    own = [one for one in positions if one.of_component(priced.id, component.id)]
    if once is not None:
        again = any(one.last_charged is not None and one.of_keys(once.key) for one in own)
        if len(events) > 1 or again:
            yield once.key, once.cites

    def units(over: FreeQuota | Accumulation) -> Decimal:
        counted = products_counted(charged.version, priced, over)
        together = (one for one in every if one.product in counted and not one.distinct)
        before = (
            one.most_used
            for one in positions
            if any(one.of_component(each, component.id) for each in counted)
            and one.counted_by(over)
        )
        return sum((*map(_units, together), *before), Decimal(0))

    if quota is not None and units(quota) > quota.units:
        yield quota.key, quota.cites
    charge = charged.charge_of(component)
    if isinstance(charge, PerPeriod | Unread) or charge.accumulate is None:
        return
    straight = isinstance(charge, PerUnit | Percentage) and component.limits is None
    if not straight and units(charge.accumulate) > 1:
        yield charge.accumulate.key, charge.cites


def _units(usage: Usage) -> Decimal:
    """Return the units of `usage`, those before included; of several counts, all of them."""
    events = (*usage.events, *usage.history)
    asked = sum((event.quantity for event in events), usage.quantity or Decimal(0))
    return asked + sum(usage.counts.values(), usage.prior or Decimal(0))


def _whose(
    version: TariffVersion, usage: Usage, name: str, cites: Sequence[Source], how: str = "whose"
) -> MissingFact:
    key = version.keys.get(name)
    title = text("tariff.rate.key", key=name) if key is None else key.title
    asked = text("tariff.rate.which", title=title) if key is None else key.question
    if name in OF_THE_REQUEST:
        place = written_path((*usage.path, name))
        return MissingFact(place, title, asked, (), tuple(cites), kind="name")
    question = text(f"tariff.rate.{how}", asked=asked, key=name)
    place = written_path((*usage.path, "keys", name))
    return MissingFact(place, title, question, (), tuple(cites), kind="name")


def _known(charged: Charged, name: str) -> bool:
    fact, given = charged.version.fact(name), charged.facts.get(name)
    return given is not None if fact is None else given in {value.id for value in fact.values}
