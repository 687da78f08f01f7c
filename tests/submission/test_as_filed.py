"""A submission as it was filed: the cell of each fault and figure, and what is not said in it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders.operators import entry, filed, tree

from engine.law import Faults, Located
from engine.submission import accepted


def test_a_fault_stands_in_the_nearest_cell_that_is_known() -> None:
    places = {
        "items": "成本项目",
        "items[2]": "成本项目!4",
        "items[2].amount": "成本项目!E4",
        "products[0].shares": "产品分摊",
        "income": "基本情况!B9",
    }
    whole = tree()
    entry(whole, "items", "wages")["amount"] = "x"
    entry(whole, "items", "wages")["category"] = ""
    del entry(whole, "items", "welfare")["title"]
    whole["products"][0]["shares"]["data"] = "y"
    del whole["input_vat"]
    with pytest.raises(Faults) as caught:
        accepted(Located("f.xlsx", whole), places)
    assert [(fault.place, fault.key.rpartition(".")[2]) for fault in caught.value.faults] == [
        ("input_vat", "missing"),
        ("成本项目!4", "blank"),
        ("成本项目!E4", "not_a_number"),
        ("成本项目 [3].title", "missing"),
        ("产品分摊", "not_a_number"),
    ]


def test_nothing_is_told_of_what_was_not_read_nor_twice_of_a_cell() -> None:
    from engine.law import Fault

    whole = tree()
    entry(whole, "items", "wages")["amount"] = "x"
    entry(whole, "items", "fines")["category"] = ""
    whole["pools"] = []
    whole["income"] = "y"
    read = Fault("f.xlsx", "B9", None, "y", "submission.not_a_number_cell")
    with pytest.raises(Faults) as caught:
        accepted(Located("f.xlsx", whole), {"income": "B9"}, (read,), {"items[].amount", "pools"})
    assert [(fault.place, fault.key.rpartition(".")[2]) for fault in caught.value.faults] == [
        ("B9", "not_a_number_cell"),
        ("items[6].category", "blank"),
    ]


def test_what_is_not_said_is_nothing_and_an_asset_is_in_use() -> None:
    whole = tree()
    del whole["products"][0]["direct_share"]
    whole["products"][1]["direct_share"] = Decimal(100)
    of = filed(whole).submission
    assert [product.direct_share for product in of.products] == [0, 100]
    assert [item.asset.in_use for item in of.items if item.asset] == [True, True]
    assert [(item.asset.given, item.asset.revalued) for item in of.items if item.asset] == [
        (0, 0)
    ] * 2
    assert not any(item.related_party or item.non_recurring for item in of.items)


def test_a_filed_figure_says_who_and_where() -> None:
    of = accepted(Located("f.xlsx", tree()), {"income": "基本情况!B9"})
    declared = of.declared("income", reason="核对")
    assert (declared.file, declared.place, declared.who, declared.reason) == (
        "f.xlsx", "基本情况!B9", "财务部（示例）", "核对",
    )  # fmt: skip
    assert of.place("items", 2, "amount") == "items[2].amount"
    fault = of.fault(("income",), "submission.repeated", "x", known="y")
    assert (fault.file, fault.place, fault.line, fault.value, dict(fault.values)) == (
        "f.xlsx", "基本情况!B9", None, "x", {"known": "y"},
    )  # fmt: skip
    assert of.last_year == 2025
