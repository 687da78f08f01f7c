"""Requests that are wrong, waived, compared or unusual: every fault is told, nothing is invented."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.shelf import quoted
from builders.steps_by_hand import wrong_steps
from builders.tariffs import opening, written

from engine.law import Fault, Faults, Located, Shelf, checked, read_tree
from engine.quote import Quote, QuoteRequest, quote
from engine.report.terminal import report_lines
from engine.show.quote import quote_report
from engine.text import Language

ROOT = Path(__file__).parents[2]
SHELF = Shelf(ROOT / "tariffs")
INDUSTRY = """\
on: 2026-03-02
tariff: demo/price-list
customer: {name: 甲}
operator: demo-operator
scenario: enterprise-services
use: {purpose: industry, user: enterprise, openly_available: false, passed_on: false}
"""
CREDIT = """\
on: 2026-03-02
tariff: cn/credit-reference
customer: {name: 甲}
facts: {institution_kind: village_bank}
"""


def answer(content: str) -> Quote:
    located = read_tree(content, "request.yaml")
    made = quote(SHELF, checked(QuoteRequest, located), located)
    assert [wrong for step in made.steps for wrong in wrong_steps(step)] == []
    return made


def faults(content: str) -> dict[str, Fault]:
    """Return the faults of a request by place."""
    with pytest.raises(Faults) as raised:
        answer(content)
    return {fault.place: fault for fault in raised.value.faults}


# --- what is wrong


def test_every_fault_of_the_lines_is_told_at_once_with_its_line() -> None:
    found = faults(
        CREDIT
        + """\
lines:
  - {product: enterprise-report, quantity: -3, distinct: true}
  - {product: personal-report, quantity: 1.5, distinct: true}
  - {product: moon-report, quantity: 1}
  - {product: receivables-pledge, counts: {item: 2.5, year: 1.5}}
  - {product: receivables-pledge-query, quantity: 1, history: [{on: 2026-01-01}]}
