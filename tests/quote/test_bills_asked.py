"""What a bill depends on is asked for, and what contradicts it is refused: positions, and rules."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.bills_quoted import CLOSING, MONTHLY, asked, at, before, calls, shelf, total

from engine.law import Faults, Shelf


@pytest.mark.parametrize(
    ("more", "line", "facts", "missing"),
    [
        ("for: big", {"quantity": 100}, {}, ["kind"]),
        ("accumulate: {key: [project], period: month}", {"quantity": 100}, {}, ["lines[0].keys.project"]),
        (
            "accumulate: {key: [customer], period: quarter, runs: contract}",
            {"quantity": 100}, {}, ["lines[0].since"],
        ),
        # Of one unit it does not matter whose it is; of those to whom it does not apply, nothing.
        ("accumulate: {key: [project], period: month}", {"quantity": 1}, {}, []),
        ("accumulate: {key: [project], period: month}, for: big", {"quantity": 9}, {"kind": "y"}, []),
        ("accumulate: {key: [project], period: month}, products: [half]", {"quantity": 9}, {}, []),
    ],
)  # fmt: skip
def test_what_a_bill_depends_on_is_asked_for(
    tmp_path: Path, more: str, line: dict[str, Any], facts: dict[str, str], missing: list[str]
) -> None:
    found = asked(
        shelf(tmp_path, at("at_most", 50, more)), {"product": "plain", **line}, facts=facts
    )
    assert [one.id for one in found.missing] == missing


def test_what_a_bill_depends_on_decides_and_is_not_told_as_unused(tmp_path: Path) -> None:
    law = shelf(tmp_path, at("at_most", 50, "accumulate: {key: [project], period: month}"))
    lines: list[dict[str, Any]] = [
        {"product": "plain", "quantity": 100, "keys": {"project": of}} for of in ("p", "q")
    ]
    two = asked(law, *lines)
    assert (two.as_json()["total"], two.unused) == ("100.00", ())
    assert total(law, lines[0], lines[0]) == "50.00"
    # A name that no rule knows beside one that is missing is probably the same.
    with pytest.raises(Faults) as raised:
        asked(law, {"product": "plain", "quantity": 100, "keys": {"projekt": "p"}})
    assert [fault.key for fault in raised.value.faults] == ["tariff.key_missing_beside"]
    of_class = asked(
        shelf(tmp_path, at("at_most", 50, "for: big")),
        {"product": "plain", "quantity": 100},
        facts={"kind": "x"},
    )
    assert (of_class.as_json()["total"], of_class.unused) == ("50.00", ())


def test_requests_of_two_contract_quarters(tmp_path: Path) -> None:
    """60 on either side of the calendar's turn are one quarter of a contract from 1 December."""
    more = "accumulate: {key: [customer], period: quarter, runs: contract}"
    line = calls("plain", ("2025-12-30", 60), ("2026-01-02", 60))
    law = shelf(tmp_path, at("at_most", 50, more))
    assert total(law, {**line, "since": "2025-12-01"}) == "50.00"
    assert total(law, {**line, "since": "2025-10-01"}) == "100.00"


BY_DAY = f"{CLOSING}, part_of_period: by_day"
CONTRACT = "accumulate: {key: [customer], period: quarter, runs: contract}"


