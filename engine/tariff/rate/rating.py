"""The exact reader: usages and facts in, amounts with their explanation out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from engine.explain import Step, chosen, difference, given, in_unit, rounded, same, total
from engine.law import Fault, Faults, Finding, Source, written_path
from engine.money.currency import YUAN
from engine.tariff.model.charge import Capacity, Charge, PerPeriod, Unread, accumulation_of
from engine.tariff.model.document import RoundingPlace, TariffDocument, TariffVersion
from engine.tariff.model.product import Component, Exemption, TariffProduct, UnreadModifier
from engine.tariff.rate.bill import BillItem, BillLine, bill_lines, came_before
from engine.tariff.rate.bill_parts import BillPart, held, parts_by_bill
from engine.tariff.rate.charging.component import Making
from engine.tariff.rate.charging.periods import days_covered
from engine.tariff.rate.counting.buckets import Bucket, Counted, Counting
from engine.tariff.rate.counting.uses import units_of
from engine.tariff.rate.customer import Charged
from engine.tariff.rate.largest import beyond_largest
from engine.tariff.rate.missing import MissingFact, missing_facts, missing_of_bills
from engine.tariff.rate.unsaid import Unsaid, unsaid_of, unsaid_of_bill, unsaid_of_each
from engine.tariff.usage.choices import fact_findings
from engine.tariff.usage.findings import outside_version, usage_findings
from engine.tariff.usage.position import Position
from engine.tariff.usage.together import counted_with
from engine.tariff.usage.usage import Usage
from engine.text import Text, text

__all__ = ["RatedLine", "Rating", "rate"]


@dataclass(frozen=True, slots=True)
class RatedLine:
    """One component of one usage, rated."""

    usage: Usage
    """What was used."""
    product: TariffProduct
    """What it was rated as."""
    component: Component
    """The component."""
    quantity: Step
    """Units asked for and charged, after windows, quotas and share."""
    unit: Text
    """Name of the unit."""
    asked_unit: Text
    """Name of the unit in which use is asked for: another where it is converted."""
    unit_price: Decimal | None
    """Price of a unit (yuan); None where several bands or a flat amount apply."""
    metered: Step | None
    """Amount metered (yuan), whether collected or not; None when the price could not be read."""
    amount: Step | None
    """Amount collected (yuan); 0 when exempt or not collected; None when there is no price."""
    collected: bool
    """Whether the metered amount is collected."""
    note: Text | None
    """Why it is not collected, or has no price."""
    modifier: UnreadModifier | None
    """What else would change the price, by a rule that could not be read."""
    before: Step | None = None
    """What was collected for its units before this request (yuan), as far as that was said."""

    def in_money(self, unit: str) -> RatedLine:
        """Return the line with its amounts in the tariff's own unit of money."""
        if unit == YUAN:
            return self
        metered, amount, before = (
            None if step is None else in_unit(step, YUAN, unit)
            for step in (self.metered, self.amount, self.before)
        )
        return replace(self, metered=metered, amount=amount, before=before)


@dataclass(frozen=True, slots=True)
class Rating:
    """What usages cost under one version of a tariff."""

    lines: tuple[RatedLine, ...]
    """Lines of the usages for which nothing is missing, in order."""
    total: Step | None
    """Sum collected (yuan); None while facts are missing or a price could not be read."""
    missing: tuple[MissingFact, ...]
    """What has to be known first."""
    unsaid: tuple[Unsaid, ...] = ()
    """What was not said and could change an amount that is collected."""
    bill: tuple[BillLine, ...] = ()
    """What rules over whole bills take off or add."""


