"""What was charged above a ceiling goes back customer by customer, apart from any deduction."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from builders.operators import DAY, ROOT, SHELF
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.law import Faults, Located
from engine.settlement import read_charges, refunds_of
from engine.settlement.refund import charges_in

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
