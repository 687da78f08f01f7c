"""Every use has its day: law, registers and facts are those of that day, and so is what it costs."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from builders.dated_requests import (
    BANK,
    INDUSTRY,
    SHELF,
    SHIPPED,
    WELFARE,
    answer,
    calls,
    ending,
    faults,
)
from builders.operators import ROOT
from builders.proof import rounds, tried
from builders.shelf import SUBSCRIBED, edited
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from engine.cli import group
from engine.law import Declaration, Located, Shelf, checked
from engine.quote import Quote, QuoteRequest, quote

# --- each use is of its own day


def test_what_is_used_after_the_authorisation_has_ended_is_refused_by_itself(
    tmp_path: Path,
) -> None:
    ending(tmp_path / "law", "2026-05-15")
    file = tmp_path / "request.yaml"
    file.write_text(f"on: 2026-05-01\n{INDUSTRY}{calls('2026-05-10', '2026-05-20')}", "utf-8")
    law = ["--tariffs", str(tmp_path / "law"), "--tariffs", str(SHIPPED)]
    words = ["quote", str(file), "--lang", "en", *law]
    done = CliRunner().invoke(group(("quote",)), [*words, "--json"])
    assert done.exit_code == 1
    made = json.loads(done.stdout)
    # 100 × 0.2298
    assert [(line["from"], line["regime"], line["amount"]) for line in made["lines"]] == [
        ("2026-05-10", "guided", "22.98"),
        ("2026-05-20", "refused", None),
    ]
    assert "the authorisation has expired" in made["lines"][1]["note"]
    assert (made["total"], made["valid_until"]) == ("22.98", "2026-05-15")
    assert "refused in part" in CliRunner().invoke(group(("quote",)), words).stdout


def test_each_request_is_priced_by_the_tariff_of_its_day() -> None:
    """20 yuan until 30 June 2025, 9 from 1 July: 发改价格〔2025〕745号 and what it replaced."""
    events = (
        "{on: 2025-06-30, keys: {institution: 甲, enterprise: 乙}}, "
        "{on: 2025-08-30, keys: {institution: 甲, enterprise: 乙}}"
    )
    made = answer(
        f"on: 2025-09-01\n{BANK}facts: {{institution_kind: commercial_bank}}\n"
        f"lines: [{{product: enterprise-report, events: [{events}]}}]"
    )
    assert [str(line.amount.number) for line in made.lines if line.amount] == ["20.00", "9.00"]
    assert made.total is not None
    assert made.total.number == Decimal(29)


BECOMES = {
    "changes": "facts: {institution_kind: village_bank}\n"
    "changes: [{from: 2026-03-16, facts: {institution_kind: commercial_bank}}]\n"
    "lines: [{product: enterprise-report, events: [EARLY, LATE]}]\n",
    "events": "facts: {institution_kind: village_bank}\n"
    "lines: [{product: enterprise-report, events: [EARLY, LATE_OTHERWISE]}]\n",
    "lines": "lines:\n"
    "  - {product: enterprise-report, facts: {institution_kind: village_bank}, events: [EARLY]}\n"
    "  - {product: enterprise-report, facts: {institution_kind: commercial_bank}, events: [LATE]}\n",
}
KEYS = "keys: {institution: 甲, enterprise: SUBJECT}"


def becoming(written: str, early: str, late: str) -> str:
    otherwise = "facts: {institution_kind: commercial_bank}"
    return (
        written.replace("EARLY", f"{{on: 2026-03-10, {KEYS.replace('SUBJECT', early)}}}")
        .replace("LATE_OTHERWISE", f"{{on: 2026-03-20, {KEYS}, {otherwise}}}")
        .replace("LATE", f"{{on: 2026-03-20, {KEYS}}}")
        .replace("SUBJECT", late)
    )


@pytest.mark.parametrize("said", BECOMES)
def test_a_small_institution_that_becomes_a_bank_pays_as_each_on_its_days(said: str) -> None:
    made = answer(f"on: 2026-03-31\n{BANK}{becoming(BECOMES[said], '乙', '丙')}position: none\n")
    assert [str(line.amount.number) for line in made.lines if line.amount] == ["4.50", "9.00"]
    assert made.total is not None
    assert made.total.number == Decimal("13.50")
    # The same enterprise once more within thirty days is not charged again, whatever the class.
    again = answer(f"on: 2026-03-31\n{BANK}{becoming(BECOMES[said], '乙', '乙')}position: none\n")
    assert again.total is not None
    assert again.total.number == Decimal("4.50")


def test_bands_go_on_where_the_use_changes() -> None:
    """Of 1,200,000 calls in March 800,000 before the change: 800,000 × 0.2298 + 200,000 × 0.2298 +
    200,000 × 0.2, whichever fact changed; and not two first bands."""
    lines = (
        "lines: [{product: verification-call, events: [{on: 2026-03-05, quantity: 800000}, "
        "{on: 2026-03-25, quantity: 400000}]}]\nposition: none\n"
    )
    whole = answer(f"on: 2026-03-31\n{INDUSTRY}{lines}")
    changed = answer(
        f"on: 2026-03-31\n{INDUSTRY}changes: [{{from: 2026-03-15, use: {{passed_on: true}}}}]\n{lines}"
    )
    assert whole.total is not None
    assert changed.total is not None
    assert whole.total.number == changed.total.number == Decimal("269800.00")
    assert [str(line.amount.number) for line in changed.lines if line.amount] == [
        "183840.00",
        "85960.00",
    ]


def test_a_free_use_that_becomes_industry_is_charged_from_that_day() -> None:
    """Free units stand outside the bands of this list: the 400,000 begin the first band."""
    lines = (
        "lines: [{product: verification-call, events: [{on: 2026-03-05, quantity: 800000}, "
        "{on: 2026-03-25, quantity: 400000}]}]\nposition: none\n"
    )
    made = answer(
        f"on: 2026-03-31\n{WELFARE}changes: [{{from: 2026-03-15, "
        f"use: {{purpose: industry, user: enterprise}}}}]\n{lines}"
    )
    assert [(line.regime.value, str(line.amount.number)) for line in made.lines if line.amount] == [
        ("free", "0.00"),
        ("guided", "91920.00"),
    ]
    assert (made.regime, made.total and made.total.number) == ("mixed", Decimal("91920.00"))
    assert made.conditions


def test_a_product_that_leaves_the_register_is_no_matter_to_what_is_used_after(
    tmp_path: Path,
) -> None:
    """Packages are used in May only, and are on no list from June on."""
    written = (SHIPPED / "demo/products.yaml").read_text(encoding="utf-8")
    head, listed = written.split("versions:\n")
    begins = listed.index("      - id: enterprise-data-package")
    shorter = listed[:begins] + listed[listed.index("      - id: modelling-workspace") :]
    for before, after in (("day: 2026-01-01", "day: 2026-06-01"), ("where", "where2"), ("&registered", "&two"), ("*registered", "*two")):  # fmt: skip
        shorter = shorter.replace(before, after)
    place = tmp_path / "demo" / "products.yaml"
    place.parent.mkdir()
    place.write_text(f"{head}versions:\n{listed}{shorter}", encoding="utf-8")
    made = answer(
        f"on: 2026-05-01\n{INDUSTRY}position: none\n"
        "lines:\n  - {product: verification-call, events: [{on: 2026-05-10, quantity: 10}, "
        "{on: 2026-06-10, quantity: 10}]}\n"
        "  - {product: enterprise-data-package, events: [{on: 2026-05-10}]}\n",
        Shelf(tmp_path, SHIPPED),
    )
    # 2.298 and 2.298, each a line rounded, and 274.13
    assert made.total is not None
    assert made.total.number == Decimal("278.73")
    assert made.valid_until == datetime.date(2026, 5, 31)


MIXED = """\
tariff: demo/price-list
customer: {name: 甲}
operator: demo-operator
scenario: enterprise-services
use: {purpose: mixed, user: enterprise, openly_available: false, passed_on: false, free_share: 40}
parts:
  - counted: 调用
    counted_by: 平台
    facts: {purpose: people_service, user: social_organisation, end_users_charged: false,
            other_income: false, passed_on: false}
