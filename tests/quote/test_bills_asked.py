"""What a bill depends on is asked for, and what contradicts it is refused: positions, and rules."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.bills_quoted import CLOSING, MONTHLY, asked, at, before, calls, rule, shelf, total

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


EARLIER = {"product": "quarterly", "period": "2026-01-31/2026-04-30", "used": {"call": 20}}
QUARTERLY = {"product": "quarterly", "quantity": 20, "since": "2026-01-31"}
OF_QUARTER = {"bill": "rule", "period": "2026-01-31/2026-04-30"}


@pytest.mark.parametrize(
    ("written", "position", "found"),
    [
        # The 20 calls before are of the bill too: 20 + 20 is less than 50, of which 20 stood as 50.
        (at("at_least", 50, CONTRACT), [EARLIER, {**OF_QUARTER, "charged": 20}], "0.00"),
        (at("at_least", 50, CONTRACT), [EARLIER], "tariff.bill_around_unsaid"),
        (at("at_least", 50, "accumulate: {key: [customer], period: ever}"), [EARLIER], "tariff.bill_around_unsaid"),
        # Nothing was charged, or nothing that this bill is of, or who knows in which of its months.
        (at("at_least", 50, CONTRACT), [{**EARLIER, "charged": 0}], "50.00"),
        (at("at_least", 50, CONTRACT), [{**EARLIER, "used": {"call": 0}}], "50.00"),
        (at("at_least", 50, MONTHLY), [EARLIER], "50.00"),
        (at("at_least", 50, f"products: [plain], {CONTRACT}"), [EARLIER], "20.00"),
        (at("at_least", 50, ""), [EARLIER], "50.00"),
    ],
)  # fmt: skip
def test_a_bill_has_summed_what_was_charged_for_its_products(
    tmp_path: Path, written: str, position: list[dict[str, Any]], found: str
) -> None:
    law = shelf(tmp_path, written)
    if "." in found and found[0].isdigit():
        assert total(law, QUARTERLY, position=position) == found
        return
    with pytest.raises(Faults) as raised:
        asked(law, QUARTERLY, position=position)
    assert [(one.place, one.key) for one in raised.value.faults] == [("position[0]", found)]


@pytest.mark.parametrize(
    ("written", "before_it", "found"),
    [
        # 60 before, 55 now, both above 50; 52 before, 47 now, which is 50; 5 before, all of it.
        (at("at_least", 50, CONTRACT), 60, "-5.00"),
        (at("at_least", 50, CONTRACT), 52, "-2.00"),
        (at("at_least", 50, CONTRACT), 5, "-50.00"),
        (at("at_least", 50, CONTRACT), 4, None),
        (at("at_most", 50, CONTRACT), 4, None),
        (at("waived_up_to", 3, CONTRACT), 4, None),
        (at("amount_off", 3, CONTRACT), 4, None),
        (rule("percent_off", 'percent: "50"', CONTRACT), 4, None),
        # Of one request alone a bill cannot go below zero; per cent are of any part alike.
        (at("amount_off", 3, ""), None, None),
        (rule("percent_off", 'percent: "50"', ""), None, "-2.50"),
    ],
)  # fmt: skip
def test_no_more_is_taken_back_than_a_bill_has_summed(
    tmp_path: Path, written: str, before_it: int | None, found: str | None
) -> None:
    law = shelf(tmp_path, written)
    line = {**QUARTERLY, "quantity": -5, "correction": "重复计数"}
    position = [EARLIER] if before_it is None else [EARLIER, {**OF_QUARTER, "charged": before_it}]
    if found is not None:
        assert total(law, line, position=position) == found
        return
    with pytest.raises(Faults) as raised:
        asked(law, line, position=position)
    assert [(one.place, one.key) for one in raised.value.faults] == [
        ("lines[0]", "tariff.bill_corrected_below_zero")
    ]
