"""The inputs of the hand-worked circle, and small methods, shared by the tests of methods."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.law import Declaration, Fault, Shelf, checked, read_tree
from engine.law.model.document import with_inherited_citations
from engine.method import InputCell, Inputs, Method, MethodVersion, Worksheet, evaluate
from engine.method.check.document import check_method
from engine.text import Text

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")
METHOD = "cn/ndrc-2025-65"
DETERMINED = datetime.date(2026, 3, 1)
YEARS = (2026, 2027, 2028)


def version() -> MethodVersion:
    found = SHELF.get(METHOD, Method).in_force(DETERMINED)
    assert found is not None
    return found


def figure(value: str | int, place: str = "") -> InputCell:
    return InputCell(Decimal(value), (Declaration(file="circle.yaml", place=place or "inputs"),))


def row(identifier: str, title: str, /, **columns: str | Decimal | int) -> Mapping[str, InputCell]:
    """A row; figures are given as numbers, texts as text."""
    cells: dict[str, InputCell] = {
        "id": InputCell(identifier),
        "title": InputCell(Text(zh=title, en=title)),
    }
    for name, value in columns.items():
        given = value if isinstance(value, str) else Decimal(value)
        place = f"{identifier}.{name}"
        cells[name] = InputCell(given, (Declaration(file="circle.yaml", place=place),))
    return cells


def item(
    identifier: str, title: str, treatment: str, submitted: int, **columns: str | int
) -> Mapping[str, InputCell]:
    given = {"category": identifier, **columns}
    return row(identifier, title, treatment=treatment, submitted=submitted, **given)


ITEMS = (
    item("platform", "平台运行", "allowed", 4_000_000, pool="computing"),
    item("transfer", "数据传输和存储", "allowed", 1_500_000, pool="data"),
    item("wages", "工资", "allowed", 3_000_000, pool="labour"),
    item("welfare", "福利费", "welfare_cap", 600_000, pool="labour"),
    item("marketing", "付费产品推广", "allowed", 400_000, direct="paid"),
    item("help_desk", "无偿供给服务台", "allowed", 300_000, direct="free"),
    item("fines", "罚款", "not_includable", 50_000),
    item("donations", "捐赠", "not_includable", 80_000),
    item("entertainment", "业务招待费", "entertainment_cap", 60_000, pool="labour"),
    item(
        "servers",
        "服务器折旧",
        "granted_asset",
        1_140_000,
        pool="computing",
        original_value=6_000_000,
        granted_value=2_000_000,
        residual_share=5,
        life_years=5,
    ),
    item(
        "software",
        "软件摊销",
        "granted_asset",
        100_000,
        pool="computing",
        original_value=1_000_000,
        residual_share=0,
        life_years=10,
    ),
)
SUBSIDIES = (
    row("servers_grant", "购置服务器补助", tag="asset", amount=2_000_000),
    row("paid_grant", "产业应用补助", tag="paid", amount=500_000),
    row("free_grant", "公益服务补助", tag="free", amount=200_000),
)
POOLS = (
    row("computing", "算力", paid_share=75),
    row("data", "数据", paid_share=60),
    row("labour", "人工", paid_share=80),
)
PRODUCTS = (
    row("p1", "核验接口", quantity=20_000_000, direct_share=50),
    row("p2", "企业数据包", quantity=12_000, direct_share=50),
)
USES = tuple(
    row(f"{product}.{pool}", f"{product} {pool}", product=product, pool=pool, share=share)
    for product, pool, share in (
        ("p1", "computing", 70),
        ("p1", "data", 40),
        ("p1", "labour", 50),
        ("p2", "computing", 30),
        ("p2", "data", 60),
        ("p2", "labour", 50),
    )
)
DETERMINATION = ("review", "split", "maximum", "deduction", "products")
CIRCLE = Inputs(
    tables={
        "items": ITEMS,
        "subsidies": SUBSIDIES,
        "pools": POOLS,
        "products": PRODUCTS,
        "uses": USES,
    },
    scalars={
        "income_base_year": figure(11_000_000),
        "yield_before_cycle": figure("1.70"),
        "income_tax_rate": figure(25),
        "vat_rate": figure(6),
        "input_vat": figure(200_000),
        "urban_maintenance_rate": figure(7),
        "education_surcharge_rate": figure(3),
        "local_education_surcharge_rate": figure(2),
    },
    parameters={"spread": figure("5.00", "spread")},
    years=YEARS,
    blocks=DETERMINATION,
)
CYCLE = Inputs(
    scalars={
        "income": {
            2026: figure(7_500_000),
            2027: figure(8_250_000),
            2028: figure(9_000_000),
        },
        "permitted": {year: figure("7886659.41") for year in YEARS},
    },
    years=YEARS,
    blocks=("evaluation",),
)


def circle(inputs: Inputs = CIRCLE, **changes: Any) -> Worksheet:
    """The worksheet of the circle, with some of its inputs replaced."""
    return evaluate(METHOD, version(), replace(inputs, **changes))


HEAD = """\
kind: method
id: test/small
title: {zh: 试例, en: a small method}
jurisdiction: DEMO
versions:
  - published: 2025-01-01
    from: 2025-01-01
    cites: [{instrument: a rule, article: one, address: a library, evidence: text, applies: directly}]