@pytest.mark.parametrize(
    ("written", "position", "key"),
    [
        (at("at_least", 310, BY_DAY), before(20, closes=True, used={"day": 400}), "tariff.bill_days"),
        (at("at_least", 310, BY_DAY), before(20, closes=True, used={"day": Decimal("1.5")}), "tariff.bill_days"),
        (at("at_most", 50), before(20) * 2, "tariff.before_said_twice"),
        (at("at_least", 310, CLOSING), before(20, closes=True, period="2026-02"), "tariff.position_of_no_bill"),
        (at("at_least", 310, CLOSING), before(20, closes=True, period="0000-03"), "tariff.position_of_no_bill"),
        (at("at_most", 50, "accumulate: {key: [customer], period: quarter}"), before(20, period="0000-Q1"), "tariff.position_of_no_bill"),
        (at("at_most", 50), before(20, keys={"customer": "B"}), "tariff.position_of_no_bill"),
        (at("at_most", 50, f"products: [half], {MONTHLY}"), before(20), "tariff.position_of_no_bill"),
        (at("at_most", 50, CONTRACT), before(20, period="2026-01-31/2026-04-29"), "tariff.position_of_no_bill"),
    ],
)  # fmt: skip
def test_positions_of_no_bill_are_refused(
    tmp_path: Path, written: str, position: Any, key: str
) -> None:
    line = {"product": "plain", "quantity": 100, "since": "2026-01-31"}
    with pytest.raises(Faults) as raised:
        asked(shelf(tmp_path, written), line, position=position)
    assert [fault.key for fault in raised.value.faults] == [key]


def test_the_position_of_a_contract_quarter_is_read(tmp_path: Path) -> None:
    line = {"product": "plain", "quantity": 100, "since": "2026-01-31"}
    said = before(20, period="2026-01-31/2026-04-30")
    assert total(shelf(tmp_path, at("at_most", 50, CONTRACT)), line, position=said) == "30.00"


def test_a_charge_too_reads_the_quarters_of_its_own_contract_only(tmp_path: Path) -> None:
    """At most 55 a quarter, of which 20 were charged: 35. A quarter of another contract is none."""
    law = shelf(tmp_path, at("at_most", 5000))
    line = {"product": "quarterly", "quantity": 100, "since": "2026-01-31"}

    def said(period: str) -> list[dict[str, Any]]:
        return [{"product": "quarterly", "period": period, "used": {"call": 20}}]

    assert total(law, line, position=said("2026-01-31/2026-04-30")) == "35.00"
    with pytest.raises(Faults) as raised:
        asked(law, line, position=said("2026-02-01/2026-04-29"))
    (fault,) = raised.value.faults
    assert (fault.key, fault.values["expected"]) == (
        "tariff.position_of_other_contract",
        "2026-01-31/2026-04-30",
    )


def mistakes(folder: Path, rules: str) -> list[tuple[str, str]]:
    shelf(folder, at("at_most", 50))
    path = folder / "demo" / "bills.yaml"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace(at("at_most", 50), rules), encoding="utf-8")
    return [(fault.key, fault.place) for fault in Shelf(folder).check("demo/bills")]


LEAST, MOST = at("at_least", 50).replace("id: rule", "id: least"), at("at_most", 20)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (at("at_most", "0.00000001"), [("tariff.check.finer_than_micro", "bill[0].amount")]),
        (at("at_most", "0.000001"), []),
        (at("at_most", 5, "accumulate: {key: [projct], period: month}"), [("tariff.check.unknown_key", "bill[0].accumulate.key[0]")]),
        (f"{LEAST}, {MOST}", [("tariff.check.bill_crossed", "bill[1].amount")]),
        (f"{MOST}, {LEAST}", [("tariff.check.bill_crossed", "bill[1].amount")]),
        (f"{LEAST}, {at('at_most', 50)}", []),
        # The least of a month above the most of a year; the most of a month below the least of one.
        (f"{LEAST}, {MOST.replace('month', 'year')}", [("tariff.check.bill_crossed", "bill[1].amount")]),
        (f"{MOST}, {LEAST.replace('month', 'year')}", []),
        # Of other customers, and of other lines.
        (f"{LEAST.replace('model', 'for: big, model')}, {MOST.replace('model', 'for: small, model')}", []),
        (f"{LEAST.replace('model', 'for: big, model')}, {MOST}", [("tariff.check.bill_crossed", "bill[1].amount")]),
        (f"{LEAST.replace('model', 'products: [half], model')}, {MOST.replace('model', 'products: [plain], model')}", []),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_kept_are_refused_by_check(
    tmp_path: Path, rules: str, expected: list[tuple[str, str]]
) -> None:
    found = [(key, place.partition("].")[2]) for key, place in mistakes(tmp_path, rules)]
    assert found == expected
