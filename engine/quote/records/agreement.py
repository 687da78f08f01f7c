"""A quote that was accepted: the use agreement (使用协议), with an id of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field

from engine.catalogue import (
    Authorisations,
    AuthorisationStatus,
    CreditCode,
    Party,
    Products,
    ProductsVersion,
    RegisteredAuthorisation,
)
from engine.law import (
    CalendarDay,
    Conditions,
    Faults,
    Finding,
    Located,
    Model,
    Shelf,
    checked,
    content_hash,
    written_path,
)
from engine.quote.answer.answer import quote
from engine.quote.answer.questions import facts_of
from engine.quote.question import Question
from engine.quote.request.facts import Level, levels
from engine.quote.request.request import QuoteRequest
from engine.quote.result import UNNAMED, Quote
from engine.quote.sheet import QuoteSheet, SheetCondition
from engine.tariff import TariffDocument
from engine.text import Text, text

__all__ = ["Agreed", "Agreement", "AgreementTerms", "agree", "agree_again", "kept_agreement"]

RECLASSIFIED = "reclassified-on-change"
"""The entry of the register of conditions that says what a change of the use leads to; it binds a
use that is charged as well."""


class AgreementTerms(Model):
    """What is agreed beyond the quote."""

    accepted: CalendarDay
    """The day of acceptance."""
    until: CalendarDay | None = None
    """The last day of the use; without it the use ends with the quote's validity."""


class AgreedParty(Party[Text]):
    """One side of the agreement."""

    credit_code: CreditCode | None = Field(default=None, alias="unified_social_credit_code")


class AgreedProduct(Model):
    """A product that is used."""

    title: Text
    """What it is called."""
    scenario: Text | None = None
    """The application scenario."""
    registration: str | None = None
    """Its registration code (登记编码), where a register has it."""


class AgreedFact(Model):
    """A fact that the customer declared."""

    id: str
    """Its id."""
    title: Text
    """What it is called."""
    value: Text
    """What was declared."""


class Agreement(Model):
    """A use agreement."""

    quote: str
    """Number of the quote that was accepted."""
    accepted: CalendarDay
    """The day of acceptance."""
    supplier: AgreedParty | None = None
    """The operator; None where no register names one."""
    customer: AgreedParty
    """Who uses."""
    products: tuple[AgreedProduct, ...]
    """What is used."""
    purpose: Text | None = None
    """What the use counts as; None under no rules of use."""
    declared: tuple[AgreedFact, ...]
    """What the customer declared."""
    terms: QuoteSheet
    """The quote: conditions of free use, or prices."""
    reclassified: SheetCondition | None = None
    """What a change of the use leads to; None under no rules of use."""
    from_: CalendarDay
    """The first day of the use."""
    until: CalendarDay | None = None
    """The last day of the use; None while no end is known."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement, with what its record holds."""

    agreement: Agreement
    """What was agreed."""
    body: dict[str, Any]
    """The body of its record: a re-run must reproduce it; the id comes from its hash."""

    @property
    def id(self) -> str:
        """The id."""
        return f"AGREEMENT-{content_hash(self.body)[:12]}"


def agree(shelf: Shelf, accepted: Quote, terms: AgreementTerms) -> Agreed:
    """Return the agreement that follows when `accepted` is accepted on `terms`.

    Raises Faults when the quote gives no amount or is refused in part, is accepted before its day
    or after its validity, or when the use would outlast what the quote rests on.
    """
    request = accepted.request
    document = shelf.law(request.tariff, TariffDocument, request.on)
    last = accepted.valid_until
    located = Located(UNNAMED, terms.model_dump())
    if faults := [*_refused(accepted, terms, last)]:
        raise Faults(located.fault(finding) for finding in faults)
    facts = facts_of(shelf, document, request.on)
    agreement = Agreement(
        quote=accepted.number,
        accepted=terms.accepted,
        supplier=_supplier(shelf, document, request),
        customer=AgreedParty(
            name=Text(zh=request.customer.name, en=request.customer.name),
            credit_code=request.customer.credit_code,
        ),
        products=tuple(_products(shelf, document, request)),
        purpose=accepted.reason,
        declared=tuple(_declared(facts, accepted)),
        terms=accepted.sheet(),
        reclassified=_reclassified(shelf, document, request.on),
        from_=request.on,
        until=terms.until or last,
    )
    body = {
        "kind": "agreement",
        "inputs": {
            "quote": accepted.number,
            "request": accepted.body()["inputs"]["request"],
            "terms": terms.model_dump(mode="json", exclude_none=True),
        },
        "documents": dict(accepted.documents),
        "result": agreement.model_dump(mode="json", exclude_none=True),
    }
    return Agreed(agreement, body)


def agree_again(body: dict[str, Any], shelf: Shelf, file: str = "") -> Agreed:
    """Return the agreement that the inputs of a record's `body` give with the documents on `shelf`.

    Raises Faults when it cannot be computed.
    """
    needed = {name: body[name] for name in ("kind", "inputs") if name in body}
    inputs = checked(_Inputted, Located(file, needed)).inputs
    located = Located(UNNAMED, inputs.request.model_dump(by_alias=True))
    accepted = quote(shelf, inputs.request, located)
    if "unsaid" not in body.get("result", {}).get("terms", {}):
        # A record from before quotes listed what was left unsaid does not list it.
        accepted = replace(accepted, unsaid=())
    return agree(shelf, accepted, inputs.terms)


