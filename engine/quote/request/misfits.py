"""What in a request does not fit the tariff that it asks for, each at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.law import Faults, Finding, Located, Path, Shelf
from engine.quote.request.facts import facts_for, levels
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import positions_of, registered
from engine.tariff import (
    OF_THE_REQUEST,
    AtZero,
    Position,
    TariffDocument,
    TariffVersion,
    Usage,
    as_charged,
    fact_findings,
    position_findings,
    prior_converted,
    spans_twice,
    usage_findings,
    windows_after_use,
)

__all__ = ["InForce", "refuse_misfits"]


@dataclass(frozen=True, slots=True)
class InForce:
    """What of a request falls on the days of one version of the tariff."""

    version: TariffVersion
    """The version."""
    usages: tuple[Usage, ...]
    """The lines, each with its events of these days only."""
    places: tuple[tuple[int, ...], ...]
    """By line: the places of these events among all of the line."""


def refuse_misfits(
    shelf: Shelf,
    request: QuoteRequest,
    located: Located,
    document: TariffDocument,
    usages: Sequence[Usage],
    in_force: Sequence[InForce],
) -> None:
    """Raise Faults with everything in `request`, whose lines are `usages`, that does not fit the
    tariff.

    `in_force` are the versions by which it is priced. A product must be known to the tariff, in any
    of its versions, or to the register of products under which it stands; without a price in the
    version of the day it may still be asked for.
    """
    findings = [
        *_misplaced(request, document),
        *_changed_twice(request),
        *_unknown_products(shelf, document, usages),
        *_facts_beside_spans(request),
        *_own_keys(request),
        *_without_version(usages, in_force),
    ]
    positions = positions_of(request, located)
    for each in in_force:
        findings += _of_version(each)
        findings += spans_twice(each.version, usages)
        findings += prior_converted(each.version, usages)
        findings += windows_after_use(each.version, usages, positions)
    if positions:
        said = _said(request, located, usages)
        findings += _of_positions(positions, in_force, said, bool(document.stands_under))
    findings += _facts_of_prices(request, [each.version for each in in_force])
    if findings:
        once = {(finding.path, finding.key): finding for finding in findings}
        raise Faults(located.fault(finding) for finding in once.values())


def _of_version(each: InForce) -> Iterator[Finding]:
    """Yield what is wrong with the lines on the days of one version."""
    priced = [one for one in each.usages if each.version.product(one.product) is not None]
    places = {one.path: at for one, at in zip(each.usages, each.places, strict=True)}
    for found in usage_findings(each.version, priced):
        line, rest = found.path[:2], found.path[2:]
        if len(rest) > 1 and rest[0] == "events" and isinstance(rest[1], int):
            event = places[line][rest[1]]
            yield replace(found, path=(*line, "events", event, *rest[2:]))
        else:
            yield found


def _of_positions(
    positions: Sequence[Position],
    in_force: Sequence[InForce],
    said: Mapping[str, Collection[str]],
    in_part: bool,
) -> Iterator[Finding]:
    """Yield what is wrong with `positions`, which say what was used before: what no version can
    read, of facts with the values `said`, and of uses that can be free `in_part` or not."""
    found: list[list[Finding]] = []
    for each in in_force:
        priced = [one for one in each.usages if each.version.product(one.product) is not None]
        if priced:
            version = as_charged(each.version, said)
            of_zero = [*_of_zero(version, positions)]
            found.append([*position_findings(version, priced, positions, in_part), *of_zero])
    for of_one in found[:1]:
        for finding in of_one:
            place = finding.path[:2]
            if all(any(other.path[:2] == place for other in others) for others in found):
                yield _of_all(finding, found)


def _of_zero(version: TariffVersion, positions: Sequence[Position]) -> Iterator[Finding]:
    """Yield the entries of no units that do not say whether what is due without use was charged."""
    for position in positions:
        product = version.product(position.product)
        parts = () if product is None or position.bill is not None else product.components
        rules = (
            getattr(charge, "at_zero", None)
            for part in parts
            if position.component in (None, part.id)
            for charge in part.charges()
        )
        due = any(rule is not None and rule.rule is AtZero.CHARGED for rule in rules)
        if due and position.charged is None and position.used and not any(position.used.values()):
            yield Finding((*position.path, "charged"), "quote.zero_of_what")


def _said(request: QuoteRequest, located: Located, usages: Sequence[Usage]) -> dict[str, set[str]]:
    """Return all values that each fact of prices has on the days of `usages`; a fact that is not
    said of one of them is left out."""
    found: dict[tuple[tuple[str, str], ...], None] = {}
    for line, usage in enumerate(usages):
        days = {usage.on} if usage.span is None else {usage.span.first}
        if usage.span is not None:
            changed = (change.from_ for change in request.changes)
            days |= {day for day in changed if usage.span.first <= day <= usage.span.last}
        for day in days if usage.span is not None or not usage.events else ():
            found[tuple(facts_for(request, located, day, line).prices.items())] = None
        for place, event in enumerate(usage.events):
            facts = facts_for(request, located, event.on, line, place)
            found[tuple(facts.prices.items())] = None
    every = [dict(one) for one in found]
    names = set.intersection(*map(set, every)) if every else set()
    return {name: {one[name] for one in every} for name in names}


def _of_all(finding: Finding, found: Sequence[Sequence[Finding]]) -> Finding:
    """Return `finding` of one version with what all versions expect in its place."""
    if "expected" not in finding.values:
        return finding
    every = (one for of_one in found for one in of_one)
    alike = (one for one in every if (one.path, one.key) == (finding.path, finding.key))
    expected = dict.fromkeys(str(one.values["expected"]) for one in alike)
    return replace(finding, values={**finding.values, "expected": ", ".join(expected)})


def _without_version(usages: Sequence[Usage], in_force: Sequence[InForce]) -> Iterator[Finding]:
    """Yield what no price could make sense of, in lines of days without a tariff."""
    priced = {usage.path for each in in_force for usage in each.usages}
    for usage in usages:
        if usage.path in priced:
            continue
        numbers: list[tuple[Path, bool]] = [
            ((*usage.path, "events", place, "quantity"), event.quantity < 0)
            for place, event in enumerate(usage.events)
        ]
        numbers.append(
            ((*usage.path, "quantity"), usage.quantity is not None and usage.quantity < 0)
        )
        numbers += [((*usage.path, "counts", unit), n < 0) for unit, n in usage.counts.items()]
        numbers = numbers if usage.correction is None else []
        yield from (Finding(path, "tariff.not_below_zero") for path, below in numbers if below)
        if usage.span is not None and usage.span.last < usage.span.first:
            yield Finding((*usage.path, "span"), "tariff.span_ends_before", {}, usage.span.last)


def _misplaced(request: QuoteRequest, document: TariffDocument) -> Iterator[Finding]:
    """Facts of the use, an operator and scenarios mean nothing under no rules of use."""
    if document.stands_under:
        return
    for level in levels(request):
        for name in level.use:
            yield Finding((*level.path, "use", name), "quote.no_use_rules")
    if request.parts:
        yield Finding(("parts",), "quote.no_use_rules")
    if request.operator is not None:
        yield Finding(("operator",), "quote.no_use_rules")


def _changed_twice(request: QuoteRequest) -> Iterator[Finding]:
    days = [change.from_ for change in request.changes]
    for place, day in enumerate(days):
        if day in days[:place]:
            yield Finding(("changes", place, "from"), "quote.changed_twice", {}, day)


def _facts_beside_spans(request: QuoteRequest) -> Iterator[Finding]:
    """Yield facts of single requests in a line that also covers days: they would be of both."""
    for position, line in enumerate(request.lines):
        for place, event in enumerate(line.events if line.span is not None else ()):
            if event.use or event.facts:
                yield Finding(("lines", position, "events", place), "quote.facts_beside_span")


def _own_keys(request: QuoteRequest) -> Iterator[Finding]:
    """Yield keys of lines and events that the request itself answers, for all of a line alike."""
    for position, line in enumerate(request.lines):
        path: Path = ("lines", position)
        written = [(path, line.keys)]
        for name, events in (("events", line.events), ("history", line.history)):
            written += [((*path, name, place), event.keys) for place, event in enumerate(events)]
        for place, keys in written:
            for key in OF_THE_REQUEST:
                if key in keys:
                    where = (*place, "keys", key)
                    yield Finding(where, f"quote.own_{key}", {}, keys[key])


def _unknown_products(
    shelf: Shelf, document: TariffDocument, usages: Sequence[Usage]
) -> Iterator[Finding]:
    known = [product.id for version in document.versions for product in version.products]
    known += [product.id for product in registered(shelf, document)]
    allowed = ", ".join(dict.fromkeys(known))
    for usage in usages:
        if usage.product not in known:
            path = (*usage.path, "product")
            yield Finding(path, "tariff.unknown_product", {"allowed": allowed}, usage.product)


def _facts_of_prices(request: QuoteRequest, versions: Sequence[TariffVersion]) -> Iterator[Finding]:
    """Yield the facts that no version asks for, values that no version knows where they are said
    of a part of the request, and the floats out of every version's bounds."""
    known: dict[str, set[str]] = {name: set() for one in versions for name in one.floats}
    for version in versions:
        for fact in version.facts:
            known.setdefault(fact.id, set()).update(value.id for value in fact.values)
    for level in levels(request):
        for name, said in level.prices.items() if versions else ():
            path = (*level.path, "facts", name)
            if name not in known:
                allowed = {"allowed": ", ".join(known) or "–"}
                yield Finding(path, "quote.unknown_fact", allowed, name)
            elif level.path and known[name] and said not in known[name]:
                allowed = {"allowed": ", ".join(sorted(known[name]))}
                yield Finding(path, "law.not_one_of", allowed, said)
        wrong = [[*fact_findings(version, level.prices)] for version in versions]
        for found in wrong[0] if all(wrong) and wrong else ():
            yield replace(found, path=(*level.path, *found.path))
