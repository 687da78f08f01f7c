"""The left of the Quote page: the fields every quote needs, and the request they make."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import ValidationError

from app import look
from app.answers import Answers, Asked, known_facts, typed
from app.shelf import shelf
from app.words import language, t, tx
from engine.catalogue import Authorisations, Products
from engine.law import Faults, Located, faults_of, installed
from engine.quote import QuoteRequest, read_request
from engine.tariff import PricedProduct, Role, TariffDocument, TariffVersion, Unit
from engine.wording import Text

__all__ = ["AskedUse", "ask_for_use", "worked"]

Choice = tuple[str, str]
"""A tariff's id and a product's."""


@dataclass(frozen=True, slots=True)
class AskedUse:
    """What the fields say."""

    request: QuoteRequest
    product: PricedProduct
    facts: dict[str, Asked]


def worked() -> dict[str, Any]:
    """Return the answers that a new visit begins with: the worked case."""
    request, _ = read_request(installed("examples") / "quotes" / "demo-calls.yaml")
    line = request.lines[0]
    return {
        "product": [request.tariff, line.product],
        "on": request.on.isoformat(),
        "quantity": str(line.quantity),
        "scenario": line.scenario or request.scenario,
        "operator": request.operator,
        "use": {
            name: value if isinstance(value, bool) else str(value)
            for name, value in request.use.items()
        },
        "facts": dict(request.facts),
        "line": {},
    }


def ask_for_use(answers: Answers) -> AskedUse | None:
    """Show the fields and return the request; None, with what is wrong shown, if there is none."""
    on = answers.day("on", t("quote_on"))
    choices = _choices(on)
    if not choices:
        look.note(t("quote_nothing_priced"), "warn")
        return None
    chosen = answers.choice(
        "product", t("quote_product"), list(choices), lambda choice: tx(choices[choice])
    )
    tariff = shelf().get(chosen[0], TariffDocument)
    version = tariff.in_force(on)
    product = version.product(chosen[1]) if version is not None else None
    if version is None or product is None:
        return None
    facts = known_facts(tariff, version, on)
    line = _measured(answers, version, product)
    if line is None:
        return None
    request: dict[str, Any] = {
        "on": on,
        "tariff": chosen[0],
        "customer": {"name": t("quote_customer")},
        "lines": [line],
        "use": _given(answers, facts, "use") if tariff.stands_under else {},
        "facts": {
            name: value
            for name, value in _given(answers, facts, "facts").items()
            if version.fact(name) is not None
        },
        **_supply(answers, tariff, on),
    }
    try:
        return AskedUse(QuoteRequest.model_validate(request), product, facts)
    except ValidationError as error:
        look.faults(Faults(faults_of(error, Located(t("quote_this_use"), request))))
        return None


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


def _given(answers: Answers, facts: dict[str, Asked], where: str) -> dict[str, Any]:
    return {
        name: typed(value, facts[name])
        for name, value in answers.answered(where).items()
        if name in facts and facts[name].where == where
    }


def _measured(
    answers: Answers, version: TariffVersion, product: PricedProduct
) -> dict[str, Any] | None:
    """Show how much is used; one field for each unit that the product is counted in."""
    counts = dict.fromkeys(
        count.unit for component in product.components for count in product.counts_of(component)
    )
    line: dict[str, Any] = {"product": product.id, "keys": _keys(product)}
    if len(counts) > 1:
        fields = {unit: _count(answers, f"count-{unit}", version.units[unit]) for unit in counts}
        line["counts"] = fields
        return None if None in fields.values() else line
    repeated = any(component.once_per for component in product.components)
    distinct = answers.answered("line").get("lines[0].distinct")
    if repeated and distinct is False:
        return _events(answers, product, line)
    line["quantity"] = _count(answers, "quantity", version.units[next(iter(counts))])
    if repeated and distinct is True:
        line["distinct"] = True
    return None if line["quantity"] is None else line


def _count(answers: Answers, name: str, unit: Unit) -> Any:
    return answers.number(name, t("quote_quantity", unit=unit.title.in_language(language())))


def _keys(product: PricedProduct) -> dict[str, str]:
    """Return for whom a free quota is counted: the customer."""
    quotas = [component.free_quota for component in product.components if component.free_quota]
    return {key: t("quote_customer") for quota in quotas for key in quota.key}


def _events(
    answers: Answers, product: PricedProduct, line: dict[str, Any]
) -> dict[str, Any] | None:
    """Show a field for dated requests, one a line: a day and what it concerned."""
    keys = next(component.once_per.key for component in product.components if component.once_per)
    written = st.text_area(
        t("quote_events"),
        answers.values.get("events", ""),
        key=answers.key("events"),
        placeholder=t("quote_events_shape"),
    )
    answers.values["events"] = written
    events = []
    for row in filter(str.strip, written.splitlines()):
        on, _, concerned = row.strip().partition(" ")
        # The keys name who asks first and what it concerns last.
        named = {key: t("quote_customer") for key in keys} | {keys[-1]: concerned.strip()}
        events.append({"on": on, "keys": named})
    if not events:
        look.note(t("quote_events_needed"), "ask")
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
    return {
        "scenario": answers.choice(
            "scenario", t("quote_scenario"), list(scenarios), lambda name: tx(scenarios[name])
        ),
        "operator": answers.choice(
            "operator", t("quote_operator"), list(operators), lambda name: tx(operators[name])
        ),
    }
