"""Cost review in time: accounts of several years, a cycle beside its accounts, rates by the year.

The cases were found by trying the product on the worked operator; the figures are by hand.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from builders.operators import ROOT, Tree, determined, entry, tree, value, with_year_before
from builders.reviewed import command, faults_of, on, told

from engine.law import Faults
from engine.text import Language

# --- several years ----------------------------------------------------------------

AVERAGE = {"base_year": "average"}


def two_years(*left_out: str) -> Tree:
    whole = with_year_before(tree(), Decimal(1))
    whole["earlier"] = [one for one in whole["earlier"] if one["of"] not in left_out]
    return whole


def test_a_year_missing_for_an_item_is_a_fault_with_its_place() -> None:
    whole = two_years("transfer", "help-desk", "fines")
    assert on("2026-03-01", whole).maximum(2026).number == Decimal("7886659.41")  # one year taken
    assert faults_of(whole, switches=AVERAGE) == {
        "items[1]": "determination.missing_year",
        "items[5]": "determination.missing_year",
    }  # fines count in no year


def test_an_item_that_began_within_the_years_was_nothing_before() -> None:
    whole = two_years("transfer", "servers")
    entry(whole, "items", "transfer")["began"] = 2025
    entry(whole, "items", "servers")["asset"]["in_use_from"] = "2024-12"  # charged from 2025 on
    found = on("2026-03-01", whole, switches=AVERAGE)
    assert value(found, "counted", "transfer") == 750000
    entry(whole, "items", "servers")["asset"]["in_use_from"] = "2024-11"
    assert faults_of(whole, switches=AVERAGE) == {"items[9]": "determination.missing_year"}
    entry(whole, "items", "transfer")["began"] = 2024
    assert set(faults_of(whole, switches=AVERAGE)) == {"items[1]", "items[9]"}


def test_an_amount_of_nothing_said_is_none_and_one_before_it_began_is_refused() -> None:
    whole = two_years("transfer")
    whole["earlier"].append({"of": "transfer", "year": 2024, "amount": Decimal(0)})
    assert value(on("2026-03-01", whole, switches=AVERAGE), "counted", "transfer") == 750000
    entry(whole, "items", "platform")["began"] = 2025
    assert "submission.before_it_began" in faults_of(whole).values()


def test_a_subsidy_without_an_amount_of_a_year_counts_as_none_and_is_told() -> None:
    found = on("2026-03-01", two_years("paid-grant"), switches=AVERAGE)
    assert value(found, "subsidy_paid") == 250000
    assert "no amount of 2024" in told(found)["subsidy_year"]


# --- time -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "accounts", "first", "expected"),
    [
        ("2026-03-01", 2019, 2026, {"accounts_stale", "cycle_begun"}),
        ("2025-12-31", 2024, 2026, set()),
        ("2026-01-01", 2025, 2026, set()),
        ("2026-03-01", 2025, 2026, {"cycle_begun"}),
        ("2028-12-31", 2027, 2026, {"cycle_begun"}),
        ("2029-01-01", 2028, 2026, {"cycle_over"}),
        ("2026-03-01", 2025, 2029, {"cycle_far_from_accounts"}),
        ("2040-03-01", 2039, 2041, {"far_ahead"}),
    ],
)
def test_time_is_remarked_on_by_the_days_given(
    day: str, accounts: int, first: int, expected: set[str]
) -> None:
    whole = tree()
    whole["accounts_year"] = accounts
    whole["cycle"]["first_year"] = first
    whole["yield_override"] = {"value": Decimal("1.7"), "reason": "试算"}
    names = {"accounts_stale", "cycle_far_from_accounts", "cycle_begun", "cycle_over", "far_ahead"}
    assert names & set(told(on(day, whole))) == expected


def test_a_quote_far_ahead_is_remarked_on(tmp_path: Path) -> None:
    source = (ROOT / "examples/quotes/commercial-bank.yaml").read_text("utf-8")
    day = next(line for line in source.splitlines() if line.startswith("on:"))
    for written, remarked in (("2030-05-30", False), ("9999-12-31", True)):
        request = tmp_path / "request.yaml"
        request.write_text(source.replace(day, f"on: {written}"), encoding="utf-8")
        answer = command("quote", request)
        assert ("lies far beyond" in answer.stdout) is remarked, answer.output


def test_the_rates_of_2025_are_remembered_and_marked_so() -> None:
    """As the circle with the yield of 2024: 2.191 + 5 % of 7,209,800."""
    whole = tree()
    whole["accounts_year"], whole["cycle"]["first_year"] = 2024, 2025
    found = on("2025-03-01", whole)
    profit = Fraction(7209800) * Fraction("0.07191")
    before = 7209800 + profit * Fraction(4, 3)
    maximum = before + Fraction(12, 100) * (before * Fraction(6, 100) - 200000) / (
        1 - Fraction(12, 100) * Fraction(6, 100)
    )
    assert found.maximum(2025).number == round(Decimal(maximum.numerator) / maximum.denominator, 2)
    remembered = {
        one.instrument for one in found.standing.assumptions if "remembered" in str(one.note)
    }
    assert {"财税〔2016〕36号", "中华人民共和国企业所得税法"} <= remembered
    assert not [
        one for one in determined().standing.assumptions if "财税〔2016〕36号" in one.instrument
    ]


def test_where_a_yield_is_missing_what_to_give_is_named() -> None:
    whole = tree()
    whole["accounts_year"], whole["cycle"]["first_year"] = 2026, 2027
    with pytest.raises(Faults) as caught:
        on("2027-03-01", whole)
    (fault,) = caught.value.faults
    assert (fault.place, fault.key) == ("yield_override", "determination.no_yield")
    assert "2026" in fault.message(Language.EN) and "yield_override" in fault.message(Language.EN)
    whole["yield_override"] = {"value": Decimal("1.7"), "reason": "尚未公布"}
    assert on("2027-03-01", whole).maximum(2027).number == Decimal("7886659.41")