def rate(
    document: TariffDocument,
    version: TariffVersion,
    usages: Sequence[Usage],
    facts: Mapping[str, str],
    sources: Mapping[str, Sequence[Source]] | None = None,
    positions: Sequence[Position] | None = None,
    located: Callable[[Finding], Fault] | None = None,
    billed: Sequence[BillLine] = (),
    earlier: Sequence[Usage] = (),
) -> Rating:
    """Return what `usages` cost together under `version` of `document`.

    What belongs together by the keys that the rules name is added up over all usages; `positions`
    say what was used before, None that nothing was said. Of parts of the same request that were
    rated before, what rules over whole bills made of them, `billed`, counts in place of what
    `positions` say, and the use of other products, the history of `earlier`, counts where they are
    counted with those asked for. `facts` are the values of the version's facts and floats as far
    as known, `sources` where they come from; `located` makes faults of findings in the file that
    the usages were read from.

    A line is counted (windows, then free quota), charged by the customer's class, floated, limited
    and discounted in the declared order, rounded, and then collected or not; of use added up over
    a period, what was rated before is taken off. Rules over whole bills come last.

    Raises Faults when a usage or a fact cannot be read at all (`usage_findings`, `fact_findings`),
    or a day is not one of the version's.
    """
    fault = located or partial(_in_document, document)
    findings = [*usage_findings(version, usages), *outside_version(document, version, usages)]
    if findings := [*findings, *fact_findings(version, facts)]:
        raise Faults(map(fault, findings))
    parts = parts_by_bill(version, usages)
    parts += [BillPart(one, one.on, one.keys, by_period=False) for one in earlier]
    reader = _Reader(Charged(document, version, facts, sources or {}), parts, positions or ())
    unsaid: list[Unsaid] = []
    missing: dict[str, MissingFact] = {}
    known: list[_Product] = []
    asked, every = dict.fromkeys(usage.product for usage in usages), (*usages, *earlier)
    for identifier in (*asked, *reader.beside(asked)):
        priced = version.product(identifier)
        assert priced is not None
        lacking = [*missing_facts(reader.charged, priced, every, reader.positions)]
        missing.update({fact.id: fact for fact in lacking})
        if not lacking:
            places = [place for place, one in enumerate(parts) if one.usage.product == identifier]
            known.append(_Product(priced, places))
    of_bills = missing_of_bills(reader.charged, usages, positions or ())
    missing.update({fact.id: fact for fact in of_bills})
    with held(parts, fault):
        counted = reader.counted(known)
    due = [product for product in known if product.priced.id in asked]
    if wrong := {one.path: one for one in reader.findings(due, counted)}:
        raise Faults(map(fault, wrong.values()))
    of_part: dict[int, list[RatedLine]] = {}
    for product in due:
        for component in product.priced.components:
            places = reader.places(product, component)
            of_one = reader.lines(product, component, places, counted[component.id])
            for place, line in zip(places, of_one, strict=True):
                of_part.setdefault(place, []).append(line)
            collected = [line.amount if line.collected else None for line in of_one]
            used = [parts[place].usage for place in places]
            unsaid += unsaid_of_each(reader.charged, component, used, collected)
            if positions is None:
                unsaid += unsaid_of(
                    reader.charged, product.priced, component, used, collected, usages
                )
    lines = {
        place: [line.in_money(document.money) for line in of_part[place]]
        for place in sorted(of_part)
    }
    flat = tuple(line for several in lines.values() for line in several)
    if missing or any(line.amount is None for line in flat):
        return Rating(flat, None, tuple(missing.values()))
    with held(parts, fault):
        bill = reader.bill(lines, billed)
    if positions is None:
        unsaid += unsaid_of_bill(reader.charged, usages)
    whole = in_unit(reader.total(flat, bill), YUAN, document.money)
    told = [replace(one, amount=in_unit(one.amount, YUAN, document.money)) for one in bill]
    return Rating(flat, whole, (), tuple(unsaid), tuple(told))