def kept_agreement(body: dict[str, Any], file: str = "") -> Agreement:
    """Return the agreement of a record's `body` as it was; raises Faults when it is none."""
    return checked(_Recorded, Located(file, body)).result


class _Inputs(Model):
    quote: str
    request: QuoteRequest
    terms: AgreementTerms


class _Inputted(Model):
    kind: Literal["agreement"]
    inputs: _Inputs


class _Recorded(_Inputted):
    documents: dict[str, str]
    result: Agreement


# --- what is agreed


def _refused(
    accepted: Quote, terms: AgreementTerms, last: datetime.date | None
) -> Iterator[Finding]:
    start = accepted.request.on
    if accepted.total is None or accepted.missing:
        yield Finding((), "quote.agreement_no_amount")
    elif not accepted.answered:
        yield Finding((), "quote.agreement_part_refused")
    if accepted.law.unchecked:
        yield Finding((), "quote.agreement_unchecked")
    if terms.accepted < start:
        told = {"on": start}
        yield Finding(("accepted",), "quote.agreement_too_early", told, terms.accepted)
    if accepted.valid_until is not None and terms.accepted > accepted.valid_until:
        told = {"until": accepted.valid_until}
        yield Finding(("accepted",), "quote.agreement_too_late", told, terms.accepted)
    if terms.until is not None and terms.until < start:
        yield Finding(("until",), "quote.agreement_ends_before", {"start": start}, terms.until)
    if terms.until is not None and last is not None and terms.until > last:
        yield Finding(("until",), "quote.agreement_outlasts", {"last": last}, terms.until)


def _authorisations(
    shelf: Shelf, document: TariffDocument, request: QuoteRequest
) -> list[RegisteredAuthorisation]:
    """Return the operator's authorisation in force for each line; none without a register."""
    register = document.stands_under.get("authorisations")
    if register is None or request.operator is None:
        return []
    version = shelf.read(register, Authorisations).in_force(request.on)
    found = []
    for line in request.lines:
        scenario = line.scenario or request.scenario
        for given in () if version is None else version.of(request.operator):
            in_force = given.on(request.on) is AuthorisationStatus.IN_FORCE
            if in_force and (scenario is None or given.covers(line.product, scenario)):
                found.append(given)
                break
    return found


def _declared(facts: Mapping[str, Question], accepted: Quote) -> Iterator[AgreedFact]:
    """Yield what the customer declared: of all, and of a change, a line or a request with its
    place."""
    for level in levels(accepted.request):
        said = {**level.use, **level.prices}
        for name, fact in facts.items():
            part = "use" if name in level.use else "facts"
            unused = written_path((*level.path, part, name)) if level.path else name
            if name in said and unused not in accepted.unused:
                title = fact.title
                if level.path:
                    place = _named(level, accepted.request)
                    title = text("quote.declared_at", fact=title, place=place)
                yield AgreedFact(id=name, title=title, value=fact.in_words(said[name]))


def _named(level: Level, request: QuoteRequest) -> str:
    """Return a change by its day, any other place of a request as it is written."""
    if level.path[0] != "changes":
        return written_path(level.path)
    return request.changes[int(level.path[1])].from_.isoformat()


def _supplier(shelf: Shelf, document: TariffDocument, request: QuoteRequest) -> AgreedParty | None:
    for given in _authorisations(shelf, document, request):
        operator = given.operator
        return AgreedParty(name=operator.name, credit_code=operator.credit_code)
    return None


def _listed(shelf: Shelf, document: TariffDocument, on: datetime.date) -> ProductsVersion | None:
    register = document.stands_under.get("products")
    return None if register is None else shelf.read(register, Products).in_force(on)


def _products(
    shelf: Shelf, document: TariffDocument, request: QuoteRequest
) -> Iterator[AgreedProduct]:
    listed, version = _listed(shelf, document, request.on), document.in_force(request.on)
    for line in request.lines:
        entry = None if listed is None else listed.product(line.product)
        priced = None if version is None else version.product(line.product)
        wanted = line.scenario or request.scenario
        scenarios = () if listed is None else listed.scenarios
        title = entry.title if entry is not None else priced.title if priced is not None else None
        yield AgreedProduct(
            title=title or Text(zh=line.product, en=line.product),
            scenario=next((one.title for one in scenarios if one.id == wanted), None),
            registration=None
            if entry is None or entry.registration is None
            else entry.registration.code,
        )


def _reclassified(
    shelf: Shelf, document: TariffDocument, on: datetime.date
) -> SheetCondition | None:
    register = document.stands_under.get("conditions")
    version = None if register is None else shelf.read(register, Conditions).in_force(on)
    for entry in () if version is None else version.entries:
        if entry.id == RECLASSIFIED:
            return SheetCondition(id=entry.id, text=entry.text, cites=entry.cites)
    return None
