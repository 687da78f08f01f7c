"""What was charged above a ceiling goes back customer by customer, apart from any deduction."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.operators import CLOCK, DAY, ROOT, SHELF
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.law import Faults, Located, Shelf
from engine.record import sealed
from engine.settlement import (
    body_of_refund,
    charges_in,
    read_charges,
    refunded_again,
    refunds_of,
)
from engine.text import Language, Text

CHARGES = ROOT / "examples" / "operators" / "circle-charges.yaml"
LAW = "cn/refund-of-overcharges"
TARIFFS = ("--tariffs", str(ROOT / "tariffs"))


def run(*arguments: object) -> Result:
    commands = group(("refund", "verify"))
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


def test_each_customer_by_hand() -> None:
    found = refunds_of(SHELF, CHARGES.name, read_charges(CHARGES), LAW, DAY)
    assert {name: step.number for name, step in found.by_customer.items()} == {
        # 1,000,001 × 0.0002 = 200.0002 and 12 × 5.87 = 70.44; the cheap calls set off nothing
        "示例银行": Decimal("270.44"),
        "示例保险公司": Decimal("0.00"),
        "示例地图公司": Decimal("0.03"),
    }
    assert found.total.number == Decimal("270.47")


def test_the_command_and_its_record(tmp_path: Path) -> None:
    result = run("refund", CHARGES, "--on", "2026-03-01", "--out", tmp_path, *TARIFFS)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("应退还多收价款 270.47 元，涉及 2 户")
    assert "互不抵消" in result.stdout
    body = json.loads((tmp_path / "refund.json").read_text("utf-8"))["body"]
    assert body["result"]["refunds"]["示例银行"] == "270.44"
    assert run("verify", tmp_path / "refund.json", *TARIFFS).exit_code == 0
    written = (tmp_path / "refund.json").read_text("utf-8")
    (tmp_path / "refund.json").write_text(written.replace('"270.47"', '"270.46"'), "utf-8")
    assert run("verify", tmp_path / "refund.json", *TARIFFS).exit_code == 1


def test_a_product_without_a_ceiling_is_told(tmp_path: Path) -> None:
    content = CHARGES.read_text("utf-8").replace(
        "product: verification-call, price", "product: call, price"
    )
    path = tmp_path / "charges.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(Faults) as caught:
        read_charges(path)
    assert [(fault.place, fault.key) for fault in caught.value.faults] == [
        (f"charges[{at}].product", "settlement.no_ceiling_of_product") for at in (0, 2, 4)
    ]
    assert run("refund", path, "--on", "2026-03-01", *TARIFFS).exit_code == 2


PRICE = st.integers(0, 10**6).map(lambda number: Decimal(number).scaleb(-4))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**6), PRICE), min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_refunds_add_up_and_lower_charges_set_off_nothing(
    charges: list[tuple[int, int, Decimal]],
) -> None:
    ceiling = Decimal("50.0000")
    content = {
        "operator": "示例",
        "vat": "excluded",
        "ceilings": [{"product": "call", "price": ceiling}],
        "charges": [
            {"customer": f"c{of}", "product": "call", "quantity": quantity, "price": price}
            for of, quantity, price in charges
        ],
    }
    declared = charges_in(Located("charges.yaml", content))
    found = refunds_of(SHELF, "charges.yaml", declared, LAW, DAY)
    for name, step in found.by_customer.items():
        owed = sum(
            quantity * (price - ceiling)
            for of, quantity, price in charges
            if f"c{of}" == name and price > ceiling
        )
        assert abs(step.number - Decimal(owed)) <= Decimal("0.005")
    assert found.total.number == sum(step.number for step in found.by_customer.values())


def charged(**more: Any) -> Any:
    """One call at 2 yuan above a ceiling of 1, as plain values."""
    return {
        "operator": "甲",
        "declared_by": "财务",
        "vat": "included",
        "ceilings": [{"product": "b", "price": Decimal(1)}],
        "charges": [
            {"customer": "丙", "product": "b", "quantity": Decimal(3), "price": Decimal(2)}
        ],
        **more,
    }


def told(**more: Any) -> list[str]:
    try:
        charges_in(Located("c.yaml", charged(**more)))
    except Faults as caught:
        return [fault.message(Language.EN) for fault in caught.faults]
    return []


def test_charges_that_do_not_fit_are_told_all_at_once() -> None:
    ceilings = [{"product": name, "price": Decimal(1)} for name in ("b", "a", "b", "b")]
    charges = [
        {"customer": "丙", "product": name, "quantity": Decimal(1), "price": Decimal(1)}
        for name in ("a", "d", "b", "c")
    ]
    none = "no ceiling of this product is given; there are: a, b"
    found = told(ceilings=ceilings, charges=charges)
    assert [one.partition(":")[0] for one in found] == [
        "c.yaml ceilings[2].product = b",
        "c.yaml ceilings[3].product = b",
        "c.yaml charges[1].product = d",
        "c.yaml charges[3].product = c",
    ]
    assert [one.partition(": ")[2] for one in found[2:]] == [none, none]
    assert told() == []


@pytest.mark.parametrize("amount", ["0", "0.0001", "1", str(10**28)])
def test_an_amount_is_from_nothing_to_the_largest(amount: str) -> None:
    number = Decimal(amount)
    charge = {"customer": "丙", "product": "b", "quantity": number, "price": number}
    assert told(ceilings=[{"product": "b", "price": number}], charges=[charge]) == []


@pytest.mark.parametrize("amount", ["-0.0001", str(10**28 + 1)])
def test_no_other_amount_is(amount: str) -> None:
    number = Decimal(amount)
    charge = {"customer": "丙", "product": "b", "quantity": number, "price": number}
    found = told(ceilings=[{"product": "b", "price": number}], charges=[charge])
    assert [one.split(" = ")[0] for one in found] == [
        "c.yaml ceilings[0].price",
        "c.yaml charges[0].quantity",
        "c.yaml charges[0].price",
    ]


def test_names_and_lists_are_not_empty() -> None:
    empty = charged()
    empty["charges"][0] |= {"customer": "", "product": ""}
    empty["ceilings"][0]["product"] = ""
    empty["operator"] = ""
    assert len(told(**empty)) == 4
    assert len(told(charges=[])) == len(told(ceilings=[], charges=[])) - 1 == 1


def test_each_charge_is_given_with_its_place() -> None:
    ceilings = [{"product": "a", "price": Decimal(9)}, {"product": "b", "price": Decimal(1)}]
    found = refunds_of(
        SHELF, "c.yaml", charges_in(Located("c.yaml", charged(ceilings=ceilings))), LAW, DAY
    )
    assert found.total.number == 3
    (row,) = found.worksheet.inputs.tables["charges"]
    places = {
        name: (cell.value, [getattr(one, "place", None) for one in cell.sources])
        for name, cell in row.items()
    }
    assert places.pop("title")[0] == Text(zh="丙·b", en="丙·b")
    assert places == {
        "id": ("1", []),
        "customer": ("丙", ["charges[0].customer"]),
        "quantity": (3, ["charges[0].quantity"]),
        "price": (2, ["charges[0].price"]),
        "ceiling": (1, ["ceilings[1].price"]),
    }
    assert {getattr(one, "who", None) for cell in row.values() for one in cell.sources} == {"财务"}
    body = body_of_refund(found)
    assert (body["result"]["vat"], body["result"]["total"]) == ("included", "3.00")
    record = sealed(body, CLOCK)
    assert body_of_refund(refunded_again(record.body, SHELF, "r.json")) == body


def test_a_method_that_lacks_what_a_refund_takes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / f"{LAW}.yaml"
    path.parent.mkdir()
    written = (ROOT / "tariffs" / f"{LAW}.yaml").read_text("utf-8")
    path.write_text(written.replace("refund_total", "refund_in_all"), "utf-8")
    shelf = Shelf(tmp_path, ROOT / "tariffs").without_check()
    with pytest.raises(Faults) as caught:
        refunds_of(shelf, "c.yaml", charges_in(Located("c.yaml", charged())), LAW, DAY)
    assert [fault.key for fault in caught.value.faults] == ["method.contract_line"]