"""
    )
    assert {place: (fault.key, fault.line) for place, fault in found.items()} == {
        "lines[0].quantity": ("tariff.not_below_zero", 6),
        "lines[1].quantity": ("tariff.whole_units", 7),
        "lines[2].product": ("tariff.unknown_product", 8),
        # A started year is allowed, half an item is not.
        "lines[3].counts.item": ("tariff.whole_units", 9),
        "lines[4].history": ("tariff.history_needs_events", 10),
    }
    assert "enterprise-report" in str(found["lines[2].product"].values["allowed"])


@pytest.mark.parametrize(
    ("lines", "place", "key"),
    [
        ("[{product: enterprise-report}]", "lines[0]", "tariff.one_measure"),
        ("[{product: enterprise-report, quantity: 1, events: [{on: 2026-03-02, keys: {institution: a, enterprise: b}}]}]", "lines[0]", "tariff.one_measure"),
        ("[{product: receivables-pledge, quantity: 3}]", "lines[0].quantity", "tariff.counts_needed"),
        ("[{product: receivables-pledge, counts: {item: 3}}]", "lines[0].counts", "tariff.counts_needed"),
        ("[{product: receivables-pledge, counts: {item: 3, year: 1, month: 2}}]", "lines[0].counts.month", "tariff.unknown_count"),
        ("[{product: receivables-pledge, events: [{on: 2026-03-02}]}]", "lines[0].events", "tariff.events_not_countable"),
        ("[{product: enterprise-report, events: [{on: 2026-03-02, keys: {institution: a, enterprize: b}}]}]", "lines[0].events[0].keys", "tariff.key_missing_beside"),
        ("[{product: enterprise-report, events: [{on: 2026-03-02, quantity: 2, keys: {institution: a, enterprise: b}}]}]", "lines[0].events[0].quantity", "tariff.event_once"),
        ("[{product: enterprise-report, history: [{on: 2026-03-03, keys: {institution: a, enterprise: b}}], events: [{on: 2026-03-02, keys: {institution: a, enterprise: b}}]}]", "lines[0].history[0].on", "tariff.history_after"),
        ("[{product: enterprise-report, distinct: true, events: [{on: 2026-03-02, keys: {institution: a, enterprise: b}}]}]", "lines[0].distinct", "tariff.distinct_needs_quantity"),
        ("[{product: enterprise-report, prior: 1, events: [{on: 2026-03-02, keys: {institution: a, enterprise: b}}]}]", "lines[0].prior", "tariff.prior_needs_quantity"),
        ("[{product: enterprise-report, quantity: 1e3, distinct: true}]", "lines[0].quantity", "money.not_a_number"),
        ("[]", "lines", "law.too_short"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_named(lines: str, place: str, key: str) -> None:
    found = faults(f"{CREDIT}lines: {lines}\n")
    assert {where: fault.key for where, fault in found.items()} == {place: key}


@pytest.mark.parametrize(
    ("old", "new", "place", "key"),
    [
        ("cn/credit-reference", "cn/nothing", "tariff", "law.no_document"),
        ("{name: 甲}", "{name: 甲, unified_social_credit_code: 91990000DEM000000A}", "customer.unified_social_credit_code", "catalogue.not_a_credit_code"),
        ("institution_kind", "kind_of_bank", "facts.kind_of_bank", "quote.unknown_fact"),
        ("facts:", "use: {purpose: industry}\nfacts:", "use.purpose", "quote.no_use_rules"),
        ("on: 2026-03-02", "on: 2026-02-30", "on", "law.no_such_day"),
        ("customer:", "costumer:", "customer", "law.missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_request_is_named(old: str, new: str, place: str, key: str) -> None:
    request = f"{CREDIT}lines: [{{product: online-personal-report, quantity: 1}}]\n"
    assert faults(request.replace(old, new))[place].key == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("1,000", "separated"), ("-1 000.50", "separated"), ("1，000", "separated"),
        ("１０００", "full_width"), ("50%", "per_cent_sign"), ("５０％", "per_cent_sign"),
        ("180元", "with_unit"), ("1,800 yuan", "with_unit"), ("￥180", "with_unit"),
        ("1e3", "not_a_number"), ("1,00", "not_a_number"), ("many", "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_said(written: str, key: str) -> None:
    lines = f"[{{product: enterprise-report, quantity: '{written}'}}]"
    assert faults(f"{CREDIT}lines: {lines}\n")["lines[0].quantity"].key == f"money.{key}"


def test_names_that_belong_inside_are_told_where_they_are_known() -> None:
    request = f"{CREDIT}lines: [{{product: online-personal-report, quantity: 1}}]\n"
    customer = faults(request.replace("{name: 甲}", "甲"))["customer"]
    assert customer.values["allowed"] == "name, unified_social_credit_code"
    assert faults(f"{request}position: 无\n")["position"].key == "quote.positions_or_none"


# --- prices that are not charged


def test_a_waived_charge_is_lawful_and_shown() -> None:
    made = answer(INDUSTRY + "waived: true\nlines: [{product: verification-call, quantity: 10000}]")
    data = made.as_json()
    assert (data["regime"], data["price_status"], data["total"]) == ("guided", "waived", "0.00")
    (line,) = data["lines"]
    # 10,000 × 0.2298
    assert (line["amount"], line["metered_amount"], line["collected"]) == ("0.00", "2298.00", False)


def test_a_like_customer_at_another_price_leaves_no_price() -> None:
    lines = "lines: [{product: enterprise-data-package, quantity: 10}]\n"
    same = answer(f"{INDUSTRY}compared_with: {{customer: 乙, amount: 2741.30}}\n{lines}").as_json()
    other = answer(f"{INDUSTRY}compared_with: {{customer: 乙, amount: 2500}}\n{lines}").as_json()
    assert (same["price_status"], same["total"]) == ("set", "2741.30")
    assert (other["regime"], other["price_status"], other["total"]) == ("guided", "none", None)
    assert any("甲" in note and "乙" in note for note in other["notes"])
    assert any(cited["instrument"] == "价格法" for cited in other["citations"])


def test_a_listed_product_that_the_tariff_does_not_price_gets_no_amount() -> None:
    made = answer(INDUSTRY + "lines: [{product: modelling-workspace, quantity: 1}]").as_json()
    assert (made["regime"], made["price_status"], made["total"]) == ("guided", "none", None)


def test_one_product_refused_refuses_the_whole() -> None:
    lines = (
        "lines: [{product: verification-call, quantity: 1}, {product: tax-indicator, quantity: 1}]"
    )
    made = answer(INDUSTRY + lines).as_json()
    assert (made["regime"], made["total"]) == ("refused", None)


def test_ceilings_can_be_quoted_and_say_that_they_are_the_most() -> None:
    request = INDUSTRY.replace("price-list", "ceilings")
    made = answer(request + "lines: [{product: enterprise-data-package, quantity: 2}]").as_json()
    assert made["total"] == "548.26"
    assert any("上限" in note for note in made["notes"])


def test_two_products_are_two_lines_and_their_sum() -> None:
    lines = "lines: [{product: verification-call, quantity: 10}, {product: enterprise-data-package, quantity: 2}]"
    made = answer(INDUSTRY + lines).as_json()
    # 2.298 is rounded to 2.30 in its line; 548.26
    assert [line["amount"] for line in made["lines"]] == ["2.30", "548.26"]
    assert made["total"] == "550.56"


TRIAL = INDUSTRY.replace("price-list", "trial-standard")
WORKSPACE = "lines: [{product: modelling-workspace, counts: {call: 200000, resource_hour: 4}}]\n"


@pytest.mark.parametrize(
    ("support", "total", "amounts"),
    [
        # 100,000 × 0.50 + 100,000 × 0.40; 4 × 2.50 shown and not collected
        ("ordinary", "90000.00", ["90000.00", "0.00"]),
        ("supported", "72000.00", ["72000.00", "0.00"]),
        ("public_welfare", "0.00", ["0.00", "0.00"]),
    ],
)
def test_discount_and_exemption_touch_only_the_component_named(
    support: str, total: str, amounts: list[str]
) -> None:
    made = answer(f"{TRIAL}facts: {{scenario_support: {support}}}\n{WORKSPACE}").as_json()
    assert made["price_status"] == "trial"
    # An exemption in a tariff does not make a use free: that is for the rules of use.
    assert (made["regime"], made["total"]) == ("guided", total)
    assert [line["amount"] for line in made["lines"]] == amounts
    assert made["lines"][1]["metered_amount"] == "10.00"


def test_facts_of_the_price_are_asked_for_after_the_use_is_known() -> None:
    made = answer(TRIAL + WORKSPACE).as_json()
    assert (made["regime"], made["total"]) == ("undetermined", None)
    assert [question["id"] for question in made["missing"]] == ["scenario_support"]


# --- the quote itself


def test_the_json_has_exactly_the_agreed_shape() -> None:
    data: dict[str, Any] = answer(
        f"{CREDIT}lines: [{{product: enterprise-report, quantity: 2, distinct: true}}]"
    ).as_json()
    agreed = "regime channel price_status total currency vat lines conditions missing citations"
    agreed += " evidence applies assumptions documents"
    assert list(data)[: len(agreed.split())] == agreed.split()
    assert list(data["lines"][0]) == [
        *("label", "product", "regime", "quantity", "unit", "unit_price", "amount"),
        *("collected", "metered_amount", "citations"),
    ]
    assert data["documents"] == {"cn/credit-reference": SHELF.hash_of("cn/credit-reference")}


def test_a_request_made_in_memory_is_quoted_as_one_from_a_file() -> None:
    content = f"{CREDIT}lines: [{{product: enterprise-report, quantity: 2, distinct: true}}]"
    located = Located("anything.yaml", read_tree(content, "x").tree, {})
    request = checked(QuoteRequest, located)
    in_memory = quote(SHELF, request)
    assert in_memory.total is not None
    assert in_memory.total.number == Decimal("9.00")
    assert in_memory.number == answer(content).number


HEAVY = "pandas numpy pyomo streamlit openpyxl xlsxwriter pint scipy highspy"


def test_a_quote_waits_for_no_heavy_library() -> None:
    code = (
        "import sys; sys.argv = ['dingjia', 'quote', 'examples/quotes/village-bank.yaml']\n"
        "from engine.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"sys.exit(bool(set({HEAVY.split()!r}) & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_an_id_longer_than_any_name_of_a_file_is_no_document() -> None:
    found = faults(INDUSTRY.replace("demo/price-list", "x" * 300) + "lines: [{product: x}]")
    assert found["tariff"].key == "law.no_document"


@pytest.mark.parametrize("quantity", ["1" + "0" * 16, "1" + "0" * 49, "1000000000000000.5"])
def test_a_quantity_beyond_all_use_is_a_slip(quantity: str) -> None:
    found = faults(INDUSTRY + f"lines: [{{product: verification-call, quantity: {quantity}}}]")
    assert found["lines[0].quantity"].key == "law.too_big"


def test_a_large_quantity_is_counted_to_the_unit_and_a_fraction_far_behind_is_found() -> None:
    line = "lines: [{{product: verification-call, quantity: {}}}]"
    (whole,) = answer(INDUSTRY + line.format(10**9)).lines
    assert whole.quantity == 10**9
    assert faults(INDUSTRY + line.format(10**9 + 1))["lines[0]"].key == "tariff.beyond_largest"
    found = faults(INDUSTRY + line.format("1." + "0" * 30 + "1"))
    assert found["lines[0].quantity"].key == "tariff.whole_units"


# --- amounts in another currency


def test_a_currency_is_a_label_in_everything_that_is_told(tmp_path: Path) -> None:
    """0.0385 euro a call, 1,250,000 calls: 48,125.00, and nowhere a yuan."""
    content = """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {call: {title: {zh: 次, en: call}}}
    products:
      - id: call
        title: {zh: 调用, en: Call}
        unit: call
        components:
          - id: fee
            title: {zh: 调用费, en: Fee}
            charge: {model: per_unit, price: "0.0385"}
