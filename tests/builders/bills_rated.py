"""A tariff with rules over whole bills, of money and of documents by the page; and what they cost."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from builders.steps_by_hand import wrong_steps
from builders.tariffs import opening, written
from engine.tariff import Rating, TariffDocument, Usage, rate

DAY = datetime.date(2026, 3, 2)
HEAD = (
    opening("demo/bill")
    + """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {page: {title: {zh: 页, en: page}}, yuan: {title: {zh: 元, en: yuan}, whole: false, decimals: 2}}
    facts: [{id: kind, title: {zh: 类型, en: kind}, question: {zh: 哪一类？, en: Which kind?}, values: [{id: a, title: {zh: 甲, en: a}}, {id: b, title: {zh: 乙, en: b}}]}]
    classes: {first: {title: {zh: 甲, en: a}, fact: kind, in: [a]}}
    products:
      - id: document
        title: {zh: 文书, en: Document}
        unit: page
        components:
          - id: pages
            title: {zh: 页, en: pages}
            charge: {model: per_unit, price: "0.10"}
            limits: {maximum: "3.00", each_use: true, apply: after_discounts, at_zero: nothing}
      - id: plain
        title: {zh: 金额, en: Amount}
        unit: yuan
        components:
          - {id: fee, title: {zh: 费, en: fee}, charge: {model: per_unit, price: "1"}}
      - id: other
        title: {zh: 另一项, en: Other}
        unit: yuan
        components:
          - {id: fee, title: {zh: 费, en: fee}, charge: {model: per_unit, price: "1"}}
    bill:
"""
)


def tariff(folder: Path, *rules: str) -> TariffDocument:
    """The tariff with these rules, which must check clean."""
    return written(folder, "demo/bill", HEAD + "".join(f"      - {rule}\n" for rule in rules))


def rated(
    document: TariffDocument, *usages: Usage, positions: Any = (), kind: str | None = None
) -> Rating:
    """What use costs, every step as it follows from those below it; shares add up to each rule's."""
    facts = {} if kind is None else {"kind": kind}
    found = rate(document, document.versions[0], usages, facts, None, positions)
    assert found.total is not None
    assert [*wrong_steps(found.total)] == []
    for line in found.bill:
        assert sum(line.shares) == line.amount.number
    return found


def total(document: TariffDocument, *usages: Usage, positions: Any = ()) -> str:
    """The yuan that use comes to."""
    whole = rated(document, *usages, positions=positions).total
    assert whole is not None
    return str(whole.number)


def amounts(*numbers: str) -> list[Usage]:
    """Use of so much money of the one product, and of the other."""
    products = ("plain", "other")
    return [
        Usage(product, DAY, quantity=Decimal(number), keys={"customer": "A"})
        for product, number in zip(products, numbers, strict=False)
    ]


def rule(model: str, figure: str, more: str = "", name: str = "rule") -> str:
    """A rule over a bill by its model, to be written into a list."""
    return f"{{id: {name}, title: {{zh: 规则, en: rule}}, model: {model}, {figure}, allocated: by_amount{more}}}"
