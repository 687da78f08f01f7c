"""Tariffs that a test writes, whole or of one product with a component; and what use of it costs."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from builders.steps_by_hand import wrong_steps
from engine.law import Fault, Shelf
from engine.tariff import Rating, TariffDocument, Usage, rate

DAY = datetime.date(2026, 3, 2)
MONTHLY = "accumulate: {key: [customer], period: month}"
READ = "{rule: RULE, cites: [{instrument: 口径, evidence: assumption, applies: assumed}]}"
"""A rule that a document reads by assumption, to be put in for RULE."""


def opening(identifier: str, currency: str = "CNY") -> str:
    """The document `identifier` down to what its one version cites; its rounding comes next."""
    return f"""\
kind: tariff
id: {identifier}
title: {{zh: 示例价目, en: Price list of an example}}
jurisdiction: DEMO
role: set
stands_under: none
vat: excluded
currency: {currency}
versions:
  - published: 2026-01-01
    from: 2026-01-01
    cites: [{{instrument: 标准, article: 第一条, address: 演示, evidence: text, applies: directly}}]
"""


def written(folder: Path, identifier: str, content: str) -> TariffDocument:
    """Write a tariff onto the shelf at `folder`, and return it; it must check clean."""
    path = folder / f"{identifier}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert Shelf(folder).check(identifier) == ()
    return Shelf(folder).get(identifier, TariffDocument)


HEAD = (
    opening("demo/models")
    + """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {call: {title: {zh: 次, en: call}}, hour: {title: {zh: 小时, en: hour}, whole: false, decimals: 2}}
    facts:
      - id: kind
        title: {zh: 类型, en: kind}
        question: {zh: 哪一类？, en: Which kind?}
        values: [{id: a, title: {zh: 甲, en: a}}, {id: b, title: {zh: 乙, en: b}}]
    classes:
      first: {title: {zh: 甲, en: a}, fact: kind, in: [a]}
      both: {title: {zh: 全部, en: both}, fact: kind, in: [a, b]}
    floats:
      band: {title: {zh: 服务费, en: fee}, question: {zh: 浮动多少？, en: What float?}, up: "20", down: "30"}
    products:
      - id: product
        title: {zh: 产品, en: Product}
        unit: UNIT
        components:
          - id: fee
            title: {zh: 费, en: fee}
"""
)


def tariff(
    folder: Path, component: str, rest: str = "", unit: str = "call", version: str = ""
) -> TariffDocument:
    """Return the tariff of one product with this component, which must check clean; `rest` is of
    the product, and `version` of its version."""
    return written(folder, "demo/models", _content(component, rest, unit, version))


def mistakes(
    folder: Path,
    component: str,
    rest: str = "",
    at: str = "line",
    unit: str = "call",
    version: str = "",
) -> tuple[Fault, ...]:
    """What check finds in that tariff, rounded `at` a place."""
    path = folder / "demo" / "models.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = _content(component, rest, unit, version).replace("at: line", f"at: {at}")
    path.write_text(content, encoding="utf-8")
    return Shelf(folder).check("demo/models")


def _content(component: str, rest: str, unit: str, version: str) -> str:
    parts = ((component, 12), (rest, 8), (version, 4))
    lines = [" " * deep + line for part, deep in parts for line in part.splitlines()]
    return HEAD.replace("UNIT", unit) + "".join(f"{line}\n" for line in lines)


def rated(document: TariffDocument, facts: dict[str, str] | None = None, **used: Any) -> Rating:
    """What use of the product costs, every step of it as it follows from those below it."""
    version = document.in_force(DAY)
    assert version is not None
    rating = rate(document, version, [Usage("product", DAY, **used)], facts or {"kind": "a"})
    if rating.total is not None:
        assert [*wrong_steps(rating.total)] == []
    return rating


def amount(document: TariffDocument, facts: dict[str, str] | None = None, **used: Any) -> str:
    """The yuan that use of the product costs, which must be known."""
    total = rated(document, facts, **used).total
    assert total is not None
    return str(total.number)


def product(name: str, *rules: str, unit: str = "call", component: str = "fee") -> str:
    """A product of one component, which has these rules."""
    title = f"title: {{zh: {name}, en: {name}}}"
    lines = [f"- id: {name}", f"  {title}", f"  unit: {unit}", "  components:"]
    lines += [f"    - id: {component}", f"      {title}", *(f"      {rule}" for rule in rules)]
    return "".join(f"      {line}\n" for line in lines)
