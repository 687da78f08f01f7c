"""A cloud of quantities over the published tariffs: the exact and the array reader are equal."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product as every
from pathlib import Path

import numpy as np
import pytest
from builders.proof import rounds, tried

from engine.law import Faults, Shelf
from engine.money import to_micro
from engine.tariff import TariffDocument, TariffProduct, TariffVersion, Usage, rate
from engine.tariff.columns.bill import bill_many
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.columns.spans import Spans
from engine.tariff.usage.usage import Span

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")
UNREADABLE = {
    ("cn/credit-reference", "2016-01-15", "enterprise-report"): "tariff.columns.unread",
    ("cn/credit-reference", "2016-01-15", "personal-report"): "tariff.columns.unread",
    ("cn/credit-reference", "2019-12-20", "receivables-pledge"): "tariff.columns.any_fraction",
    ("cn/credit-reference", "2025-07-01", "receivables-pledge"): "tariff.columns.any_fraction",
}
"""The products that columns do not hold for some who ask, and why: a price that nobody read, any
fraction of a unit."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A product of a version, for one answer to every fact."""

    document: TariffDocument
    version: TariffVersion
    product: TariffProduct
    facts: dict[str, str]

    @property
    def distinct(self) -> bool:
        """Whether repeated requests are charged once: then each unit concerns something else."""
        return any(component.once_per is not None for component in self.product.components)

    @property
    def units(self) -> list[str]:
        """The units that a use of it is counted in."""
        counted = [
            count.asked
            for component in self.product.components
            for count in self.product.counts_of(component)
        ]
        return [*dict.fromkeys(counted)]

    @property
    def named(self) -> tuple[str, str, str]:
        """The document, the day from which the version is in force, the product."""
        return self.document.id, str(self.version.from_.start), self.product.id

    def columns(self, numbers: Mapping[str, Sequence[int]]) -> Columns:
        """Numbers of each unit, in its smallest, as the array reader takes them."""
        whole = {unit: np.array(column, dtype=np.int64) for unit, column in numbers.items()}
        plain = self.units == [self.product.unit]
        return Columns(
            quantity=whole[self.product.unit] if plain else None,
            counts={} if plain else whole,
            facts=self.facts,
            distinct=self.distinct,
        )

    def fineness(self, unit: str) -> int:
        """Decimals of a number of `unit`."""
        return self.version.units[unit].fineness or 0

    def edges(self, unit: str) -> list[Decimal]:
        """Where bands begin or end, and steps of a ladder; in whole smallest units."""
        scale = Decimal(10) ** self.fineness(unit)
        found = {Decimal(0), Decimal(1), scale}
        for component in self.product.components:
            for charge in component.charges():
                schedule = getattr(charge, "schedule", None)
                if schedule is not None:
                    largest = min(int(self.product.largest_quantity), 10_000)
                    for edge in schedule.edges(largest):
                        found.add(Decimal(int(edge * int(scale))))
        return sorted(found)


def priced() -> Iterator[Priced]:
    """Every product of every version of a tariff that somebody published, by what decides."""
    for document in SHELF.of_kind(TariffDocument):
        if document.jurisdiction == "DEMO":
            continue
        for version in document.versions:
            for product in version.products:
                for facts in telling(version, product):
                    yield Priced(document, version, product, facts)


def telling(version: TariffVersion, product: TariffProduct) -> Iterator[dict[str, str]]:
    """Answers to every fact, one for each way in which the product's classes tell them apart."""
    classes = {
        *(name for component in product.components for name in component.for_class),
        *(each.for_ for each in product.discounts),
        *(each.for_ for each in product.exemptions),
    }
    kinds: list[dict[tuple[bool, ...], str]] = []
    for fact in version.facts:
        of_fact = sorted(name for name in classes if version.classes[name].fact == fact.id)
        alike = {tuple(each.id in version.classes[name].in_ for name in of_fact): each.id for each in fact.values}  # fmt: skip
        kinds.append(alike)
    floats = [(name, [str(-declared.down), "0", str(declared.up)]) for name, declared in version.floats.items()]  # fmt: skip
    names = [*(fact.id for fact in version.facts), *(name for name, _ in floats)]
    for answers in every(*(kind.values() for kind in kinds), *(some for _, some in floats)):
        yield dict(zip(names, answers, strict=True))