"""


def method(body: str) -> Method:
    """A small method: `body` is what stands under its one version, indented by four."""
    found: Method = with_inherited_citations(checked(Method, read_tree(HEAD + body, "small.yaml")))
    return found


def faults(body: str) -> list[Fault]:
    """What the check finds in a small method."""
    located = read_tree(HEAD + body, "small.yaml")
    document = with_inherited_citations(checked(Method, located))
    return [located.fault(finding) for finding in check_method(document, SHELF)]


def solved(body: str, inputs: Inputs) -> Worksheet:
    """A small method computed."""
    return evaluate("test/small", method(body).versions[0], inputs)


def values(worksheet: Worksheet, name: str) -> dict[object, Decimal]:
    """The figures of a line by row or year."""
    return {key: worksheet.step(name, key).number for key in worksheet.keys(name)}


EVERY_CONSTRUCT = """\
    units: [{id: call, title: {zh: 次, en: call}}]
    parameters:
      - {id: rate, title: {zh: 率, en: rate}, unit: percent, default: "3"}
      - {id: one_year, title: {zh: 年, en: year}, unit: year, value: 1}
    inputs:
      - {id: grown, title: {zh: 增长, en: growth}, unit: yuan/year, scope: year}
    tables:
      - id: classes
        title: {zh: 类别, en: classes}
        columns: [{id: weight, title: {zh: 权重, en: weight}, type: number, unit: "1"}]
      - id: works
        title: {zh: 工程, en: works}
        columns:
          - {id: sort, title: {zh: 类, en: class}, type: text, of: classes, optional: true}
          - {id: cost, title: {zh: 成本, en: cost}, type: number, unit: yuan}
          - {id: calls, title: {zh: 次数, en: calls}, type: number, unit: call}
          - {id: built_in, title: {zh: 建成年份, en: year built}, type: number, unit: year}
      - id: stages
        title: {zh: 阶段, en: stages}
        order: placed
        columns:
          - {id: placed, title: {zh: 次序, en: place}, type: number, unit: year}
          - {id: spent, title: {zh: 支出, en: spent}, type: number, unit: yuan}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
          - {id: left, title: {zh: t, en: t}, unit: yuan, scope: stages, formula: 'prior(left, middle) * (1 + fraction(rate)) - spent'}
          - {id: spent_more, title: {zh: u, en: u}, unit: yuan, scope: stages, formula: 'spent - prior(spent, 0) if left > prior(left, 0) else prior(left, spent / 2)'}
          - {id: worth, title: {zh: v, en: v}, unit: yuan, formula: 'sum(s.spent * (1 + fraction(rate)) ** (s.placed / one_year) for s in stages if s.placed > 1)'}
          - {id: worth_then, title: {zh: w, en: w}, unit: yuan, scope: year, formula: 'sum(y.stock / (1 + fraction(rate)) ** (y.elapsed / one_year - 0.5) for y in years)'}
          - {id: squares, title: {zh: x, en: x}, unit: yuan**2, formula: 'sum(-s.left ** 2 + s.left ** 2 * 3 for s in stages)'}
          - {id: weighted, title: {zh: a, en: a}, unit: yuan, scope: works, formula: 'weight[sort] * cost if not sort == "" else -cost / 2'}
          - {id: dear, title: {zh: b, en: b}, unit: yuan, formula: sum(w.weighted for w in works if w.cost > middle and w.sort != "small")}
          - {id: middle, title: {zh: c, en: c}, unit: yuan, formula: sum(w.cost for w in works) / count(works)}
          - {id: price, title: {zh: d, en: d}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: "0.05", mode: down}}
          - {id: upwards, title: {zh: e, en: e}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: "0.2", mode: up}}
          - {id: even, title: {zh: f, en: f}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: 1, mode: half_even}}
          - {id: half, title: {zh: g, en: g}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: 1, mode: half_up}}
          - {id: fifths, title: {zh: h, en: h}, unit: yuan/call, scope: works, formula: cost / calls, round: {unit: "0.2", mode: half_up}}
          - {id: stock, title: {zh: h, en: h}, unit: yuan/year, scope: year, formula: 'prior(stock, 100 * grown / 100) * (1 + fraction(rate)) + (grown if elapsed > 0 or grown < 0 else 0)'}
          - {id: spread_out, title: {zh: i, en: i}, unit: yuan*year, formula: sum(y.stock * y.elapsed for y in years)}
          - {id: bounds, title: {zh: j, en: j}, unit: yuan, formula: 'max(min(middle, dear, 10 * middle), 0) - middle - dear'}
          - {id: grown_faster, title: {zh: k, en: k}, unit: yuan/year, scope: year, formula: 'grown * (1 + fraction(rate)) ** (elapsed / one_year) + grown * 2 ** 0.5'}
          - {id: cubed, title: {zh: l, en: l}, unit: yuan**3, formula: 'middle ** 3'}
          - {id: average, title: {zh: m, en: m}, unit: yuan/year, formula: 'mean(y.stock for y in years)'}
          - {id: large_mean, title: {zh: n, en: n}, unit: yuan, formula: 'mean(w.cost for w in works if w.sort == "large" and w.cost > 1)'}
          - {id: three_means, title: {zh: o, en: o}, unit: yuan, formula: 'clip(mean(middle, dear, 7), 10, 500)'}
          - {id: dear_works, title: {zh: p, en: p}, unit: "1", formula: 'count(w for w in works if w.cost > 100)'}
          - {id: good_years, title: {zh: q, en: q}, unit: year, formula: 'count(y for y in years if y.stock > 7)'}
          - {id: built, title: {zh: r, en: r}, unit: yuan, scope: year, formula: 'sum(w.cost for w in works if w.built_in == year)'}
          - {id: stock_before, title: {zh: s, en: s}, unit: yuan, scope: year, formula: 'sum(y.grown for y in years if y.year < year)'}
"""

CONSTRUCTED = Inputs(
    tables={
        "classes": [row("small", "小", weight=2), row("large", "大", weight=3)],
        "works": [
            row("w1", "甲", sort="small", cost=250, calls=100, built_in=2026),
            row("w2", "乙", sort="large", cost=350, calls=100, built_in=2028),
            row("w3", "丙", cost=30, calls=100, built_in=2028),
            row("w4", "丁", sort="large", cost=1000, calls=7, built_in=2019),
        ],
        "stages": [
            row("s3", "一", placed=0, spent=Decimal("100.25")),
            row("s1", "二", placed=Decimal("1.5"), spent=40),
            row("s2", "三", placed=7, spent=-60),
        ],
    },
    scalars={"grown": {2026: figure(10), 2027: figure(-4), 2028: figure("7.5")}},
    years=(2026, 2027, 2028),
)
