"""The inputs of the hand-worked circle, and small methods, shared by the tests of methods."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.law import Declaration, Fault, Shelf, checked, read_tree
from engine.law.document import with_inherited_citations
from engine.method import Cell, Inputs, Method, MethodVersion, Worksheet, evaluate
from engine.method.check import check_method
from engine.wording import Text

SHELF = Shelf(Path(__file__).parent.parent / "tariffs")
METHOD = "cn/ndrc-2025-65"
DETERMINED = datetime.date(2026, 3, 1)
YEARS = (2026, 2027, 2028)


def version() -> MethodVersion:
    found = SHELF.get(METHOD, Method).in_force(DETERMINED)
    assert found is not None
    return found


def figure(value: str | int, place: str = "") -> Cell:
    return Cell(Decimal(value), (Declaration(file="circle.yaml", place=place or "inputs"),))


def row(identifier: str, title: str, /, **columns: str | Decimal | int) -> Mapping[str, Cell]:
    """A row; figures are given as numbers, texts as text."""
    cells: dict[str, Cell] = {"id": Cell(identifier), "title": Cell(Text(zh=title, en=title))}
    for name, value in columns.items():
        given = value if isinstance(value, str) else Decimal(value)
        place = f"{identifier}.{name}"
        cells[name] = Cell(given, (Declaration(file="circle.yaml", place=place),))
    return cells


def item(
    identifier: str, title: str, treatment: str, submitted: int, **columns: str | int
) -> Mapping[str, Cell]:
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
    cites: [{instrument: a rule, evidence: text, applies: directly}]
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
