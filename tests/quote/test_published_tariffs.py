"""The published tariffs, by prices that were published or worked by hand: files for an official."""

from __future__ import annotations

import datetime
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.shelf import quoted
from builders.steps_by_hand import wrong_steps

from engine.law import Evidence, Shelf, read_yaml
from engine.money import to_micro
from engine.tariff import TariffDocument
from engine.tariff.columns.bill import bill_many
from engine.tariff.columns.reader import Columns, rate_many

HERE = Path(__file__).parents[1]
FILES = sorted((HERE / "cases" / "published").glob("*.yaml"))
SHELF = Shelf(HERE.parent / "tariffs")


def cases() -> list[Any]:
    found = []
    for path in FILES:
        tree = read_yaml(path).tree
        for case in tree["cases"]:
            assert case["article"] and case["worked"], case["case"]
            ask = {**tree["common"], **case["ask"]}
            found.append(pytest.param(ask, case["expect"], id=f"{path.stem}: {case['case']}"))
    return found


CASES = cases()


@pytest.mark.parametrize(("ask", "expect"), CASES)
def test_a_worked_price_comes_out(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    answer = quoted(SHELF, ask)
    said = answer.as_json()
    for key, value in expect.items():
        if key == "missing":
            assert [question["id"] for question in said["missing"]] == value
        else:
            assert said[key] == value, key
    assert [wrong for step in answer.steps for wrong in wrong_steps(step)] == []


def in_columns(ask: dict[str, Any], expect: dict[str, Any]) -> bool:
    """Whether all that is asked for is a first quantity of each line, with a total expected."""
    if expect["total"] is None or ask.get("position", "none") != "none":
        return False
    keyed = Counter((line["product"], *line.get("keys", {}).values()) for line in ask["lines"])
    allowed = {"product", "quantity", "counts", "keys", "distinct"}
    plain = all(set(line) <= allowed for line in ask["lines"])
    return plain and max(keyed.values()) == 1


IN_COLUMNS = [case for case in CASES if in_columns(*case.values)]


@pytest.mark.parametrize(("ask", "expect"), IN_COLUMNS)
def test_whole_columns_come_to_the_same(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = SHELF.get(ask["tariff"], TariffDocument)
    version = document.in_force(day_of(ask["on"]))
    assert version is not None
    amounts: dict[str, np.ndarray] = {}
    for line in ask["lines"]:
        product = version.product(line["product"])
        assert product is not None
        fine = {name: unit.fineness for name, unit in version.units.items()}
        counts = {name: whole(many, fine[name]) for name, many in line.get("counts", {}).items()}
        quantity = None if counts else whole(line["quantity"], fine[product.unit])
        # Where requests are charged once, each of these cases says that it has not been made before.
        once = any(component.once_per is not None for component in product.components)
        columns = Columns(quantity=quantity, counts=counts, facts=facts_of(ask), distinct=once)
        one = rate_many(document, version, product.id, columns).total
        amounts[product.id] = amounts[product.id] + one if product.id in amounts else one
    total = bill_many(document, version, amounts, facts=facts_of(ask)).total
    assert total.tolist() == [to_micro(Decimal(expect["total"]))]


def facts_of(ask: dict[str, Any]) -> dict[str, str]:
    return {name: str(said) for name, said in ask.get("facts", {}).items()}


def day_of(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def whole(number: Any, fineness: int | None) -> np.ndarray:
    assert fineness is not None
    return np.array([int(Decimal(str(number)).scaleb(fineness))], dtype=np.int64)


def test_most_cases_are_read_in_columns_too() -> None:
    assert (len(IN_COLUMNS), len(CASES)) == (140, 157)


def published() -> list[TariffDocument]:
    """The tariffs that somebody published: all but those that are made up."""
    return [each for each in SHELF.of_kind(TariffDocument) if each.jurisdiction != "DEMO"]


def test_every_product_of_a_published_tariff_has_a_worked_price() -> None:
    """Those of the credit reference centre have theirs in files of their own."""
    worked = {
        (case.values[0]["tariff"], line["product"])
        for case in CASES
        for line in case.values[0]["lines"]
    }
    priced = {
        (document.id, product.id)
        for document in published()
        for version in document.versions
        for product in version.products
        if document.id != "cn/credit-reference"
    }
    assert priced == worked
    assert len({document for document, _ in priced}) >= 13


def test_no_published_tariff_stands_under_a_false_name() -> None:
    """Its folder is its jurisdiction, it stands under no rules, and nothing of it is made up."""
    for document in published():
        assert document.id.split("/")[0] == document.jurisdiction.lower()
        assert document.stands_under == {}
        cited = [
            citation
            for version in document.versions
            for product in version.products
            for component in product.components
            for citation in component.cites
        ]
        assert cited
        assert all(each.evidence is not Evidence.ILLUSTRATIVE for each in cited)
        assert all(each.address or each.evidence is Evidence.ASSUMPTION for each in cited)
