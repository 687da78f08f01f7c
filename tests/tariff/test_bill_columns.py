"""Rules over bills in columns: a least amount by the day by a second reading in fractions, and what
is refused, with its place and bound."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from builders.bills_rated import HEAD, rule
from builders.proof import rounds, tried
from builders.tariffs import MONTHLY, tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Fault, Faults, Shelf
from engine.tariff import Runs, TariffDocument
from engine.tariff.columns.bill import Closing, as_bills, bill_many
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.columns.spans import Spans
from engine.tariff.model.document import RoundingPlace

ROUNDED = {
    "down": floor,
    "half_up": lambda steps: floor(steps + Fraction(1, 2)),
    "half_even": round,
    "up": ceil,
}
BY_DAY = f", {MONTHLY}, settled: at_period_end, part_of_period: by_day"


def document_of(folder: Path, *written: str, rounding: str = "") -> TariffDocument:
    path = folder / "demo" / "bill.yaml"
    path.parent.mkdir()
    content = HEAD.replace('unit: "0.01", mode: half_up, at: line', rounding) if rounding else HEAD
    path.write_text(content + "".join(f"      - {one}\n" for one in written), encoding="utf-8")
    return Shelf(folder).get("demo/bill", TariffDocument)


@settings(max_examples=rounds(quick=40, full=3_000), deadline=None)
@given(
    unit=st.sampled_from(["0.01", "0.05", "1"]),
    mode=st.sampled_from([*ROUNDED]),
    least=st.integers(0, 400),
    at_zero=st.sampled_from(["nothing", "charged"]),
    ends=st.booleans(),
    rows=st.lists(
        st.tuples(st.just(0) | st.integers(0, 300), st.just(0) | st.integers(0, 300), st.integers(0, 31),
                  st.integers(28, 31), st.booleans()),
        min_size=1, max_size=8,
    ),
)  # fmt: skip
def test_a_least_amount_by_the_day_is_made_up_where_a_row_ends_its_period(
    unit: str, mode: str, least: int, at_zero: str, ends: bool,
    rows: list[tuple[int, int, int, int, bool]],
) -> None:  # fmt: skip
    """Of a least amount so many days of all are due, rounded, if more than all the period's use."""
    written = rule("at_least", f'amount: "{least / 100:.2f}"', f"{BY_DAY}, at_zero: {at_zero}")
    with TemporaryDirectory() as folder:
        rounding = f'unit: "{unit}", mode: {mode}, at: line'
        document = document_of(Path(folder), written, rounding=rounding)
    used, before, days, length = (np.array([row[at] for row in rows]) for at in range(4))
    close = Closing(np.array([row[4] for row in rows]), days, length)
    found = bill_many(
        document, document.versions[0], {"plain": used * 10_000}, {"rule": before * 10_000},
        {"rule": close} if ends else None,
    )  # fmt: skip
    expected = []
    for now, earlier, covered, of, closes in rows:
        sums = Fraction(now + earlier, 100)
        due = max(sums, Fraction(least * covered, 100 * of))
        due = due if sums or at_zero == "charged" else sums
        rounded = ROUNDED[mode](due / Fraction(unit)) * Fraction(unit)
        expected.append((rounded if ends and closes else sums) - sums)
    assert [Fraction(int(each), 10**6) for each in found.adjusted["rule"]] == expected
    assert found.total.tolist() == (used * 10_000 + found.adjusted["rule"]).tolist()
    tried("least amounts by the day in columns", bills=len(rows))


def refused(document: TariffDocument, amounts: dict[str, Any], **more: Any) -> Fault:
    with pytest.raises(Faults) as faults:
        bill_many(document, document.versions[0], amounts, **more)
    (fault,) = faults.value.faults
    assert fault.file == "demo/bill"
    return fault


ONE = np.array([1_000_000])
YES = np.array([True])
LEAST = rule("at_least", 'amount: "3"', BY_DAY)


