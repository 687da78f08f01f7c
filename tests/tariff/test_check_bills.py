"""Rules over whole bills as check reads them: what each lacks, and whether two go together."""

from __future__ import annotations

import datetime
from itertools import product
from pathlib import Path

import pytest
from builders.bills_rated import HEAD, rule
from builders.proof import rounds, tried
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.law import Fault, Shelf
from engine.tariff.model.period import Period, period_of

PRODUCTS = ("document", "plain", "other")
KEYS = ("customer", "project")
MONTHLY = ", accumulate: {key: [customer], period: month}"


def faults(folder: Path, *rules: str, role: str = "set") -> list[Fault]:
    """What check finds in the tariff with these rules."""
    path = folder / "demo" / "bill.yaml"
    path.parent.mkdir(exist_ok=True)
    head = HEAD.replace("role: set", f"role: {role}")
    path.write_text(head + "".join(f"      - {one}\n" for one in rules), encoding="utf-8")
    return [one for one in Shelf(folder).check("demo/bill") if ".bill" in one.place]


def told(found: list[Fault]) -> list[tuple[str, str]]:
    """By place in the version, and key."""
    return [(one.place.partition("].")[2], one.key) for one in found]


CLOSED = ", settled: at_period_end"
BY_DAY = ", part_of_period: by_day"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        # Each model has its figure, and no other.
        ([rule("at_most", 'amount: "3"')], []),
        ([rule("percent_off", 'percent: "3"')], []),
        ([rule("at_most", 'amount: "3", percent: "3"')], [("bill[0].model", "tariff.check.bill_model")]),
        ([rule("amount_off", 'percent: "3"')], [("bill[0].model", "tariff.check.bill_model")]),
        ([rule("percent_off", 'amount: "3"')], [("bill[0].model", "tariff.check.bill_model")]),
        # What lacks its figure crosses no other.
        ([rule("at_least", 'percent: "3"'), rule("at_most", 'amount: "2"', name="b")], [("bill[0].model", "tariff.check.bill_model")]),
        ([rule("at_most", 'amount: "2"'), rule("at_least", 'percent: "3"', name="b")], [("bill[1].model", "tariff.check.bill_model")]),
        # A name is of one rule.
        ([rule("at_most", 'amount: "3"'), rule("at_most", 'amount: "2"')], [("bill[1].id", "law.repeated_entry")]),
        ([rule("at_most", 'amount: "3"'), rule("at_most", 'amount: "2"', name="b"), rule("at_most", 'amount: "1"')],
         [("bill[2].id", "law.repeated_entry")]),
        # Only a least amount of a period that ends can wait for its end, and only then be of its days.
        ([rule("at_least", 'amount: "3"', MONTHLY + CLOSED)], []),
        ([rule("at_least", 'amount: "3"', MONTHLY + CLOSED + BY_DAY)], []),
        ([rule("at_least", 'amount: "3"', MONTHLY + BY_DAY)], [("bill[0].settled", "tariff.check.bill_settled")]),
        ([rule("at_least", 'amount: "3"', CLOSED)], [("bill[0].settled", "tariff.check.bill_settled")]),
        ([rule("at_most", 'amount: "3"', MONTHLY + CLOSED)], [("bill[0].settled", "tariff.check.bill_settled")]),
        ([rule("at_least", 'amount: "3"', MONTHLY.replace("month", "ever") + CLOSED)],
         [("bill[0].settled", "tariff.check.bill_settled")]),
        # What is named is there: the class, each product.
        ([rule("at_most", 'amount: "3"', ", for: first")], []),
        ([rule("at_most", 'amount: "3"', ", for: last")], [("bill[0].for", "tariff.check.unknown_class")]),
        ([rule("at_most", 'amount: "3"', ", products: [plain, plan, other]")],
         [("bill[0].products[1]", "tariff.unknown_product")]),
        # An amount is no finer than a millionth.
        ([rule("at_most", 'amount: "0.0000015"')], [("bill[0].amount", "tariff.check.finer_than_micro")]),
    ],
)  # fmt: skip
def test_what_a_rule_lacks_is_named(
    tmp_path: Path, rules: list[str], expected: list[tuple[str, str]]
) -> None:
    assert told(faults(tmp_path, *rules)) == expected


@pytest.mark.parametrize(
    ("more", "role", "allowed"),
    [
        (", for: last", "set", "first"),
        (", products: [plan]", "set", "document, plain, other"),
    ],
)
def test_what_could_be_named_instead_is_told(
    tmp_path: Path, more: str, role: str, allowed: str
) -> None:
    (fault,) = faults(tmp_path, rule("at_most", 'amount: "3"', more), role=role)
    assert fault.values["allowed"] == allowed


