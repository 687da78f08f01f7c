"""Rules over whole bills: waivers, least and most amounts, discounts, and on which lines they fall.

Worked by hand; the fee schedule for electronic access to court records (0.10 a page, at most 3.00 a
document, waived while a quarter does not exceed 30.00) is a published one.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.bills_rated import DAY, HEAD, amounts, rated, rule, tariff, total
from builders.proof import rounds, tried
from builders.shelf import quoted
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults, Shelf
from engine.money import to_micro
from engine.quote import Quote
from engine.tariff import Event, Position, Rating, TariffDocument, Usage
from engine.tariff.columns.bill import bill_many

WAIVED = '{id: small, title: {zh: 小额免收, en: Small quarters waived}, accumulate: {key: [customer], period: quarter}, model: waived_up_to, amount: "30.00", allocated: by_amount}'


def documents(*pages: tuple[str, int]) -> Usage:
    events = tuple(
        Event(datetime.date.fromisoformat(day), {}, Decimal(many)) for day, many in pages
    )
    return Usage("document", DAY, events=events, keys={"customer": "A"})


def test_a_quarter_of_thirty_is_waived_and_one_cent_more_is_due_whole(tmp_path: Path) -> None:
    document = tariff(tmp_path, WAIVED)
    # Ten documents of 30 pages and more: 10 × 3.00.
    ten = [(f"2026-0{month}-05", 45) for month in (1, 2, 3) for _ in range(3)]
    assert total(document, documents(*ten, ("2026-03-30", 30))) == "0.00"
    assert total(document, documents(*ten, ("2026-03-30", 30), ("2026-03-31", 1))) == "30.10"
    # The same in two quarters is waived in both.
    assert total(document, documents(*ten, ("2026-04-01", 45))) == "0.00"


def test_what_was_waived_is_due_once_the_quarter_exceeds_it(tmp_path: Path) -> None:
    """25.00 before, 10.00 now: 35.00 are due, as nothing was paid."""
    document = tariff(tmp_path, WAIVED)
    before = Position("", None, {"customer": "A"}, "2026-Q1", charged=Decimal(25), bill="small")
    assert total(document, *amounts("10"), positions=[before]) == "35.00"
    paid = Position("", None, {"customer": "A"}, "2026-Q1", charged=Decimal(40), bill="small")
    assert total(document, *amounts("10"), positions=[paid]) == "10.00"
    elsewhere = Position("", None, {"customer": "B"}, "2026-Q1", charged=Decimal(25), bill="small")
    assert total(document, *amounts("10"), positions=[elsewhere]) == "0.00"


@pytest.mark.parametrize(
    ("model", "figure", "more", "numbers", "expected"),
    [
        ("at_least", 'amount: "100"', "", ("30", "20"), "100.00"),
        ("at_least", 'amount: "100"', "", ("0", "0"), "0.00"),
        ("at_least", 'amount: "100"', ", at_zero: charged", ("0", "0"), "100.00"),
        ("at_most", 'amount: "500"', "", ("400", "400"), "500.00"),
        ("at_most", 'amount: "500"', ", products: [plain]", ("600", "400"), "900.00"),
        ("percent_off", 'percent: "12.5"', "", ("0.10", "0.10"), "0.18"),  # 0.175
        ("amount_off", 'amount: "50"', "", ("30", "10"), "0.00"),
        ("amount_off", 'amount: "50"', "", ("30", "30"), "10.00"),
    ],
)
def test_rules_over_a_whole_bill(
    tmp_path: Path, model: str, figure: str, more: str, numbers: tuple[str, ...], expected: str
) -> None:
    assert total(tariff(tmp_path, rule(model, figure, more)), *amounts(*numbers)) == expected


def test_rules_apply_one_after_another(tmp_path: Path) -> None:
    """Of 10,000: 10 % and then 25 % off are 6,750.00; 10 % and then 5,000 off are 4,000.00."""
    percents = [rule("percent_off", f'percent: "{n}"', name=f"r{n}") for n in (10, 25)]
    assert total(tariff(tmp_path, *percents), *amounts("10000")) == "6750.00"
    fixed = rule("amount_off", 'amount: "5000"', name="fixed")
    assert total(tariff(tmp_path, percents[0], fixed), *amounts("10000")) == "4000.00"


@pytest.mark.parametrize(
    ("off", "way", "numbers", "shares"),
    [
        # 333/667 and 334/667 of 1.00 are 0.4992… and 0.5007…: cut to 0.49 and 0.50, and the fen
        # that is left over falls on the largest.
        ("1.00", "by_amount", ("3.33", "3.34"), ["-0.49", "-0.51"]),
        ("12.00", "by_amount", ("10.00", "20.00"), ["-4.00", "-8.00"]),
        ("30.00", "by_amount", ("10.00", "20.00"), ["-10.00", "-20.00"]),
        ("0.01", "by_amount", ("5.00", "5.00"), ["-0.01", "0"]),
        ("0.02", "by_amount", ("0.01", "0.01"), ["-0.01", "-0.01"]),
        # The first line as far as it goes, then the second.
        ("12.00", "in_order", ("10.00", "20.00"), ["-10.00", "-2.00"]),
        ("12.00", "in_order", ("20.00", "10.00"), ["-12.00", "0"]),
        ("1.00", "in_order", ("3.33", "3.34"), ["-1.00", "0"]),
        ("50.00", "in_order", ("10.00", "20.00"), ["-10.00", "-20.00"]),
    ],
)
def test_what_is_taken_off_falls_on_the_lines_to_the_fen(
    tmp_path: Path, off: str, way: str, numbers: tuple[str, ...], shares: list[str]
) -> None:
    written = rule("amount_off", f'amount: "{off}"').replace("by_amount", way)
    found = rated(tariff(tmp_path, written), *amounts(*numbers))
    assert [share for line in found.bill for share in line.shares] == [*map(Decimal, shares)]


def test_what_is_made_up_in_order_falls_on_the_first_line(tmp_path: Path) -> None:
    """100.00 instead of 10.00 and 20.00: 70.00 more."""
    written = rule("at_least", 'amount: "100"').replace("by_amount", "in_order")
    found = rated(tariff(tmp_path, written), *amounts("10.00", "20.00"))
    (line,) = found.bill
    assert [*line.shares] == [Decimal("70.00"), Decimal(0)]


MODELS = ("waived_up_to", "at_least", "at_most", "amount_off", "percent_off")
FEN = st.integers(0, 3_000)


@settings(max_examples=rounds(quick=40, full=5_000), deadline=None)
@given(
    model=st.sampled_from(MODELS),
    figure=st.integers(0, 10_000),
    parts=st.lists(st.tuples(FEN, FEN), min_size=2, max_size=5),
    way=st.sampled_from(["by_amount", "in_order"]),
)
def test_a_bill_in_parts_comes_to_what_it_comes_to_whole(
    tmp_path_factory: pytest.TempPathFactory,
    model: str,
    figure: int,
    parts: list[tuple[int, int]],
    way: str,
) -> None:
    """Of two lines, however what is taken off or added falls on them."""
    bound = f'percent: "{figure / 100}"' if model == "percent_off" else f'amount: "{figure / 100}"'
    over = ", accumulate: {key: [customer], period: month}"
    written = rule(model, bound, over).replace("by_amount", way)
    document = tariff(tmp_path_factory.mktemp("bill"), written)
    numbers = [tuple(Decimal(one) / 100 for one in part) for part in parts]
    whole = rated(document, *amounts(*(str(sum(column)) for column in zip(*numbers, strict=True))))
    carried: list[Position] = []
    totals = []
    for number in numbers:
        found = rated(document, *amounts(*map(str, number)), positions=carried)
        assert found.total is not None
        falls(found, way)
        totals.append(found.total.number)
        carried = [line.carried for line in found.bill] or carried
        if not found.bill:
            before = sum((one.charged or Decimal(0) for one in carried), Decimal(0))
            assert sum(number) == 0 or before == 0
    assert whole.total is not None
    assert sum(totals) == whole.total.number
    tried("bills in parts", bills=1)


def falls(found: Rating, way: str) -> None:
    """Check that no line is lowered below zero, and in order none before the one above it is."""
    lines = [line.amount.number for line in found.lines if line.amount is not None]
    for bill in found.bill:
        assert len({share > 0 for share in bill.shares if share}) <= 1
        left = [amount + share for amount, share in zip(lines, bill.shares, strict=True)]
        assert min(left) >= 0
        if way == "in_order":
            first = next((place for place, one in enumerate(left) if one > 0), len(left))
            assert not any(bill.shares[first + 1 :])


@settings(max_examples=rounds(quick=60, full=5_000), deadline=None)
@given(
    rules=st.lists(
        st.tuples(st.sampled_from(MODELS), st.integers(0, 10_000), st.sampled_from(["", "plain"])),
        min_size=1,
        max_size=3,
    ),
    rows=st.lists(
        st.tuples(*[st.integers(0, 20_000)] * 2, st.integers(0, 9_000)), min_size=1, max_size=6
    ),
    unit=st.sampled_from(["0.01", "0.05", "1"]),
    mode=st.sampled_from(["half_up", "half_even", "up", "down"]),
)
def test_columns_of_bills_agree(
    tmp_path_factory: pytest.TempPathFactory,
    rules: list[tuple[str, int, str]],
    rows: list[tuple[int, int, int]],
    unit: str,
    mode: str,
) -> None:
    """Particular rules first, each with what was billed before in the month."""
    written = []
    for place, (model, figure, only) in enumerate(sorted(rules, key=lambda one: one[2] == "")):
        name = "percent" if model == "percent_off" else "amount"
        more = ", accumulate: {key: [customer], period: month}"
        more += f", products: [{only}]" if only else ""
        written.append(rule(model, f'{name}: "{figure / 100}"', more, f"r{place}"))
    # As it is: a most amount below a least one is refused by check, and read alike all the same.
    folder = tmp_path_factory.mktemp("bill")
    path = folder / "demo" / "bill.yaml"
    path.parent.mkdir()
    rounding = f'{{unit: "{unit}", mode: {mode}, at: line}}'
    content = HEAD.replace('{unit: "0.01", mode: half_up, at: line}', rounding)
    path.write_text(content + "".join(f"      - {one}\n" for one in written), encoding="utf-8")
    document = Shelf(folder).get("demo/bill", TariffDocument)
    version = document.versions[0]
    exact, lines = [], []
    for plain, other, before in rows:
        usages = amounts(str(Decimal(plain) / 100), str(Decimal(other) / 100))
        positions = [
            Position("", None, {"customer": "A"}, "2026-03", charged=Decimal(before) / 100, bill=each.id)
            for each in version.bill
            if before
        ]  # fmt: skip
        found = rated(document, *usages, positions=positions)
        assert found.total is not None
        exact.append(to_micro(found.total.number))
        lines.append([to_micro(line.amount.number) for line in found.lines if line.amount])
    columns = {
        "plain": np.array([line[0] for line in lines]),
        "other": np.array([line[1] for line in lines]),
    }
    earlier = np.array([before * 10_000 for _, _, before in rows])
    made = bill_many(document, version, columns, {each.id: earlier for each in version.bill})
    assert made.total.tolist() == exact
    tried("columns of bills", bills=len(rows))


def test_a_least_amount_is_due_only_when_the_period_is_closed(tmp_path: Path) -> None:
    more = ", accumulate: {key: [customer], period: quarter}, settled: at_period_end"
    document = tariff(tmp_path, rule("at_least", 'amount: "100"', more))
    assert total(document, *amounts("30")) == "30.00"
    before = {"charged": Decimal(30), "bill": "rule"}
    open_, closed = (
        Position("", None, {"customer": "A"}, "2026-Q1", closes=closes, **before)
        for closes in (False, True)
    )
    assert total(document, *amounts("20"), positions=[open_]) == "20.00"
    assert total(document, *amounts("20"), positions=[closed]) == "70.00"


def asked(folder: Path, **more: Any) -> Quote:
    ask = {"on": "2026-03-02", "tariff": "demo/bill", "customer": {"name": "A"}, **more}
    return quoted(Shelf(folder), ask)


def test_a_quote_tells_what_is_waived_in_a_line_of_its_own(tmp_path: Path) -> None:
    tariff(tmp_path, WAIVED)
    line = {"product": "plain", "quantity": 25}
    made = asked(tmp_path, lines=[line])
    told = made.as_json()
    assert (told["total"], [one["amount"] for one in told["lines"]]) == (
        "0.00",
        ["25.00", "-25.00"],
    )
    assert [one.id for one in made.unsaid] == ["position"]
    before = {"bill": "small", "period": "2026-Q1", "charged": 25}
    made = asked(tmp_path, lines=[line], position=[before])
    assert (made.as_json()["total"], made.complete) == ("50.00", True)


@pytest.mark.parametrize(
    ("position", "key"),
    [
        ({"bill": "smal", "charged": 3}, "tariff.unknown_bill"),
        ({"bill": "small", "period": "2026-03", "charged": 3}, "tariff.position_of_no_rule"),
        ({"bill": "small", "period": "2026-Q1"}, "tariff.bill_says_charged"),
    ],
)
def test_what_a_bill_cannot_read_of_a_position_is_told(
    tmp_path: Path, position: dict[str, Any], key: str
) -> None:
    tariff(tmp_path, WAIVED)
    with pytest.raises(Faults) as raised:
        asked(tmp_path, lines=[{"product": "plain", "quantity": 1}], position=[position])
    assert [(fault.file, fault.key) for fault in raised.value.faults] == [("case.yaml", key)]


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ([rule("at_most", 'percent: "3"')], "tariff.check.bill_model"),
        ([rule("percent_off", 'amount: "3"')], "tariff.check.bill_model"),
        (
            [
                rule(
                    "at_least",
                    'amount: "3"',
                    ", accumulate: {key: [customer], period: ever}, settled: at_period_end",
                )
            ],
            "tariff.check.bill_settled",
        ),
        ([rule("at_most", 'amount: "3"', ", products: [plan]")], "tariff.unknown_product"),
        (
            [rule("at_most", 'amount: "3"'), rule("at_most", 'amount: "2"', ", products: [plain]", "b")],
            "tariff.check.bill_products",
        ),
    ],
)  # fmt: skip
def test_rules_that_say_nothing_clear_are_refused_by_check(
    tmp_path: Path, rules: list[str], key: str
) -> None:
    path = tmp_path / "demo" / "bill.yaml"
    path.parent.mkdir()
    path.write_text(HEAD + "".join(f"      - {one}\n" for one in rules), encoding="utf-8")
    assert [fault.key for fault in Shelf(tmp_path).check("demo/bill")] == [key]


@pytest.mark.parametrize(
    ("facts", "expected"), [({"kind": "a"}, 3), ({"kind": "b"}, 5), ({}, None)]
)
def test_columns_of_bills_know_to_whom_a_rule_applies(
    tmp_path: Path, facts: dict[str, str], expected: int | None
) -> None:
    """5.00 are at most 3.00 for the first kind; of whom it is not known nothing is."""
    document = tariff(tmp_path, rule("at_most", 'amount: "3"', ", for: first"))
    columns = {"plain": np.array([5_000_000])}
    if expected is not None:
        made = bill_many(document, document.versions[0], columns, facts=facts)
        assert made.total.tolist() == [expected * 1_000_000]
        return
    with pytest.raises(Faults) as refused:
        bill_many(document, document.versions[0], columns, facts=facts)
    (fault,) = refused.value.faults
    assert (fault.place, fault.key) == ("facts.kind", "tariff.columns.fact_missing")
    assert fault.values == {"fact": "kind", "allowed": "a, b"}
