"""A tariff of one product with a component that a test writes."""

from __future__ import annotations

from pathlib import Path

from engine.law import Shelf
from engine.tariff import TariffDocument

HEAD = """\
kind: tariff
id: demo/models
title: {zh: 计费方式, en: Charge models}
jurisdiction: DEMO
role: set
stands_under: none
vat: excluded
currency: CNY
versions:
  - published: 2026-01-01
    from: 2026-01-01
    cites: [{instrument: 标准, article: 第一条, address: 演示, evidence: text, applies: directly}]
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


def tariff(folder: Path, component: str, rest: str = "", unit: str = "call") -> TariffDocument:
    """Return the tariff of one product with this component, which must check clean."""
    path = folder / "demo" / "models.yaml"
    path.parent.mkdir(exist_ok=True)
    indented = "".join(f"            {line}\n" for line in component.splitlines())
    more = "".join(f"        {line}\n" for line in rest.splitlines())
    path.write_text(HEAD.replace("UNIT", unit) + indented + more, encoding="utf-8")
    assert Shelf(folder).check("demo/models") == ()
    return Shelf(folder).get("demo/models", TariffDocument)