@pytest.mark.parametrize(
    ("close", "lacking"),
    [(Closing(YES), "days"), (Closing(YES, ONE), "length"), (Closing(YES, None, ONE), "days")],
)
def test_days_that_are_lacking_are_named(tmp_path: Path, close: Closing, lacking: str) -> None:
    fault = refused(document_of(tmp_path, LEAST), {"plain": ONE}, closing={"rule": close})
    assert (fault.place, fault.key) == ("rule", "tariff.columns.column_missing")
    assert fault.values == {"unit": lacking}


def test_parts_of_what_is_not_rounded_by_line_are_refused(tmp_path: Path) -> None:
    """A third of a month is no whole number of anything; whole, it is what it is."""
    total = 'unit: "0.01", mode: half_up, at: total'
    (tmp_path / "part").mkdir()
    part = document_of(tmp_path / "part", LEAST, rounding=total)
    fault = refused(part, {"plain": ONE}, closing={"rule": Closing(YES, ONE, ONE)})
    assert (fault.place, fault.key) == ("rule", "tariff.columns.too_fine")
    (tmp_path / "whole").mkdir()
    whole = document_of(tmp_path / "whole", LEAST.replace("by_day", "whole"), rounding=total)
    made = bill_many(whole, whole.versions[0], {"plain": ONE}, None, {"rule": Closing(YES)})
    assert made.total.tolist() == [3_000_000]


@pytest.mark.parametrize(("micro", "left"), [(20, 17), (40, 34), (0, 0), (21, None), (10, None)])
def test_a_part_of_a_millionth_is_refused_where_it_is_not_rounded(
    tmp_path: Path, micro: int, left: int | None
) -> None:
    """15 % off leave 17 of 20."""
    total = 'unit: "0.01", mode: half_up, at: total'
    document = document_of(tmp_path, rule("percent_off", 'percent: "15"'), rounding=total)
    amounts = {"plain": np.array([0, micro])}
    if left is None:
        fault = refused(document, amounts)
        assert (fault.place, fault.key) == ("rule", "tariff.columns.too_fine")
    else:
        found = bill_many(document, document.versions[0], amounts)
        assert found.total.tolist() == [0, left]


@pytest.mark.parametrize(
    ("model", "gross", "due"),
    [
        # To the millionth, up to an amount and above it.
        ('waived_up_to, amount: "0.000005"', [4, 5, 6], [0, 0, 6]),
        ('at_least, amount: "0.000005"', [0, 1, 4, 6], [0, 5, 5, 6]),
        ('at_least, amount: "0.000005", at_zero: charged', [0, 4, 6], [5, 5, 6]),
        ('at_most, amount: "0.000005"', [0, 4, 6], [0, 4, 5]),
        ('amount_off, amount: "0.000005"', [0, 4, 5, 6], [0, 0, 0, 1]),
        ('percent_off, percent: "50"', [0, 4, 6], [0, 2, 3]),
    ],
)
def test_what_is_not_rounded_by_line_comes_to_the_millionth(
    tmp_path: Path, model: str, gross: list[int], due: list[int]
) -> None:
    name, _, figure = model.partition(", ")
    total = 'unit: "0.000001", mode: half_up, at: total'
    document = document_of(tmp_path, rule(name, figure), rounding=total)
    found = bill_many(document, document.versions[0], {"plain": np.array(gross)})
    assert found.total.tolist() == due


