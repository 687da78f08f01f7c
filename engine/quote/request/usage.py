"""The lines of a request as usages that a tariff can rate, each with where it was declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from engine.catalogue import Products, RegisteredProduct
from engine.explain import Step, difference, given
from engine.law import Faults, Finding, Located, Shelf, Source
from engine.quote.request.facts import Facts, declared, levels
from engine.quote.request.request import PastEvent, QuoteRequest, RequestLine
from engine.tariff import (
    Event,
    Position,
    Span,
    TariffDocument,
    TariffVersion,
    Usage,
    fact_findings,
    position_findings,
    usage_findings,
)
from engine.text import text
from engine.text.folding import folded
from engine.use import FREE_SHARE, UsePart

__all__ = [
    "Pair",
    "paid_share",
    "pair_of",
    "positions_of",
    "refuse_misfits",
    "registered_product",
    "share_sources",
    "usages_of",
    "use_parts",
]


def use_parts(request: QuoteRequest, located: Located) -> tuple[UsePart, ...]:
    """Return the parts of the use, with where each fact was declared."""
    return tuple(
        UsePart(
            part.facts,
            part.share,
            part.counted,
            part.counted_by,
            {
                fact: (declared(request, located, "parts", place, "facts", fact),)
                for fact in part.facts
            },
        )
        for place, part in enumerate(request.parts)
    )


def share_sources(request: QuoteRequest, located: Located, facts: Facts) -> tuple[Source, ...]:
    """Return where the share supplied free was declared of a use with these `facts`, and what it
    rests on."""
    found: list[Source] = [*facts.use_sources.get(FREE_SHARE, ())]
    for place, part in enumerate(request.parts):
        found += [
            declared(request, located, "parts", place, name)
            for name in ("share", "counted", "counted_by")
            if getattr(part, name) is not None
        ]
    return tuple(found)


Pair = tuple[str, str | None]
"""A product and the scenario in which it is used, by their ids."""


def pair_of(usage: Usage) -> Pair:
    """Return product and scenario of `usage`."""
    return usage.product, usage.keys["scenario"] or None


def usages_of(request: QuoteRequest, located: Located) -> tuple[Usage, ...]:
    """Return the lines of `request` as usages."""
    return tuple(
        _usage(request, located, position, line) for position, line in enumerate(request.lines)
    )


def refuse_misfits(
    shelf: Shelf,
    request: QuoteRequest,
    located: Located,
    document: TariffDocument,
    in_force: Sequence[tuple[TariffVersion, Sequence[Usage]]],
) -> None:
    """Raise Faults with everything in `request` that does not fit the tariff.

    `in_force` are the versions by which it is priced, each with the usages that have days of it. A
    product must be known to the tariff, in any of its versions, or to the register of products
    under which it stands; without a price in the version of the day it may still be asked for.
    """
    usages = usages_of(request, located)
    findings = [
        *_misplaced(request, document),
        *_changed_twice(request),
        *_unknown_products(shelf, document, usages),
    ]
    for version, used in in_force:
        priced = [usage for usage in used if version.product(usage.product) is not None]
        findings += usage_findings(version, priced)
        positions = positions_of(request, located)
        findings += position_findings(version, priced, positions) if priced else ()
    findings += _facts_of_prices(request, [version for version, _ in in_force])
    if findings:
        once = {(finding.path, finding.key): finding for finding in findings}
        raise Faults(located.fault(finding) for finding in once.values())


def paid_share(free: Step) -> Step:
    """Return what is left of the whole use beside the `free` share, in per cent."""
    whole = given(text("quote.whole_use"), Decimal(100), "percent")
    return difference(text("quote.paid_share"), [whole, free], "percent")


def _usage(request: QuoteRequest, located: Located, position: int, line: RequestLine) -> Usage:
    path = ("lines", position)
    measures = ("quantity", "counts", "events", "span")
    measure = next((name for name in measures if getattr(line, name)), "quantity")
    customer = request.customer.compact_code or request.customer.name
    scenario = line.scenario or request.scenario or ""
    return Usage(
        product=line.product,
        on=request.on,
        quantity=line.quantity,
        counts=line.counts,
        events=tuple(_event(event) for event in line.events),
        history=tuple(_event(event) for event in line.history),
        distinct=line.distinct,
        prior=line.prior,
        span=_span(line),
        keys={"customer": customer, "scenario": scenario, **line.keys},
        path=path,
        sources=(declared(request, located, *path, measure),),
    )


def positions_of(request: QuoteRequest, located: Located) -> tuple[Position, ...]:
    """Return what `request` says was used before; none also where it says nothing."""
    products = {line.product for line in request.lines}
    only = products.pop() if len(products) == 1 else ""
    return tuple(
        Position(
            product=said.product or only,
            component=said.component,
            keys={**_common(request), "product": said.product or only, **_keys(request, said.keys)},
            period=said.period,
            used=said.used,
            quota_used=said.quota_used,
            charged=said.charged,
            last_charged=said.last_charged,
            path=("position", place),
            sources=(declared(request, located, "position", place),),
        )
        for place, said in enumerate(request.position or ())
    )


def _keys(request: QuoteRequest, keys: Mapping[str, str]) -> Mapping[str, str]:
    """Return `keys`; the customer by the code, where the request names it by that."""
    named = keys.get("customer")
    if named is None or folded(named) != folded(request.customer.name):
        return keys
    return {**keys, "customer": _common(request)["customer"]}


def _common(request: QuoteRequest) -> dict[str, str]:
    """Return the keys that the request as a whole answers; a scenario only where there is one."""
    scenarios = {line.scenario or request.scenario or "" for line in request.lines}
    customer = request.customer.compact_code or request.customer.name
    scenario = scenarios.pop() if len(scenarios) == 1 else ""
    return {"customer": customer, "scenario": scenario}


def _span(line: RequestLine) -> Span | None:
    span = line.span
    return None if span is None else Span(span.from_, span.until, span.runs, span.since)


def _event(event: PastEvent) -> Event:
    return Event(on=event.on, keys=event.keys, quantity=event.quantity)


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


def registered_product(
    shelf: Shelf, document: TariffDocument, identifier: str
) -> RegisteredProduct | None:
    """Return the product in the register under which `document` stands, or None."""
    return next(
        (product for product in _registered(shelf, document) if product.id == identifier), None
    )


def _registered(shelf: Shelf, document: TariffDocument) -> Iterator[RegisteredProduct]:
    """Yield the products of the register under which `document` stands, newest entries first."""
    register = document.stands_under.get("products")
    if register is None:
        return
    versions = shelf.read(register, Products).versions
    for version in sorted(versions, key=lambda version: version.from_.start, reverse=True):
        yield from version.products


def _unknown_products(
    shelf: Shelf, document: TariffDocument, usages: Sequence[Usage]
) -> Iterator[Finding]:
    known = [product.id for version in document.versions for product in version.products]
    known += [product.id for product in _registered(shelf, document)]
    allowed = ", ".join(dict.fromkeys(known))
    for usage in usages:
        if usage.product not in known:
            path = (*usage.path, "product")
            yield Finding(path, "tariff.unknown_product", {"allowed": allowed}, usage.product)


def _facts_of_prices(request: QuoteRequest, versions: Sequence[TariffVersion]) -> Iterator[Finding]:
    """Yield the facts that no version asks for, and the floats out of every version's bounds."""
    asked = [[*(one.id for one in version.facts), *version.floats] for version in versions]
    known = dict.fromkeys(name for names in asked for name in names)
    for level in levels(request):
        for name in level.prices if versions else ():
            if name not in known:
                allowed = {"allowed": ", ".join(known) or "–"}
                yield Finding((*level.path, "facts", name), "quote.unknown_fact", allowed, name)
        wrong = [[*fact_findings(version, level.prices)] for version in versions]
        for found in wrong[0] if all(wrong) and wrong else ():
            yield replace(found, path=(*level.path, *found.path))


def _changed_twice(request: QuoteRequest) -> Iterator[Finding]:
    days = [change.from_ for change in request.changes]
    for place, day in enumerate(days):
        if day in days[:place]:
            yield Finding(("changes", place, "from"), "quote.changed_twice", {}, day)
