"""The left of the Quote page: the fields every quote needs, and the request they make."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import ValidationError

from app import elements
from app.documents import shelf
from app.elements.answers import Answers
from app.words import language, t, tx
from engine.catalogue import Authorisations, Products
from engine.law import Faults, Located, faults_of, installed
from engine.money import grouped
from engine.quote import Customer, Question, QuoteRequest, facts_of, read_request
from engine.quote.request.parts import answered_in_part
from engine.tariff import PerPeriod, Role, TariffDocument, TariffProduct, TariffVersion, Unit
from engine.text import Text, say

__all__ = ["NOTHING_BEFORE", "AskedUse", "ask_for_use", "with_parts", "worked"]

NOTHING_BEFORE = "nothing_before"
"""Under which name it is kept that nothing was used before in the period."""
Choice = tuple[str, str]
"""A tariff's id and a product's."""


@dataclass(frozen=True, slots=True)
class AskedUse:
    """What the fields say."""

    request: QuoteRequest
    located: Located
    product: TariffProduct
    facts: Mapping[str, Question]


def worked() -> dict[str, Any]:
    """Return the answers that a new visit begins with: the worked case."""
    request, _ = read_request(installed("examples") / "quotes" / "demo-calls.yaml")
    line = request.lines[0]
    return {
        "product": [request.tariff, line.product],
        "on": request.on.isoformat(),
        "span-from": request.on.replace(month=1, day=1).isoformat(),
        "span-until": request.on.replace(month=12, day=31).isoformat(),
        "quantity": "" if line.quantity is None else grouped(line.quantity),
        "customer": request.customer.name,
        "scenario": line.scenario or request.scenario,
        "operator": request.operator,
        "use": dict(request.use),
        "facts": dict(request.facts),
        "lines": {},
    }


def ask_for_use(answers: Answers) -> AskedUse | None:
    """Show the fields and return the request; None, with what is wrong shown, if there is none."""
    dated, measured = st.columns([2, 3])
    with dated:
        on = answers.day("on", t("show.quote_day"))
    choices = _choices(on)
    if not choices:
        elements.note(t("app.quote.nothing_priced"), "warn")
        return None
    chosen = answers.choice(
        "product", t("app.quote.product"), list(choices), lambda choice: tx(choices[choice])
    )
    tariff = shelf().get(chosen[0], TariffDocument)
    version = tariff.in_force(on)
    product = version.product(chosen[1]) if version is not None else None
    if version is None or product is None:
        return None
    facts = facts_of(shelf(), tariff, on)
    with measured:
        line = _measured(answers, version, product)
    supply = _supply(answers, tariff, on)
    customer = _customer(answers)
    if line is None:
        return None
    given = {**answers.answered("use"), **answers.answered("facts")}
    request: dict[str, Any] = {
        "on": on,
        "tariff": chosen[0],
        "customer": customer,
        "lines": [line],
        **{
            part: {
                name: given[name] for name in given if name in facts and facts[name].part == part
            }
            for part in ("use", "facts")
        },
        **supply,
    }
    if answers.values.get(NOTHING_BEFORE):
        request["position"] = "none"
    located = Located(t("app.quote.this_use"), request)
    try:
        return AskedUse(QuoteRequest.model_validate(request), located, product, facts)
    except ValidationError as error:
        elements.faults(Faults(faults_of(error, located, QuoteRequest)))
        return None


def with_parts(answers: Answers, request: QuoteRequest) -> QuoteRequest:
    """Return `request` with what was answered of the parts of a use with several purposes."""
    for place, given in answers.answered("parts").items():
        request = answered_in_part(request, place, given)
    return request


def _customer(answers: Answers) -> dict[str, str]:
    """Show who asks, folded away; a name or a code that is wrong is said and left out."""
    with st.expander(t("app.quote.customer_is", name=answers.values.get("customer") or "–")):
        name = answers.written("customer", t("app.quote.customer_name"))
        code = answers.written("customer_code", t("submission.basic_uscc")).upper()
        customer = {"name": name or t("app.quote.customer")}
        if not name:
            elements.note(t("app.quote.customer_needed"), "ask")
        if code:
            try:
                Customer(name=customer["name"], credit_code=code)
            except ValidationError:
                elements.note(say("catalogue.not_a_credit_code", language()), "warn")
                return customer
            customer["unified_social_credit_code"] = code
    return customer


def _choices(on: datetime.date) -> dict[Choice, Text]:
    """Return the products that a tariff prices on the day, each with its tariff's title."""
    found: dict[Choice, Text] = {}
    for tariff in shelf().of_kind(TariffDocument):
        version = tariff.in_force(on)
        if tariff.role is Role.CEILING or version is None:
            continue
        for product in version.products:
            found[tariff.id, product.id] = Text(
                zh=f"{product.title.zh} · {tariff.title.zh}",
                en=f"{product.title.en} · {tariff.title.en}",
            )
    return found