@pytest.mark.parametrize(
    ("model", "before", "now", "due"),
    [
        # Of two before and two now four are due at most three, of which two were.
        ('at_most, amount: "3"', 2, 2, 1),
        ('at_most, amount: "3"', 0, 2, 2),
        ('at_most, amount: "3"', 4, 2, 0),
        # Two were waived; of four none is.
        ('waived_up_to, amount: "3"', 2, 2, 4),
        ('waived_up_to, amount: "3"', 4, 2, 2),
        # For two three were due, and of four one is left.
        ('at_least, amount: "3"', 2, 2, 1),
        ('at_least, amount: "3"', 0, 2, 3),
        ('at_least, amount: "3", at_zero: charged', 0, 2, 3),
        ('at_least, amount: "3", at_zero: charged', 0, 0, 3),
        ('amount_off, amount: "3"', 2, 2, 1),
        ('percent_off, percent: "50"', 2, 2, 1),
    ],
)
def test_what_a_bill_came_to_before_is_due_no_more(
    tmp_path: Path, model: str, before: int, now: int, due: int
) -> None:
    name, _, figure = model.partition(", ")
    document = document_of(tmp_path, rule(name, figure, f", {MONTHLY}"))
    columns = {"plain": np.array([now * 10**6])}
    earlier = {"rule": np.array([before * 10**6])}
    found = bill_many(document, document.versions[0], columns, earlier)
    assert found.total.tolist() == [due * 10**6]
    assert found.adjusted["rule"].tolist() == [(due - now) * 10**6]