@dataclass(frozen=True, slots=True)
class _Product:
    """A product of which nothing is missing, and the places of the parts of its uses."""

    priced: TariffProduct
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Reader:
    charged: Charged
    parts: Sequence[BillPart]
    positions: Sequence[Position]

    @property
    def version(self) -> TariffVersion:
        return self.charged.version

    def places(self, product: _Product, component: Component) -> list[int]:
        """Return the places of the parts for which `component` of the product is charged."""
        charge = self.charged.charge_of(component)
        return [place for place in product.places if self.parts[place].makes(charge)]

    # --- what is counted

    def beside(self, asked: Iterable[str]) -> list[str]:
        """Return the other products of which something was used before that counts with those
        `asked` for."""
        before = {part.usage.product for part in self.parts}
        before |= {position.product for position in self.positions}
        return [name for name in counted_with(self.version, asked) if name in before]

    def counted(self, products: Sequence[_Product]) -> Mapping[str, Sequence[tuple[Bucket, ...]]]:
        """Return what the components of each name count, by the place of each part; those of
        several products together where their keys do not tell them apart."""
        members: dict[str, list[Counted]] = {}
        apart: list[Counted] = []
        for product in products:
            for component in product.priced.components:
                named = members.setdefault(component.id, [])
                charge = self.charged.charge_of(component)
                over, before = accumulation_of(charge), self._before(product.priced, component)
                places = self.places(product, component)
                if isinstance(charge, PerPeriod):
                    places = [place for place in places if not self.parts[place].days_above]
                counts = Counted(product.priced, component, over, places, before)
                if isinstance(charge, Capacity):
                    apart.append(counts)
                elif component.per or not isinstance(charge, PerPeriod):
                    named.append(counts)
        found = {name: self._by_line(several) for name, several in members.items()}
        for counts in apart:
            by_unit = [self._by_line([each]) for each in counts.by_unit().values()]
            for place in counts.lines:
                found[counts.component.id][place] = tuple(
                    bucket for each in by_unit for bucket in each[place]
                )
        return found

    def _by_line(self, members: Sequence[Counted]) -> list[tuple[Bucket, ...]]:
        return [*Counting(self.version, members, [part.usage for part in self.parts]).by_line()]

    def _before(self, priced: TariffProduct, component: Component) -> list[Position]:
        """Return what was used before of `component`."""
        start = self.version.from_.start
        earliest = min(each.from_.start for each in self.charged.document.versions)
        own = (one for one in self.positions if one.of_component(priced.id, component.id))
        return [one.under(start, earliest) for one in own]

    def findings(
        self, products: Sequence[_Product], counted: Mapping[str, Sequence[tuple[Bucket, ...]]]
    ) -> Iterator[Finding]:
        """Yield the uses with which more is counted than their product is proven for, and what is
        said to be charged before that this price did not charge."""
        every = ((each, part) for each in products for part in each.priced.components)
        for product, component in every:
            name, charge = self.charged.class_of(component), self.charged.charge_of(component)
            exempt = component.not_collected or self._exemption(product.priced, component)
            before = self._before(product.priced, component)
            for place in self.places(product, component):
                usage, above = self.parts[place].usage, self.parts[place].days_above
                buckets = counted[component.id][place - above]
                yield from beyond_largest(usage, product.priced, charge, buckets)
                if not isinstance(charge, Unread) and exempt is None:
                    made = Making(self.charged, product.priced, component, charge, name, before)
                    yield from made.misstated(usage, buckets)

    # --- the lines of one component

    def lines(
        self,
        product: _Product,
        component: Component,
        places: Sequence[int],
        counted: Sequence[tuple[Bucket, ...]],
    ) -> list[RatedLine]:
        """Return `component` of the uses of its product at `places`, rated; nothing is missing."""
        name, charge = self.charged.class_of(component), self.charged.charge_of(component)
        before = self._before(product.priced, component)
        lines: list[RatedLine] = []
        for place in places:
            usage, above = self.parts[place].usage, self.parts[place].days_above
            buckets = counted[place - above]
            line = self._line(usage, product.priced, component, name, charge, buckets, before)
            # Of the days of one subscription the first part has what was before.
            lines.append(replace(line, before=None) if above else line)
        return lines

    def _line(
        self,
        usage: Usage,
        priced: TariffProduct,
        component: Component,
        name: str | None,
        charge: Charge,
        counted: tuple[Bucket, ...],
        positions: Sequence[Position],
    ) -> RatedLine:
        if isinstance(charge, PerPeriod):
            assert usage.span is not None
            quantity, unit = days_covered(usage.span, usage.sources), text("tariff.rate.day")
        elif isinstance(charge, Capacity):
            unit = text("tariff.rate.capacity")
            quantity = given(unit, Decimal(1), "1", usage.sources)
        else:
            quantity = units_of([bucket.units for bucket in counted], counted[0].units.unit)
            unit = self.version.name_of([count.added for count in priced.counts_of(component)])
        line = RatedLine(
            usage=usage,
            product=priced,
            component=component,
            quantity=quantity,
            unit=unit,
            asked_unit=self.version.name_of([one.asked for one in priced.counts_of(component)]),
            unit_price=None,
            metered=None,
            amount=None,
            collected=True,
            note=None,
            modifier=component.unread_modifier if name is None else None,
        )
        if isinstance(charge, Unread):
            return replace(line, note=charge.reason, modifier=None)
        made = Making(self.charged, priced, component, charge, name, positions)
        amount = made.amount(usage, counted)
        metered = same(text("tariff.rate.metered", component=component.title), amount)
        collectable, note = self._collected(priced, component, metered)
        return replace(
            line,
            unit_price=made.unit_price(counted),
            metered=metered,
            amount=collectable,
            collected=note is None,
            note=note,
            before=made.amount_before(usage, counted) if note is None else None,
        )

    def _collected(
        self, priced: TariffProduct, component: Component, metered: Step
    ) -> tuple[Step, Text | None]:
        """Return the amount collected, and why when it is not the metered amount."""
        if (exemption := self._exemption(priced, component)) is not None:
            note = text("tariff.rate.exempt", reason=exemption.reason)
            nothing = _nothing(metered, exemption.cites)
            return chosen(note, [self.charged.membership(exemption.for_)], nothing), note
        if (shown := component.not_collected) is not None:
            note = text("tariff.rate.not_collected", reason=shown.reason)
            return same(note, _nothing(metered, shown.cites)), note
        return metered, None

    def _exemption(self, priced: TariffProduct, component: Component) -> Exemption | None:
        applying = (one for one in priced.exemptions if component.id in one.components)
        return next((one for one in applying if self.charged.is_in(one.for_)), None)

    # --- the total

    def bill(
        self, lines: Mapping[int, Sequence[RatedLine]], billed: Sequence[BillLine]
    ) -> list[BillLine]:
        """Return what rules over whole bills make of what is collected, by the place of each part;
        nothing is without an amount."""
        items: list[BillItem] = []
        for place, several in lines.items():
            part, usage = self.parts[place], self.parts[place].usage
            corrects = None if usage.correction is None else place
            known = [(line.product.id, line.amount) for line in several if line.amount is not None]
            of = part.day, usage.contract_since, part.keys
            items += [BillItem(product, *of, amount, corrects) for product, amount in known]
        return bill_lines(self.charged, items, self.positions, billed)

    def total(self, lines: Sequence[RatedLine], bill: Sequence[BillLine]) -> Step:
        """Return the sum of what is collected, rounded where that is declared.

        A rounded total is of the period: what it now rounds to, less what it rounded to before.
        """
        amounts = [line.amount for line in lines if line.amount is not None]
        amounts += [line.amount for line in bill]
        whole = total(text("tariff.rate.total"), amounts, YUAN)
        rounding = self.version.rounding
        if rounding.at is not RoundingPlace.TOTAL:
            return whole
        before = came_before(bill, [line.before for line in lines])
        if not before:
            return rounded(whole.label, whole, rounding, rounding.cites)
        so_far = total(text("tariff.rate.so_far"), [*before, *amounts], YUAN)
        earlier = total(text("tariff.rate.before"), before, YUAN)
        parts = [rounded(each.label, each, rounding, rounding.cites) for each in (so_far, earlier)]
        return difference(whole.label, parts, YUAN)


def _in_document(document: TariffDocument, found: Finding) -> Fault:
    """Return a fault in usages that were read from no file."""
    place = written_path(found.path)
    return Fault(document.id, place, None, found.value, found.key, found.values)


def _nothing(metered: Step, cites: Sequence[Source]) -> Step:
    """Return 0 with the decimals of the metered amount, on which it does not rest."""
    return given(text("tariff.rate.nothing_due"), metered.number * 0, YUAN, cites)
