"""What in a request does not fit the tariff that it asks for, each at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.law import Faults, Finding, Located, Path, Shelf
from engine.quote.request.facts import facts_of_line, levels
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import positions_of, registered
from engine.tariff import (
    OF_THE_REQUEST,
    Event,
    Position,
    TariffDocument,
    TariffVersion,
    Usage,
    as_charged,
    counted_with,
    fact_findings,
    nested_findings,
    position_findings,
    prior_converted,
    spans_twice,
    usage_findings,
    windows_after_use,
)

__all__ = ["InForce", "refuse_misfits"]

_Case = tuple[TariffVersion, tuple[Usage, ...]]
"""The prices that apply to uses, and these uses."""


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
        cases = [case for each in in_force for case in _cases(request, located, each)]
        of_positions = [*_of_positions(positions, cases, bool(document.stands_under))]
        earliest = min(each.from_.start for each in document.versions)
        for version, part in cases if not of_positions else ():
            of_positions += nested_findings(version, part, positions, earliest)
        findings += of_positions
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


def _cases(request: QuoteRequest, located: Located, each: InForce) -> Iterator[_Case]:
    """Yield the prices of one version that can apply, each with the uses that they apply to: those
    of which the facts that decide a class are the same."""
    version = each.version
    deciding = tuple(dict.fromkeys(one.fact for one in version.classes.values()))
    found: dict[tuple[str | None, ...], list[Usage]] = {}
    for usage, places in zip(each.usages, each.places, strict=True):
        if version.product(usage.product) is None:
            continue
        events = dict(zip(places, usage.events, strict=False))
        alike: dict[tuple[str | None, ...], list[Event]] = {}
        for place, facts in facts_of_line(request, located, int(usage.path[1])):
            if place is None or place in events:
                told = tuple(facts.prices.get(name) for name in deciding)
                alike.setdefault(told, []).extend([] if place is None else [events[place]])
        for told, several in alike.items():
            idle = usage.events and not several
            quantity = Decimal(0) if idle else usage.quantity
            part = replace(usage, events=tuple(several), quantity=quantity)
            found.setdefault(told, []).append(part)
    for told, usages in found.items():
        said = {name: {value} for name, value in zip(deciding, told, strict=True) if value}
        yield as_charged(version, said), tuple(usages)


def _of_positions(
    positions: Sequence[Position], cases: Sequence[_Case], in_part: bool
) -> Iterator[Finding]:
    """Yield what is wrong with `positions`, which say what was used before: what none of the
    `cases` that have to do with their product can read; uses can be free `in_part` or not."""
    asked = [{usage.product for usage in usages} for _, usages in cases]
    counted = [
        {*names, *counted_with(version, names)}
        for names, (version, _) in zip(asked, cases, strict=True)
    ]
    everything = set().union(*counted)
    found: dict[Path, list[list[Finding]]] = {one.path: [] for one in positions}
    for names, (version, usages) in zip(counted, cases, strict=True):
        own = [
            one
            for one in positions
            if one.bill is not None or one.product in names or one.product not in everything
        ]
        wrong: dict[Path, list[Finding]] = {one.path: [] for one in own}
        for finding in position_findings(version, usages, own, in_part):
            if finding.path[:2] in wrong:
                wrong[finding.path[:2]].append(finding)
            else:
                yield finding
        for place, findings in wrong.items():
            found[place].append(findings)
    for several in found.values():
        for finding in several[0] if all(several) and several else ():
            yield _of_all(finding, several)


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