"""
    written(tmp_path, "de/calls", opening("de/calls", "EUR") + content)
    ask = {"on": "2026-03-02", "tariff": "de/calls", "customer": {"name": "c"}}
    ask["lines"] = [{"product": "call", "quantity": 1250000}]
    made = quoted(Shelf(tmp_path), ask)
    told = json.dumps(made.as_json(Language.EN), ensure_ascii=False)
    assert (made.as_json()["total"], made.as_json()["currency"]) == ("48125.00", "EUR")
    assert "yuan" not in told
    report = quote_report(made.sheet(), made.number)
    for language, first in [
        (Language.EN, "48,125.00 EUR to pay"),
        (Language.ZH, "应付 48,125.00 EUR"),
    ]:
        shown = "\n".join(report_lines(report, language, 100))
        assert first in shown
        assert "yuan" not in shown
        assert "元" not in shown


# --- the first day of a contract


BY_QUARTER = opening("demo/by-quarter") + """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {seat: {title: {zh: 席, en: seat}}}
    products:
      - id: seats
        title: {zh: 席位, en: Seats}
        unit: seat
        components:
          - id: fee
            title: {zh: 席位费, en: Fee of seats}
            per: [seat]
            charge: {model: per_period, price: "120", period: quarter, proration: by_day, runs: contract}