"""


def test_a_free_share_that_changes_is_cited_where_it_is_said() -> None:
    """Of 200 calls 120 are paid, then of 100 more 30: 120 × 0.2298 and 30 × 0.2298."""
    made = answer(
        f"on: 2026-03-31\n{MIXED}changes: [{{from: 2026-03-15, use: {{free_share: 70}}}}]\n"
        "lines: [{product: verification-call, events: [{on: 2026-03-05, quantity: 200}, "
        "{on: 2026-03-25, quantity: 100}]}]\nposition: none\n"
    )
    charged = [line.amount for line in made.lines if line.regime.value == "guided" and line.amount]
    assert [str(amount.number) for amount in charged] == ["27.58", "6.89"]
    assert [
        next(source.place for source in step.cites if isinstance(source, Declaration))
        for amount in charged
        for step in amount.walk()
        if step.label.en == "share of free use (per cent)"
    ] == ["use.free_share", "changes[0].use.free_share"]


def test_what_does_not_fit_is_told_at_its_place() -> None:
    lines = "lines: [{product: enterprise-report, quantity: 5, distinct: true}]\n"
    twice = f"changes: [{{from: 2026-03-16, facts: {{x: y}}}}, {{from: 2026-03-16}}]\n{lines}"
    assert faults(f"on: 2026-03-31\n{BANK}{twice}") == [
        ("changes[1].from", "quote.changed_twice"),
        ("changes[0].facts.x", "quote.unknown_fact"),
    ]
    two = lines.replace("}]", "}, {product: enterprise-report, quantity: 5, distinct: true, facts: {institution_kind: village_bank}}]")  # fmt: skip
    assert faults(f"on: 2026-03-31\n{BANK}facts: {{institution_kind: commercial_bank}}\n{two}") == [
        ("lines[0]", "quote.requests_needed"),
        ("lines[1]", "quote.requests_needed"),
    ]
    use = lines.replace("distinct: true", "distinct: true, use: {a: b}")
    assert faults(f"on: 2026-03-31\n{BANK}{use}") == [("lines[0].use.a", "quote.no_use_rules")]


# --- what stands beside: positions, like customers, several products


LATER = (
    "from: 2026-01-01\n        until: 2028-12-31",
    "from: 2026-03-15\n        until: 2028-12-31",
)


def begun(folder: Path) -> Shelf:
    """The shipped shelf on which the authorisation begins on 15 March 2026."""
    edited(folder, "demo/authorisations", LATER)
    return Shelf(folder, SHIPPED)


def amounts(made: Quote) -> list[tuple[str, str | None]]:
    return [
        (line.regime.value, None if line.amount is None else str(line.amount.number))
        for line in made.lines
    ]


def test_what_was_charged_before_is_taken_off_whatever_is_refused(tmp_path: Path) -> None:
    """6,000,100 calls cost 1,179,815.00 in March, less the 1,000,000.00 that was charged."""
    shelf = begun(tmp_path)
    position = "position: [{period: 2026-03, used: {call: 6000000}, charged: 1000000.00}]\n"
    lines = calls("2026-03-10", "2026-03-20").replace("position: none\n", position)
    made = answer(f"on: 2026-03-01\n{INDUSTRY}{lines}", shelf)
    assert amounts(made) == [("refused", None), ("guided", "179815.00")]
    # Refused until the day before the authorisation begins.
    assert made.valid_until == datetime.date(2026, 3, 14)


def test_like_customers_are_compared_in_what_is_supplied(tmp_path: Path) -> None:
    lines = calls("2026-03-10", "2026-03-20") + "compared_with: {customer: 乙, amount: 1}\n"
    made = answer(f"on: 2026-03-01\n{INDUSTRY}{lines}", begun(tmp_path))
    assert (made.total, made.price_status) == (None, "none")


def test_a_product_that_may_not_be_supplied_on_its_day_is_refused_by_itself(
    tmp_path: Path,
) -> None:
    package = ("code: DEMO-0002, from: 2026-01-01, until: 2028-12-31", "code: DEMO-0002, from: 2026-01-01, until: 2026-05-31")  # fmt: skip
    edited(tmp_path, "demo/products", package)
    lines = (
        "lines:\n  - {product: verification-call, events: [{on: 2026-06-10, quantity: 100}]}\n"
        "  - {product: enterprise-data-package, events: [{on: 2026-06-11}]}\n"
    )
    made = answer(f"on: 2026-06-01\n{INDUSTRY}{lines}", Shelf(tmp_path, SHIPPED))
    assert amounts(made) == [("guided", "22.98"), ("refused", None)]
    assert [line.days for line in made.lines] == [
        (datetime.date(2026, 6, day), datetime.date(2026, 6, day)) for day in (10, 11)
    ]


def test_each_request_is_held_to_the_rules_of_its_own_version() -> None:
    """Five at once in 2016, when no window was read; one at a time, told by its subject, since."""
    events = (
        "{on: 2016-06-20, quantity: 5}, {on: 2020-01-20, keys: {institution: a, enterprise: b}}"
    )
    made = answer(
        f"on: 2020-02-01\n{BANK}facts: {{institution_kind: commercial_bank}}\n"
        f"lines: [{{product: enterprise-report, events: [{events}]}}]\n"
    )
    assert amounts(made) == [("guided", "300.00"), ("guided", "20.00")]


def test_a_subscription_ends_before_days_do() -> None:
    """No crash on the last days that a calendar has."""
    lines = "lines: [{product: access, span: {from: 2026-04-11, until: 9999-12-31}}]\n"
    with TemporaryDirectory() as folder:
        place = Path(folder) / "test" / "subscribed.yaml"
        place.parent.mkdir()
        written = SUBSCRIBED.replace("SMALL", "1").replace("LARGE", "1").replace("HOW", "by_day")
        place.write_text(written, encoding="utf-8")
        found = faults(
            f"on: 2026-04-11\ntariff: test/subscribed\ncustomer: {{name: 甲}}\n"
            f"facts: {{kind: small}}\nchanges: [{{from: 9999-12-31, facts: {{kind: large}}}}]\n{lines}",
            Shelf(Path(folder)),
        )
    assert found == [("lines[0].span", "tariff.span_too_far")]


def test_parts_are_those_of_the_days_on_which_the_use_has_several() -> None:
    """40 per cent free of 100 calls: 60 × 0.2298 = 13.79; all 100 after the change: 22.98."""
    asked = yaml.safe_load((ROOT / "examples/quotes/half-and-half-shared.yaml").read_bytes())
    request = {("on" if name is True else name): said for name, said in asked.items()}
    request["changes"] = [{"from": datetime.date(2026, 3, 15), "use": {"purpose": "industry"}}]
    events = [{"on": datetime.date(2026, 3, day), "quantity": 100} for day in (5, 20)]
    request["lines"] = [{"product": "verification-call", "events": events}]
    made = quote(SHELF, checked(QuoteRequest, Located("request.yaml", request, {})))
    assert amounts(made) == [("free", "0.00"), ("guided", "13.79"), ("guided", "22.98")]
    assert "parts" not in made.unused


@settings(max_examples=rounds(25, 1000), deadline=None)
@given(data=st.data())
def test_days_and_facts_that_change_nothing_cost_what_the_whole_costs(data: Any) -> None:
    """Where a fact is said, and a change to what already holds, make no difference."""
    days = data.draw(
        st.lists(
            st.dates(datetime.date(2026, 3, 1), datetime.date(2026, 5, 31)), min_size=1, max_size=5
        )
    )
    events = [
        f"{{on: {day}, quantity: {data.draw(st.integers(1, 3_000_000))}, SAID}}" for day in days
    ]
    change = data.draw(st.dates(datetime.date(2026, 3, 1), datetime.date(2026, 5, 31)))
    other = data.draw(st.lists(st.booleans(), min_size=len(events), max_size=len(events)))

    def total(say: str) -> Decimal:
        places = ("use: {passed_on: true}", "use: {passed_on: false}")
        listed = ", ".join(
            one.replace("SAID", places[0] if apart else places[1])
            if say == "events"
            else one.replace(", SAID", "")
            for one, apart in zip(events, other, strict=True)
        )
        changes = f"changes: [{{from: {change}, use: {{purpose: industry}}}}]\n" if say else ""
        made = answer(
            f"on: 2026-06-01\n{INDUSTRY}{changes}position: none\n"
            f"lines: [{{product: verification-call, events: [{listed}]}}]\n"
        )
        assert made.total is not None
        return made.total.number

    tried("days and facts that change nothing", requests=1)
    assert total("changes") == total("events") == total("")