@pytest.mark.parametrize(
    ("role", "model", "expected"),
    [
        ("set", "at_least", []),
        ("list", "at_most", []),
        # Above its ceiling a list would come by what it makes up.
        ("list", "at_least", [("bill[0].model", "tariff.check.bill_adds")]),
        ("ceiling", "at_most", [("bill[0]", "tariff.check.bill_of_ceiling")]),
        ("ceiling", "at_least", [("bill[0]", "tariff.check.bill_of_ceiling")]),
    ],
)
def test_ceilings_have_no_rules_over_bills_and_lists_none_that_adds(
    tmp_path: Path, role: str, model: str, expected: list[tuple[str, str]]
) -> None:
    assert told(faults(tmp_path, rule(model, 'amount: "3"'), role=role)) == expected


# --- bills within bills

SINCE = datetime.date(2025, 3, 15)
DAYS = [datetime.date(2026, 1, 1) + 4 * datetime.timedelta(days=each) for each in range(200)]
LINES = [*product(PRODUCTS, "AB", "PQ", range(len(DAYS)), (1, 2))]
"""Lines of two customers and projects on many days, in two requests."""

sums = st.tuples(
    st.lists(st.sampled_from(PRODUCTS), max_size=3, unique=True),
    st.none()
    | st.tuples(
        st.lists(st.sampled_from(KEYS), min_size=1, unique=True),
        st.sampled_from([*Period]),
        st.booleans(),
    ),
)
"""The products that a rule sums, and its keys and periods."""


def bills(products: list[str], over: tuple[list[str], Period, bool] | None) -> list[object]:
    """The bill to which each line belongs; None for lines that the rule does not sum."""
    if over is None:
        return [request if not products or one in products else None for one, *_, request in LINES]
    keys, period, contract = over
    since = SINCE if contract and period is not Period.EVER else None
    stretches = [period_of(day, period, since) for day in DAYS]
    found: list[object] = []
    for one, customer, project, day, _ in LINES:
        of = {"customer": customer, "project": project}
        summed = not products or one in products
        found.append((*(of[key] for key in keys), stretches[day]) if summed else None)
    return found


def written(products: list[str], over: tuple[list[str], Period, bool] | None, name: str) -> str:
    more = f", products: [{', '.join(products)}]" if products else ""
    if over is not None:
        keys, period, contract = over
        runs = ", runs: contract" if contract and period is not Period.EVER else ""
        more += f", accumulate: {{key: [{', '.join(sorted(keys))}], period: {period.value}{runs}}}"
    return rule("amount_off", 'amount: "3"', more, name)


@settings(max_examples=rounds(quick=60, full=4_000), deadline=None)
@given(one=sums, other=sums)
# Months of a contract in quarters of the calendar, days of one, and both in all time.
@example(
    one=([], (["customer"], Period.MONTH, True)), other=([], (["customer"], Period.QUARTER, False))
)
@example(
    one=([], (["customer"], Period.MONTH, False)), other=([], (["customer"], Period.QUARTER, True))
)
@example(
    one=([], (["customer"], Period.DAY, True)), other=([], (["customer"], Period.QUARTER, False))
)
@example(
    one=([], (["customer"], Period.MONTH, True)), other=([], (["customer"], Period.EVER, False))
)
@example(
    one=([], (["customer"], Period.YEAR, False)), other=([], (["customer"], Period.MONTH, False))
)
@example(one=(["plain"], None), other=([], None))
@example(one=([], None), other=(["plain"], None))
@example(one=([], None), other=([], (["customer"], Period.EVER, False)))
@example(one=([], (["customer"], Period.EVER, False)), other=([], None))
def test_the_lines_of_each_bill_lie_in_one_bill_of_a_later_rule(
    one: tuple[list[str], tuple[list[str], Period, bool] | None],
    other: tuple[list[str], tuple[list[str], Period, bool] | None],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Or in none; otherwise it could not be said on which of them falls what the first takes off."""
    around: dict[object, set[object]] = {}
    for inner, outer in zip(bills(*one), bills(*other), strict=True):
        if inner is not None:
            around.setdefault(inner, set()).add(outer)
    within = all(len(each) == 1 for each in around.values())
    found = faults(tmp_path_factory.mktemp("shelf"), written(*one, "one"), written(*other, "other"))
    assert told(found) == ([] if within else [("bill[1]", "tariff.check.bill_products")])
    assert [fault.values["other"] for fault in found] == ([] if within else ["one"])
    tried("rules over bills within others", pairs=1, within=within)
