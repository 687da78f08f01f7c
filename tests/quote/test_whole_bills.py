"""Rules over whole bills beside days, facts and versions: each amount once, each use at its day.

A second implementation in fractions, and cases worked by hand.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest
from builders.bills_quoted import CLOSING, MONTHLY, asked, at, before, calls, rule, shelf, total
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Shelf

CHANGED = {"facts": {"kind": "x"}, "changes": [{"from": "2026-03-10", "facts": {"kind": "y"}}]}


@pytest.mark.parametrize(
    ("written", "position", "expected"),
    [
        # 30 before and 15 are 45; 40 more are 85: 50 less 30 is due.
        (at("at_most", 50), before(30), "20.00"),
        # Nothing for 45; for 85 all of it.
        (at("waived_up_to", 50), before(30), "85.00"),
        # 20 before and 55 are 75: 310 less 20 once.
        (at("at_least", 310, CLOSING), before(20, closes=True), "290.00"),
        # 20 of 31 days of 310 are 200.
        (
            at("at_least", 310, f"{CLOSING}, part_of_period: by_day"),
            before(20, closes=True, used={"day": 20}),
            "180.00",
        ),
        # A rule of the request as a whole takes 10 off once: 55 less 10.
        (at("amount_off", 10, "products: [half]"), "none", "45.00"),
    ],
)
def test_what_facts_tell_apart_is_one_bill(
    tmp_path: Path, written: str, position: Any, expected: str
) -> None:
    """30 at half the price, and 40 after the facts changed."""
    line = calls("half", ("2026-03-05", 30), ("2026-03-25", 40))
    assert total(shelf(tmp_path, written), line, position=position, **CHANGED) == expected


@pytest.mark.parametrize(
    ("written", "position", "number", "amount", "note"),
    [
        # 30 were waived; with 40 more, 70 are due: the 30 come back.
        (at("waived_up_to", 50), before(30), 40, "30.00", "taken off before, and due after all"),
        # 20 of the 30 are taken off, as of the first use.
        (at("amount_off", 20), before(0), 30, "-20.00", None),
        # 20 of use were made up to 50; with 40 more nothing of the 30 is owed.
        (
            at("at_least", 50),
            before(20),
            40,
            "-30.00",
            "made up before to the least, and now met by use",
        ),
        (at("at_least", 50), before(0), 20, "30.00", None),
    ],
)
def test_a_line_that_undoes_what_was_done_before_says_so(
    tmp_path: Path, written: str, position: Any, number: int, amount: str, note: str | None
) -> None:
    made = asked(
        shelf(tmp_path, written), calls("plain", ("2026-03-25", number)), position=position
    )
    line = made.lines[-1]
    assert line.amount is not None
    told = line.note and line.note.en
    assert (line.label.en, f"{line.amount.number:.2f}", told) == ("rule", amount, note)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (at("waived_up_to", 50), at("waived_up_to", 50), "80.00"),
        (at("at_most", 50), at("at_most", 50), "50.00"),
        (at("at_least", 50), at("at_least", 50), "80.00"),
        (at("at_most", 50, "products: [plain]"), at("at_most", 50, "products: [plain]"), "50.00"),
        (at("amount_off", 10, "products: [plain]"), at("amount_off", 10, "products: [plain]"), "70.00"),
        # The rule of the last day is of the whole month: at most 60 of 80, of which 40 are paid;
        # at most 30, so that 10 of the 40 are given back.
        (at("at_most", 50), at("at_most", 60), "60.00"),
        (at("at_most", 50), at("at_most", 30), "30.00"),
        # A rule of another name, or of other periods, begins with its own day.
        (at("at_most", 50), at("at_most", 30).replace("id: rule", "id: new"), "70.00"),
        (at("at_most", 50), at("at_most", 30, MONTHLY.replace("month", "quarter")), "70.00"),
    ],
)  # fmt: skip
def test_a_new_version_goes_on_with_a_bill(
    tmp_path: Path, first: str, second: str, expected: str
) -> None:
    """40 under each of two versions, of one month."""
    law = shelf(tmp_path, first, ("2026-03-16", second))
    assert total(law, calls("plain", ("2026-03-05", 40), ("2026-03-25", 40))) == expected


MODELS = ("waived_up_to", "at_least", "at_most", "amount_off", "percent_off")
DAYS = st.integers(0, 58).map(lambda more: datetime.date(2026, 3, 1) + datetime.timedelta(more))


def made(model: str, figure: int, gross: Fraction) -> Fraction:
    """What a bill comes to, to the fen."""
    amount = Fraction(figure, 100)
    due = {
        "waived_up_to": Fraction(0) if gross <= amount else gross,
        "at_least": max(gross, amount) if gross > 0 else gross,
        "at_most": min(gross, amount),
        "amount_off": max(gross - amount, Fraction(0)),
        "percent_off": gross * (1 - amount / 100),
    }[model]
    return Fraction(floor(due * 100 + Fraction(1, 2)), 100)


@settings(max_examples=rounds(quick=40, full=3_000), deadline=None)
@given(
    model=st.sampled_from(MODELS),
    figures=st.tuples(st.integers(0, 9_999), st.integers(0, 9_999), st.booleans()),
    events=st.lists(st.tuples(DAYS, st.integers(0, 60), st.integers(0, 1)), min_size=1, max_size=6),
    turns=st.tuples(DAYS, DAYS),
    billed=st.none() | st.integers(0, 9_999),
)
def test_a_bill_is_of_its_whole_period_whatever_days_tell_apart(
    tmp_path_factory: pytest.TempPathFactory,
    model: str,
    figures: tuple[int, int, bool],
    events: list[tuple[datetime.date, int, int]],
    turns: tuple[datetime.date, datetime.date],
    billed: int | None,
) -> None:
    """Of each month: what the rule of its last use makes of all of it, less what it had made of
    what was billed before, by the rule of its first use."""
    first, second, changes = figures
    later = second if changes else first
    new, facts = turns
    name = "percent" if model == "percent_off" else "amount"
    old_rule, new_rule = (
        rule(model, f'{name}: "{Decimal(figure) / 100}"') for figure in (first, later)
    )
    law = shelf(tmp_path_factory.mktemp("bills"), old_rule, (new.isoformat(), new_rule))
    lines = []
    for line in (0, 1):
        own = [(day.isoformat(), n) for day, n, of in events if of == line]
        if own:
            lines.append(calls("half", *own))
    position: Any = "none"
    months = sorted({(day.month, f"2026-{day:%m}") for day, _, _ in events})
    if billed is not None:
        charged = Decimal(billed) / 100
        position = [{"bill": "rule", "period": months[0][1], "charged": charged}]
    expected = Fraction(0)
    for place, (month, _) in enumerate(months):
        own_events = sorted((day, n) for day, n, _ in events if day.month == month)
        gross = sum((Fraction(n, 2 if day < facts else 1) for day, n in own_events), Fraction(0))
        begin, end = (first if own_events[at][0] < new else later for at in (0, -1))
        known = Fraction(billed or 0, 100) if place == 0 else Fraction(0)
        said = place == 0 and billed is not None
        expected += made(model, end, known + gross)
        expected -= made(model, begin, known) if said else 0
    ask = {
        "position": position,
        "facts": {"kind": "x"},
        "changes": [{"from": facts.isoformat(), "facts": {"kind": "y"}}],
    }
    found = asked(law, *lines, on="2026-05-01", **ask).total
    assert found is not None
    assert Fraction(found.number) == expected
    tried("bills over spells and versions", events=len(events), of_versions=int(changes))


def test_a_number_beside_a_span_is_charged_once(tmp_path: Path) -> None:
    """Four months at 10 and 100 calls at 1, of which those of February are one bill."""
    line = {
        "product": "sub",
        "quantity": 100,
        "span": {"from": "2025-11-01", "until": "2026-02-28"},
    }
    for most, expected in ((5000, "140.00"), (50, "80.00"), (105, "135.00")):
        law = shelf(tmp_path, at("at_most", most))
        assert total(law, line, on="2026-02-20") == expected
    # Asked for on a day before or after, it is of the covered day next to it.
    for day in ("2025-10-20", "2026-03-20"):
        assert total(shelf(tmp_path, at("at_most", 50)), line, on=day) == "80.00"
    # What multiplies the price of a period is of each: 4 × 10 × 5, at most 40 a month.
    seats = {**line, "product": "seat", "quantity": 5}
    assert total(shelf(tmp_path, at("at_most", 5000)), seats, on="2026-02-20") == "200.00"
    assert total(shelf(tmp_path, at("at_most", 40)), seats, on="2026-02-20") == "160.00"


@settings(max_examples=rounds(quick=30, full=2_000), deadline=None)
@given(
    most=st.integers(0, 150),
    span=st.tuples(DAYS, DAYS).map(sorted),
    days=st.lists(st.tuples(DAYS, st.integers(0, 80)), max_size=5),
    number=st.integers(0, 80),
)
def test_days_and_requests_of_one_line_are_of_their_own_months(
    tmp_path_factory: pytest.TempPathFactory,
    most: int,
    span: list[datetime.date],
    days: list[tuple[datetime.date, int]],
    number: int,
) -> None:
    """A month costs 10 and each call 1, at most so much a month: added up month by month."""
    first, last = span
    inside = [(day, n) for day, n in days if first <= day <= last]
    line: dict[str, Any] = {
        "product": "sub",
        "span": {"from": first.isoformat(), "until": last.isoformat()},
    }
    line |= calls("sub", *((day.isoformat(), n) for day, n in inside))
    months = dict.fromkeys(range(first.month, last.month + 1), 10)
    if not inside:
        del line["events"]
        line["quantity"] = number
        inside = [(last, number)]
    for day, n in inside:
        months[day.month] += n
    law = shelf(tmp_path_factory.mktemp("bills"), at("at_most", most))
    found = asked(law, line, on="2026-05-01").total
    assert found is not None
    assert found.number == sum(min(most, of_month) for of_month in months.values())
    tried("days and requests of bills", requests=len(days))


def test_a_rounded_total_goes_on_from_what_the_bill_came_to(tmp_path: Path) -> None:
    """7 at 0.37 are 2.59, half of it 1.295: one yuan. 4 of them are 1.48 and 0.74: one; then none."""
    shelf(tmp_path, rule("percent_off", 'percent: "50"'))
    path = tmp_path / "demo" / "bills.yaml"
    content = path.read_text(encoding="utf-8")
    content = content.replace('unit: "0.01", mode: half_up, at: line', 'unit: "1", mode: half_up, at: total')  # fmt: skip
    content = content.replace('price: "1"', 'price: "0.37"')
    path.write_text(content, encoding="utf-8")
    law = Shelf(tmp_path)
    assert law.check("demo/bills") == ()
    four, three = ({"product": "plain", "quantity": n} for n in (4, 3))
    assert total(law, {**four, "quantity": 7}) == "1.00"
    assert total(law, four) == "1.00"
    assert total(law, three, position=before(Decimal("1.48"))) == "0.00"