EVERY = [*priced()]
ALL = [one for one in EVERY if one.units]
"""Those that count something: what is priced by the period alone has no quantity."""
BY_PERIOD = [one for one in EVERY if not one.units]
EACH = max(1, rounds(quick=1_500, full=1_000_000 + len(ALL)) // (len(ALL) - len(UNREADABLE)))
"""How many quantities of each: 8 of 170 where the proof is not asked for, so that what columns do
beside an edge is held by `make proof` and by the tests of each model rather than here."""


def drawn(one: Priced, unit: str, chance: random.Random, rows: int) -> list[int]:
    """Return numbers of `unit` in smallest units: at edges, beside them, small, and any size."""
    edges = one.edges(unit)
    several = len(one.units) > 1
    largest = int(one.product.largest_quantity) * 10 ** one.fineness(unit)
    most = min(largest, 1_000) if several else largest
    found = []
    for _ in range(rows):
        way = chance.random()
        if way < 0.4:
            number = int(chance.choice(edges)) + chance.choice((-1, 0, 1))
        elif way < 0.7:
            number = chance.randrange(0, 1_000)
        else:
            number = int(10 ** chance.uniform(0, len(str(most)) - 1))
        found.append(min(max(number, 0), most))
    return found


def whole_bills(one: Priced, columns: Columns) -> np.ndarray:
    """Return what each row costs (micro-yuan) as a bill of its own."""
    amounts = rate_many(one.document, one.version, one.product.id, columns).total
    if not one.version.bill:  # nothing is added up, and so no amount is too large to be
        return amounts
    return bill_many(one.document, one.version, {one.product.id: amounts}, facts=one.facts).total


@pytest.mark.parametrize(
    "one", ALL, ids=lambda one: f"{one.document.id} {one.version.from_.start} {one.product.id} {'-'.join(one.facts.values())}"
)  # fmt: skip
def test_both_readers_agree_over_a_cloud(one: Priced) -> None:
    chance = random.Random(f"{one.document.id} {one.product.id} {one.facts}")
    numbers = {unit: drawn(one, unit, chance, EACH) for unit in one.units}
    plain = one.units == [one.product.unit]
    try:
        found = whole_bills(one, one.columns(numbers))
    except Faults as refused:
        assert {fault.key for fault in refused.faults} == {UNREADABLE.get(one.named)}
        tried("published tariffs in both readers", products_not_in_columns=1)
        return
    day = one.version.from_.start
    for row in range(EACH):
        exact = {
            unit: Decimal(column[row]).scaleb(-one.fineness(unit))
            for unit, column in numbers.items()
        }
        usage = Usage(
            one.product.id,
            day,
            quantity=exact[one.product.unit] if plain else None,
            counts={} if plain else exact,
            distinct=one.distinct,
            keys=dict.fromkeys({} if one.distinct else one.version.keys, "甲"),
        )
        total = rate(one.document, one.version, [usage], one.facts).total
        assert total is not None
        assert int(found[row]) == to_micro(total.number), exact
    tried("published tariffs in both readers", products=1, quantities=EACH)


def test_all_products_but_a_few_are_held_by_both_readers() -> None:
    refused = []
    for one in ALL:
        try:
            whole_bills(one, one.columns({unit: [1] for unit in one.units}))
        except Faults as faults:
            refused += [(one.named, fault.key) for fault in faults.faults]
    assert sorted(refused) == sorted(UNREADABLE.items())


@pytest.mark.parametrize("one", BY_PERIOD, ids=lambda one: f"{' '.join(one.named)} {one.facts}")
def test_both_readers_agree_over_spans(one: Priced) -> None:
    chance = random.Random(f"{one.named} {one.facts}")
    begins, ends = one.version.from_.start, one.document.last_day(one.version)
    open_ended = begins + datetime.timedelta(days=4_000)
    last = (min(ends, open_ended) if ends is not None else open_ended).toordinal()
    spans = [
        tuple(sorted(chance.randint(begins.toordinal(), last) for _ in range(2))) for _ in range(12)
    ]
    days = [[datetime.date.fromordinal(each) for each in span] for span in spans]
    first, after = (np.array(column, dtype="M8[D]") for column in zip(*days, strict=True))
    columns = Columns(facts=one.facts, spans=Spans(first, after))
    found = rate_many(one.document, one.version, one.product.id, columns).total
    for amount, (start, end) in zip(found.tolist(), days, strict=True):
        usage = Usage(
            one.product.id, start, span=Span(start, end), keys=dict.fromkeys(one.version.keys, "甲")
        )
        total = rate(one.document, one.version, [usage], one.facts).total
        assert total is not None
        assert amount == to_micro(total.number), (start, end)


def test_some_are_priced_by_the_period() -> None:
    assert {one.named[0] for one in BY_PERIOD} == {"de/transparency-register", "nl/land-registry"}
