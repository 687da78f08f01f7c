"""The lines of a request as usages that a tariff can rate, each with where it was declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from engine.catalogue import Products, RegisteredProduct
from engine.explain import Step, difference, given
from engine.law import Located, Shelf, Source
from engine.quote.request.facts import Facts, declared
from engine.quote.request.request import PastEvent, QuoteRequest, RequestLine
from engine.tariff import (
    Event,
    Position,
    Span,
    TariffDocument,
    Usage,
)
from engine.text import text
from engine.text.folding import folded
from engine.use import FREE_SHARE, UsePart

__all__ = [
    "Pair",
    "paid_share",
    "pair_of",
    "positions_of",
    "registered",
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
        correction=line.correction,
        prior=line.prior or None,
        first=line.prior == 0,
        span=_span(line),
        since=line.since,
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
            product="" if said.bill is not None else said.product or only,
            bill=said.bill,
            closes=said.closes,
            component=said.component,
            keys={**_common(request), "product": said.product or only, **_keys(request, said.keys)},
            named=frozenset(said.keys),
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
    scenario = scenarios.pop() if len(scenarios) == 1 else request.scenario or ""
    return {"customer": customer, "scenario": scenario}


def _span(line: RequestLine) -> Span | None:
    """Return the days of `line`; a line is of one contract, wherever its first day is said."""
    span = line.span
    if span is None:
        return None
    return Span(span.from_, span.until, span.runs, span.since or line.since)


def _event(event: PastEvent) -> Event:
    return Event(on=event.on, keys=event.keys, quantity=event.quantity)


def registered_product(
    shelf: Shelf, document: TariffDocument, identifier: str
) -> RegisteredProduct | None:
    """Return the product in the register under which `document` stands, or None."""
    return next(
        (product for product in registered(shelf, document) if product.id == identifier), None
    )


def registered(shelf: Shelf, document: TariffDocument) -> Iterator[RegisteredProduct]:
    """Yield the products of the register under which `document` stands, newest entries first."""
    register = document.stands_under.get("products")
    if register is None:
        return
    versions = shelf.read(register, Products).versions
    for version in sorted(versions, key=lambda version: version.from_.start, reverse=True):
        yield from version.products
