"""A tariff with rules over whole bills, requests to it, and what was billed before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from builders.shelf import quoted
from builders.steps_by_hand import wrong_steps
from builders.tariffs import opening
from engine.law import Shelf
from engine.quote import Quote

HEAD = """\
    rounding: &rounding {unit: "0.01", mode: half_up, at: line}
    units: &units {call: {title: {zh: 次, en: call}}}
    keys: &keys {project: {title: {zh: 项目, en: project}, question: {zh: 哪个项目？, en: Which project?}}}
    facts: &facts [{id: kind, title: {zh: 类型, en: kind}, question: {zh: 哪一类？, en: Which kind?}, values: [{id: x, title: {zh: 甲, en: x}}, {id: y, title: {zh: 乙, en: y}}]}]
    classes: &classes {big: {title: {zh: 大, en: big}, fact: kind, in: [x]}, small: {title: {zh: 小, en: small}, fact: kind, in: [y]}}
    products: &products
      - {id: plain, title: {zh: 单价, en: plain}, unit: call, components: [{id: fee, title: {zh: 费, en: fee}, charge: {model: per_unit, price: "1"}}]}
      - {id: half, title: {zh: 半价, en: half}, unit: call, components: [{id: fee, title: {zh: 费, en: fee}, charge: {model: per_unit, price: "1"}}], discounts: [{for: big, component: fee, percent: "50"}]}
      - {id: quarterly, title: {zh: 合同季, en: quarterly}, unit: call, components: [{id: fee, title: {zh: 费, en: fee}, charge: {model: per_unit, price: "1", accumulate: {key: [customer], period: quarter, runs: contract}}, limits: {maximum: "55", apply: after_discounts, at_zero: nothing}}]}
      - id: seat
        title: {zh: 席位, en: seat}
        unit: call
        components: [{id: month, title: {zh: 月费, en: month}, per: [call], charge: {model: per_period, price: "10", period: month, proration: started_whole, runs: calendar}}]
      - id: sub
        title: {zh: 订阅, en: subscription}
        unit: call
        components:
          - {id: month, title: {zh: 月费, en: month}, charge: {model: per_period, price: "10", period: month, proration: started_whole, runs: calendar}}
          - {id: fee, title: {zh: 费, en: fee}, per: [call], charge: {model: per_unit, price: "1"}}
"""
SAME = "cites: [{instrument: 标准, article: 第二条, address: 演示, evidence: text, applies: directly}], rounding: *rounding, units: *units, keys: *keys, facts: *facts, classes: *classes, products: *products"
MONTHLY = "accumulate: {key: [customer], period: month}"
CLOSING = f"{MONTHLY}, settled: at_period_end"


def rule(model: str, figure: str, more: str = MONTHLY, name: str = "rule") -> str:
    """A rule over a bill by its model, to be written into a list."""
    return f"{{id: {name}, title: {{zh: 规则, en: rule}}, model: {model}, {figure}, allocated: in_order, {more}}}"


def at(model: str, amount: object, more: str = MONTHLY) -> str:
    """A rule of an amount in yuan."""
    return rule(model, f'amount: "{amount}"', more)


def shelf(folder: Path, rules: str, *later: tuple[str, str]) -> Shelf:
    """A tariff with these rules, and from days on with others."""
    content = opening("demo/bills").replace("2026-01-01", "2025-01-01") + HEAD
    content += f"    bill: [{rules}]\n"
    for day, other in later:
        content += f"  - {{published: 2025-01-01, from: {day}, {SAME}, bill: [{other}]}}\n"
    path = folder / "demo" / "bills.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert Shelf(folder).check("demo/bills") == ()
    return Shelf(folder)


def asked(law: Shelf, *lines: dict[str, Any], position: Any = "none", **more: Any) -> Quote:
    """The quote of some lines, every step of it as it follows from those below it."""
    ask = {"on": "2026-03-25", "tariff": "demo/bills", "customer": {"name": "A"}, **more}
    made = quoted(law, {"lines": [*lines], "position": position, **ask})
    if made.total is not None:
        assert [*wrong_steps(made.total)] == []
    return made


def total(law: Shelf, *lines: dict[str, Any], **more: Any) -> str:
    """The yuan that some lines come to."""
    return str(asked(law, *lines, **more).as_json()["total"])


def calls(product: str, *days: tuple[str, int]) -> dict[str, Any]:
    """A line of so many calls of a product on each day."""
    return {"product": product, "events": [{"on": day, "quantity": n} for day, n in days]}


def before(charged: object, **more: Any) -> list[dict[str, Any]]:
    """A position of March 2026: what the rule had charged."""
    return [{"bill": "rule", "period": "2026-03", "charged": charged, **more}]