@pytest.mark.parametrize(
    ("rules", "columns", "most"),
    [
        # A quarter of 2⁶² for one column, and for several together.
        ([rule("at_most", 'amount: "3"')], 1, 2**60),
        ([rule("at_most", 'amount: "3"')], 2, 2**59),
        # Of 15 % off, 17 of 20 are reckoned; of 5 %, 19.
        ([rule("percent_off", 'percent: "15"')], 1, 2**60 // 17),
        ([rule("percent_off", 'percent: "15"'), rule("percent_off", 'percent: "5"', "", "b")], 1, 2**60 // 19),
        ([rule("percent_off", 'percent: "100"')], 1, 2**60),
    ],
)  # fmt: skip
def test_amounts_that_could_outgrow_64_bits_are_refused_with_their_bound(
    tmp_path: Path, rules: list[str], columns: int, most: int
) -> None:
    document = document_of(tmp_path, *rules)
    before = {"rule": np.array([0, 0])} if columns > 1 else None
    for beyond in ([0, most + 1], [-most - 1, 0]):
        fault = refused(document, {"plain": np.array(beyond)}, before=before)
        assert (fault.place, fault.key, fault.values) == (
            "amounts", "law.too_big", {"bound": str(most)},
        )  # fmt: skip
        if before is not None:
            earlier = {"rule": np.array(beyond)}
            assert refused(document, {"plain": np.array([0, 0])}, before=earlier).key == fault.key
    assert bill_many(document, document.versions[0], {"plain": np.array([most, -most])}, before)
    none = np.array([], dtype=np.int64)
    assert bill_many(document, document.versions[0], {"plain": none}).total.tolist() == []


# --- rows, each as a bill of its own

UNIT = 'charge: {model: per_unit, price: "1", accumulate: {key: [customer], period: month}}'
BY_PERIOD = 'charge: {model: per_period, price: "10", period: day, proration: by_day, runs: RUNS}'
AT_MOST = 'model: at_most, amount: "3", allocated: by_amount'
OTHER_FACT = (
    "- {id: size, title: {zh: 大小, en: size}, question: {zh: 多大？, en: What size?}, "
    "values: [{id: s, title: {zh: 小, en: s}}, {id: l, title: {zh: 大, en: l}}]}"
)


def as_rows(
    folder: Path, bills: str, columns: Columns, component: str = UNIT, at: str = "line"
) -> list[int] | list[tuple[str, str]]:
    """What rows of the product come to in yuan, or the places and keys of why they are refused."""
    written = [f"{{title: {{zh: 规则, en: rule}}, {each}}}" for each in bills.split("; ") if each]
    document = tariff(folder, component, version=f"bill: [{', '.join(written)}]")
    (version,) = document.versions
    rounding = version.rounding.model_copy(update={"at": RoundingPlace(at)})
    version = version.model_copy(update={"rounding": rounding})
    try:
        rated = rate_many(document, version, "product", columns, by_component=True)
        made = as_bills(document, version, "product", columns, rated)
    except Faults as faults:
        assert {fault.file for fault in faults.faults} == {"demo/models"}
        return [(fault.place, fault.key.removeprefix("tariff.columns.")) for fault in faults.faults]
    assert made.metered["fee"].tolist() == rated.total.tolist()
    return [total // 10**6 for total in made.total.tolist()]


FIVE = np.array([5])
OF_A_MONTH = f"id: rule, {AT_MOST}, {MONTHLY}"
OF_A_CLASS = f"id: rule, {AT_MOST}, for: first"


@pytest.mark.parametrize(
    ("bills", "columns", "at", "expected"),
    [
        ("", Columns(quantity=FIVE), "line", [5]),
        (f"id: rule, {AT_MOST}", Columns(quantity=FIVE), "line", [3]),
        (OF_A_MONTH, Columns(quantity=FIVE), "line", [3]),
        # What a bill of the month came to before is not said by the units before.
        (OF_A_MONTH, Columns(quantity=FIVE, prior=FIVE), "line", [("prior", "billed_before")]),
        (f"id: rule, {AT_MOST}", Columns(quantity=FIVE, prior=FIVE), "line", [3]),
        (f"id: rule, {AT_MOST}", Columns(quantity=FIVE), "total", [("bill", "bills_of_totals")]),
        # For whom a rule is must be the same for all rows.
        (OF_A_CLASS, Columns(quantity=FIVE, facts={"kind": "a"}), "line", [3]),
        (OF_A_CLASS, Columns(quantity=FIVE, facts={"kind": "b"}), "line", [5]),
        (OF_A_CLASS, Columns(quantity=FIVE, facts={"kind": np.array([0])}), "line", [("facts.kind", "bills_apart")]),
        (f"id: rule, {AT_MOST}", Columns(quantity=FIVE, facts={"kind": np.array([0])}), "line", [3]),
    ],
)  # fmt: skip
def test_a_row_is_a_bill_of_its_own_or_refused(
    tmp_path: Path, bills: str, columns: Columns, at: str, expected: list[Any]
) -> None:
    """Five at 1.00, at most 3.00."""
    assert as_rows(tmp_path, bills, columns, at=at) == expected


def days(*written: str) -> np.ndarray[Any, Any]:
    return np.array(written, dtype="M8[D]")


@pytest.mark.parametrize(
    ("period", "first", "last", "since", "within"),
    [
        ("month", "2026-01-31", "2026-01-31", None, True),
        ("month", "2026-01-01", "2026-01-31", None, True),
        ("month", "2026-01-31", "2026-02-01", None, False),
        ("month", "2026-01-31", "2027-01-01", None, False),
        ("quarter", "2026-01-01", "2026-03-31", None, True),
        ("quarter", "2026-03-31", "2026-04-01", None, False),
        ("day", "2026-01-01", "2026-01-01", None, True),
        ("day", "2026-01-01", "2026-01-02", None, False),
        ("ever", "2026-01-01", "2029-01-01", None, True),
        # From the 15th on; a contract that begins with the row ends its first month a month later.
        ("month, runs: contract", "2026-02-14", "2026-02-15", "2026-01-15", False),
        ("month, runs: contract", "2026-02-15", "2026-03-14", "2026-01-15", True),
        ("month, runs: contract", "2026-02-10", "2026-03-09", None, True),
        ("month, runs: contract", "2026-02-10", "2026-03-10", None, False),
        ("month, runs: calendar", "2026-02-10", "2026-03-01", "2026-01-15", False),
    ],
)  # fmt: skip
def test_days_of_a_row_lie_in_one_bill_or_are_refused(
    tmp_path: Path, period: str, first: str, last: str, since: str | None, within: bool
) -> None:
    """Beside a row of one day, which does; 10.00 a day, at most 3.00 of them all."""
    begun = None if since is None else days(since, first)
    spans = Spans(days(first, first), days(last, first), Runs.CALENDAR, begun)
    over = f"id: rule, {AT_MOST}, accumulate: {{key: [customer], period: {period}}}"
    component = BY_PERIOD.replace("RUNS", "calendar")
    found = as_rows(tmp_path, over, Columns(spans=spans), component)
    assert found == ([3, 3] if within else [("span", "several_bills")])
