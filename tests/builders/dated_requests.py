"""Requests to the shipped law by day, and a shelf on which what they rest on ends on one."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.operators import ROOT
from builders.shelf import edited
from engine.law import Faults, Shelf, checked, read_tree
from engine.quote import Quote, QuoteRequest, quote

SHIPPED = ROOT / "tariffs"
SHELF = Shelf(SHIPPED)
INDUSTRY = """\
tariff: demo/price-list
customer: {name: 甲}
operator: demo-operator
scenario: enterprise-services
use: {purpose: industry, user: enterprise, openly_available: false, passed_on: false}
"""
WELFARE = INDUSTRY.replace(
    "industry, user: enterprise", "people_service, user: social_organisation"
).replace("passed_on: false", "passed_on: false, end_users_charged: false, other_income: false")
BANK = """\
tariff: cn/credit-reference
customer: {name: 甲}
"""
END = ("until: 2028-12-31\n        products", "until: {until}\n        products")
RESOURCE = ("code: DEMO-R001, from: 2026-01-01, until: 2028-12-31", "code: DEMO-R001, from: 2026-01-01, until: {until}")  # fmt: skip
PRODUCT = ("code: DEMO-0001, from: 2026-01-01, until: 2028-12-31", "code: DEMO-0001, from: 2026-01-01, until: {until}")  # fmt: skip


def answer(content: str, shelf: Shelf = SHELF) -> Quote:
    """The quote of a request as it is written in a file."""
    located = read_tree(content, "request.yaml")
    return quote(shelf, checked(QuoteRequest, located), located)


def faults(content: str, shelf: Shelf = SHELF) -> list[tuple[str, str]]:
    """The place and the key of each fault with which it ends."""
    with pytest.raises(Faults) as raised:
        answer(content, shelf)
    return [(fault.place, fault.key) for fault in raised.value.faults]


def ending(folder: Path, until: str, *, of: str = "authorisation", required: bool = False) -> Shelf:
    """The shipped shelf on which an authorisation or a registration ends on a day."""
    name, change = {
        "authorisation": ("demo/authorisations", END),
        "resource": ("demo/products", RESOURCE),
        "product": ("demo/products", PRODUCT),
    }[of]
    edited(folder, name, (change[0], change[1].format(until=until)))
    gate = "demo/supply" if required else "cn/supply"
    edited(folder, "demo/price-list", ("gate: demo/supply", f"gate: {gate}"))
    return Shelf(folder, SHIPPED)


def calls(*days: str) -> str:
    """Lines of 100 calls on each of these days, with nothing used before."""
    events = ", ".join(f"{{on: {day}, quantity: 100}}" for day in days)
    return f"lines: [{{product: verification-call, events: [{events}]}}]\nposition: none\n"