def _measured(
    answers: Answers, version: TariffVersion, product: TariffProduct
) -> dict[str, Any] | None:
    """Show how much is used; one field for each unit that the product is counted in."""
    counts = dict.fromkeys(
        count.asked for component in product.components for count in product.counts_of(component)
    )
    line: dict[str, Any] = {"product": product.id, "keys": _keys(answers), **_since(answers)}
    charges = [charge for component in product.components for charge in component.charges()]
    if any(isinstance(charge, PerPeriod) for charge in charges):
        line["span"] = _span(answers)
    if not counts:
        return line
    if len(counts) > 1:
        fields = {unit: _count(answers, f"count-{unit}", version.units[unit]) for unit in counts}
        line["counts"] = fields
        return None if None in fields.values() else line
    repeated = any(component.once_per for component in product.components)
    distinct = answers.answered("lines").get("lines[0].distinct")
    if repeated and distinct is False:
        return _events(answers, product, line)
    line["quantity"] = _count(answers, "quantity", version.units[next(iter(counts))])
    if repeated and distinct is True:
        line["distinct"] = True
    return None if line["quantity"] is None else line


def _count(answers: Answers, name: str, unit: Unit) -> Any:
    return answers.number(name, t("app.quote.quantity", unit=unit.title.in_language(language())))


def _keys(answers: Answers) -> dict[str, str]:
    """Return whom and what the use concerns, as far as it was asked and answered."""
    place = "lines[0].keys."
    given = answers.answered("lines")
    return {name.removeprefix(place): given[name] for name in given if name.startswith(place)}


def _since(answers: Answers) -> dict[str, Any]:
    """Return the first day of the contract, as far as it was asked and answered."""
    given = answers.answered("lines").get("lines[0].since")
    return {} if given is None else {"since": given}


def _span(answers: Answers) -> dict[str, Any]:
    """Show the first and the last day covered; what was answered of how periods run is added."""
    first, last = st.columns(2)
    with first:
        days = {"from": answers.day("span-from", t("app.quote.span_from"))}
    with last:
        days["until"] = answers.day("span-until", t("app.quote.span_until"))
    runs = answers.answered("lines").get("lines[0].span.runs")
    return days if runs is None else {**days, "runs": runs}


def _events(
    answers: Answers, product: TariffProduct, line: dict[str, Any]
) -> dict[str, Any] | None:
    """Show a field for dated requests, one a line: a day and what it concerned."""
    keys = next(component.once_per.key for component in product.components if component.once_per)
    written = st.text_area(
        t("app.quote.events"),
        answers.values.get("events", ""),
        key=answers.key("events"),
        placeholder=t("app.quote.events_shape"),
    )
    answers.values["events"] = written
    events = []
    for row in filter(str.strip, written.splitlines()):
        on, _, concerned = row.strip().partition(" ")
        # The keys name who asks first and what it concerns last.
        named = {key: t("app.quote.customer") for key in keys} | {keys[-1]: concerned.strip()}
        events.append({"on": on, "keys": named})
    if not events:
        elements.note(t("app.quote.events_needed"), "ask")
        return None
    return {**line, "events": events}


def _supply(answers: Answers, tariff: TariffDocument, on: datetime.date) -> dict[str, Any]:
    """Show who supplies and for which scenario, where the tariff stands under registers."""
    products = tariff.stands_under.get("products")
    authorisations = tariff.stands_under.get("authorisations")
    if products is None or authorisations is None:
        return {}
    listed = shelf().get(products, Products).in_force(on)
    authorised = shelf().get(authorisations, Authorisations).in_force(on)
    if listed is None or authorised is None:
        return {}
    scenarios = {scenario.id: scenario.title for scenario in listed.scenarios}
    operators = {entry.operator.id: entry.operator.name for entry in authorised.authorisations}
    left, right = st.columns([2, 3])
    with left:
        scenario = answers.choice(
            "scenario", t("app.quote.scenario"), list(scenarios), lambda name: tx(scenarios[name])
        )
    with right:
        operator = answers.choice(
            "operator",
            t("show.determination.operator"),
            list(operators),
            lambda name: tx(operators[name]),
        )
    return {"scenario": scenario, "operator": operator}