"""  # fmt: skip


@pytest.mark.parametrize(
    ("line", "span", "total"),
    [
        # From 31 January on: 31 January to 30 April, then 1 May to 30 July, a whole quarter.
        ("2026-01-31", None, "120.00"),
        (None, "2026-01-31", "120.00"),
        ("2026-01-31", "2026-01-31", "120.00"),
        # Of a contract from 1 May the quarter has 92 days, of which 91: 118.695….
        (None, None, "118.70"),
        ("2026-05-01", None, "118.70"),
    ],
)
def test_a_contract_begins_on_its_day_wherever_a_line_says_it(
    tmp_path: Path, line: str | None, span: str | None, total: str
) -> None:
    written(tmp_path, "demo/by-quarter", BY_QUARTER)
    assert _by_quarter(tmp_path, line, span).as_json()["total"] == total


def test_two_first_days_of_one_contract_are_refused(tmp_path: Path) -> None:
    written(tmp_path, "demo/by-quarter", BY_QUARTER)
    with pytest.raises(Faults) as raised:
        _by_quarter(tmp_path, "2026-01-31", "2026-02-01")
    assert [(one.place, one.key) for one in raised.value.faults] == [
        ("lines[0].span.since", "tariff.since_twice")
    ]


def _by_quarter(root: Path, line: str | None, span: str | None) -> Quote:
    covered = {"from": "2026-05-01", "until": "2026-07-30"} | ({"since": span} if span else {})
    used = {"product": "seats", "quantity": 1, "span": covered} | ({"since": line} if line else {})
    ask = {"on": "2026-05-01", "tariff": "demo/by-quarter", "customer": {"name": "甲"}}
    return quoted(Shelf(root), {**ask, "lines": [used], "position": "none"})
