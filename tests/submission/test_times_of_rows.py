"""Of which time a row is: what is written in many ways, what is left blank, what overlaps.

Periods of random rows are held against sets of months made by hand here: what is drafted is what
the firm booked in the year, or nothing; no row is left out, and none is counted twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from builders.proof import rounds
from builders.trial_balances import as_csv, chart
from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.submission.trial_balance import placed_in, read_book
from engine.text import Language

Line = Sequence[object]

TITLES: list[Line] = [["科目余额表"], ["编制单位：甲公司", "", "2025年1月-12月"]]
HEAD = ["科目编码", "科目名称", "本年累计借方", "本年累计贷方"]
MOVED = ["科目编码", "科目名称", "本期借方", "本期贷方"]
WAGES: Line = ["660201", "工资", 600, 600]
WELFARE: Line = ["660202", "职工福利费", 50, 50]
INCOME: Line = ["6001", "主营业务收入", 1200, 1200]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("times") / "balance.csv"


def drafted(lines: Sequence[Line], place: Path) -> dict[str, int]:
    """Yuan of each account of cost, and of the income."""
    place.write_bytes(as_csv([[str(cell) for cell in line] for line in lines]))
    placement = placed_in(read_book(place), chart())
    found = {one.account.number: int(one.amount) for one in placement.placed}
    return found if placement.income is None else {**found, "6001": int(placement.income)}


def refused(lines: Sequence[Line], place: Path) -> tuple[str, str]:
    """Place and key of the one fault, which has its sentence in both languages."""
    with pytest.raises(Faults) as caught:
        drafted(lines, place)
    (fault,) = caught.value.faults
    assert fault.message(Language.ZH) != fault.message(Language.EN)
    return fault.place, fault.key.rpartition(".")[2]


# --- blank ------------------------------------------------------------------------


@pytest.mark.parametrize("titles", [TITLES, [["甲公司"], ["x"]]])
@pytest.mark.parametrize(("heading", "time"), [("会计年度", "2025"), ("期间", "2025.12")])
def test_a_row_without_its_time_beside_one_that_has_it_is_a_fault(
    heading: str, time: str, titles: list[Line], place: Path
) -> None:
    head = [*titles, [heading, *HEAD]]
    rows = [[time, *WAGES], ["", *WAGES], [time, *INCOME]]
    assert refused([*head, *rows], place) == ("B5", "rows_differ")
    assert refused([*head, rows[1], rows[0], rows[2]], place) == ("B5", "rows_differ")
    # alone it is of the time of all others
    rows[1] = ["", *WELFARE]
    assert drafted([*head, *rows], place) == {"660201": 600, "660202": 50, "6001": 1200}


@pytest.mark.parametrize(
    ("row", "at"),
    [
        (["", "11", *WELFARE], "A5"),
        (["", "2024.12", *WELFARE], "A5"),
        (["2024", "", *WELFARE], "B5"),
        (["2025", "", *WELFARE], "B5"),
    ],
)
def test_half_a_time_is_none(row: Line, at: str, place: Path) -> None:
    lines = [*TITLES, ["年", "期间", *HEAD], ["2025", "12", *WAGES], row]
    assert refused(lines, place) == (at, "no_month")


# --- the same end -----------------------------------------------------------------


@pytest.mark.parametrize("heads", [HEAD, MOVED])
@pytest.mark.parametrize("whole", ["2025", "2025.1-12", "2025.01-2025.12", "1-12"])
@pytest.mark.parametrize("last", ["2025.12", "12", "2025年第四季度"])
def test_two_times_with_one_end_are_a_fault(
    whole: str, last: str, heads: list[str], place: Path
) -> None:
    head = [*TITLES, ["期间", *heads]]
    for first, second in ((whole, last), (last, whole)):
        lines = [*head, [first, *WAGES], [second, *WELFARE], [first, *INCOME]]
        assert refused(lines, place) == ("A5", "periods_overlap")
        lines[-2] = [second, *WAGES]
        assert refused(lines, place) == ("A5", "periods_overlap")


def test_a_time_within_the_one_that_is_taken_leaves_no_account_out(place: Path) -> None:
    lines = [*TITLES, ["期间", *HEAD], ["2025", *WAGES], ["2025.06", *WELFARE], ["2025", *INCOME]]
    assert refused(lines, place) == ("B5", "not_in_last_month")
    lines.append(["2025", "660202", "职工福利费", 90, 90])
    assert drafted(lines, place) == {"660201": 600, "660202": 90, "6001": 1200}


# --- of another time ---------------------------------------------------------------


def told(lines: Sequence[Line], place: Path) -> list[tuple[str | None, str]]:
    """Where the book tells that times were left out, and what it says."""
    place.write_bytes(as_csv([[str(cell) for cell in line] for line in lines]))
    notices = [one for one in read_book(place).notices if one.key.endswith("times_left_out")]
    assert all(one.message(Language.ZH) != one.message(Language.EN) for one in notices)
    return [(one.place, one.message(Language.EN).rpartition(": ")[2]) for one in notices]


@pytest.mark.parametrize("head", [HEAD, MOVED])
@pytest.mark.parametrize(
    ("more", "named"),
    [([("2024", "12")], "2024.12"), ([("2026", "1"), ("2024", "1-6")], "2024.01–2024.06, 2026.01")],
)
def test_rows_of_other_years_beside_months_are_told(
    more: list[tuple[str, str]], named: str, head: list[str], place: Path
) -> None:
    """What is left out is told at its first cell, be it an account that stands nowhere else."""
    months = [["2025", at, *row] for at in range(1, 13) for row in (WAGES, INCOME)]
    lines = [*TITLES, ["年", "月", *head], *months]
    assert told(lines, place) == []
    others = [[*time, *WELFARE] for time in more]
    assert told([*lines, *others], place) == [("A28", named)]
    assert told([*lines[:3], *others, *months], place) == [("A4", named)]
    times = 12 if head is MOVED else 1
    assert drafted([*lines, *others], place) == {"660201": 600 * times, "6001": 1200 * times}
    # a row of an amount without an account is left out, too; one without an amount is not
    assert told([*lines, ["2024", "12", "", "调整", 30, 0]], place) == [("A28", "2024.12")]
    assert told([*lines, ["2024", "12", "", "合计", 30, 0]], place) == []
    assert told([*lines, ["2024", "12", "660202", "职工福利费", 0, 0]], place) == []


years = st.dictionaries(st.integers(2020, 2030), st.sets(st.integers(1, 12)), max_size=3)


@settings(max_examples=rounds(quick=40, full=2000), deadline=None)
@given(of_years=years, data=st.data(), has_year=st.booleans())
def test_each_other_time_is_told(
    of_years: dict[int, set[int]], data: st.DataObject, has_year: bool, place: Path
) -> None:
    others = {(year, at) for year, ats in of_years.items() for at in ats if year != 2025}
    times = [*others, *((2025, at) for at in range(1, 13))]
    rows = [[f"{year}.{at:02}", *WAGES] for year, at in data.draw(st.permutations(times))]
    lines = [*TITLES, ["期间", *(HEAD if has_year else MOVED)], *rows]
    first = next((at for at, row in enumerate(rows) if not str(row[0]).startswith("2025")), 0)
    named = ", ".join(f"{year}.{at:02}" for year, at in sorted(others))[:200]
    assert told(lines, place) == ([(f"A{first + 4}", named)] if others else [])


# --- as it is written -------------------------------------------------------------

NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
SPELT = {
    "第{0}期": False, "第{0:02}期": False, "{0}期": False, "{0:02}": False, "{0}月份": False,
    "{1}月": False, "{1}月份": False, "25年{0}月": True, "25年{0:02}月": True, "2025M{0:02}": True,
    "2025m{0}": True, "2025年第{0}期": True, "2025{0:02}": True, "2025-{0:02}": True,
}  # fmt: skip
"""How months are written, and whether the year is said."""


@pytest.mark.parametrize("spelt", SPELT)
def test_months_are_written_in_many_ways(spelt: str, place: Path) -> None:
    def month(at: int, row: Line, by: int) -> Line:
        return [spelt.format(at, NUMERALS[at - 1]), *row[:2], by * at, by * at]

    months = [month(at, row, by) for at in range(1, 13) for row, by in ((WAGES, 10), (INCOME, 20))]
    # 1 + … + 12 = 78
    assert drafted([*TITLES, ["期间", *MOVED], *months], place) == {"660201": 780, "6001": 1560}
    if SPELT[spelt]:
        assert drafted([["期间", *MOVED], *months], place) == {"660201": 780, "6001": 1560}
    year = [["2025", *one] for one in months]
    assert drafted([["年", "期间", *MOVED], *year], place) == {"660201": 780, "6001": 1560}
    assert refused([*TITLES, ["期间", *MOVED], *months[2:]], place) == ("A3", "months")


@pytest.mark.parametrize("whole", ["1-12", "1-12月", "01-12", "1月-12月", "1至12月", "1—12期"])
def test_months_of_a_row_are_those_of_the_year(whole: str, place: Path) -> None:
    rows = [[whole, *WAGES], [whole, *INCOME]]
    for head in (HEAD, MOVED):
        found = drafted([*TITLES, ["期间", *head], *rows], place)
        assert found == {"660201": 600, "6001": 1200}
    part = [[whole.replace("12", "11"), *one[1:]] for one in rows]
    assert refused([*TITLES, ["期间", *MOVED], *part], place) == ("A4", "not_a_year")


@pytest.mark.parametrize(
    "parts",
    [
        ["2025年第一季度", "2025年第二季度", "2025年第三季度", "2025年第四季度"],
        ["第一季度", "第2季度", "第三季度", "第4季度"],
        ["2025年上半年", "2025年下半年"],
        ["1-3", "4-6", "7-9", "10", "11-12"],
    ],
)
def test_parts_that_make_up_the_year_are_added(parts: list[str], place: Path) -> None:
    rows = [[part, *row[:2], by, by] for part in parts for row, by in ((WAGES, 150), (INCOME, 300))]
    found = drafted([*TITLES, ["期间", *MOVED], *rows], place)
    assert found == {"660201": 150 * len(parts), "6001": 300 * len(parts)}
    told = refused([*TITLES, ["期间", *MOVED], *rows[2:]], place)[1]
    assert told == ("months" if len(parts) > 2 else "not_a_year")


# --- any rows, any times ----------------------------------------------------------

ACCOUNTS = {"660201": "工资", "660202": "职工福利费", "6001": "主营业务收入"}


def written(first: int, last: int, draw: st.DrawFn) -> str:
    """A period of 2025, in one of the ways in which it is written."""
    if first == last:
        spelt = draw(st.sampled_from([*SPELT]))
        return spelt.format(first, NUMERALS[first - 1])
    forms = ["{0}-{1}", "{0}-{1}月", "2025.{0}-{1}", "2025.{0:02}-2025.{1:02}", "25年{0}-{1}月"]
    return draw(st.sampled_from(forms)).format(first, last)


periods = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda two: (min(two), max(two)))


@st.composite
def exports(draw: st.DrawFn) -> tuple[bool, list[tuple[tuple[int, int] | None, str, int]]]:
    """Whether there are sums of the year; and rows: of which months, of which account, how much.

    Mostly months that follow each other, and a few rows more of any period, or of none.
    """
    has_year = draw(st.booleans())
    ends = draw(st.sampled_from([[12], [6, 12], [3, 6, 9, 12], [11, 12], [*range(1, 13)]]))
    spans = [(begin + 1, end) for begin, end in zip([0, *ends], ends, strict=False)]
    if has_year and draw(st.booleans()):
        spans = [(1, end) for end in ends]
    rows: list[tuple[tuple[int, int] | None, str, int]] = [
        (span, number, draw(st.integers(1, 90)))
        for span in spans
        for number in ACCOUNTS
        if draw(st.integers(0, 9))
    ]
    more = st.tuples(st.one_of(st.none(), periods), st.sampled_from([*ACCOUNTS]))
    rows += [(*one, draw(st.integers(1, 90))) for one in draw(st.lists(more, max_size=2))]
    return has_year, draw(st.permutations(rows))


def booked(has_year: bool, rows: Sequence[tuple[tuple[int, int] | None, str, int]]) -> object:
    """What each account moved in the year, None where that cannot be said.

    With sums of the year: the rows to December, which are all of one period; each account with
    any row has one of them. Else the rows of an account follow each other to December.
    """
    spans = {span for span, _, _ in rows if span is not None}
    if len(spans) == 1:  # what says nothing is of the one period
        rows = [(span or next(iter(spans)), number, much) for span, number, much in rows]
    if any(span is None for span, _, _ in rows) and spans:
        return None
    if has_year and spans:  # what is of an earlier end is not read
        ends = {(span, n) for span, n, _ in rows if span and span[1] == 12}
        counted = [one for one in rows if one[:2] in ends]
    else:
        counted = list(rows)
    if len({one[:2] for one in counted}) < len(counted):
        return None
    if has_year:
        last = {(span, number): much for span, number, much in rows if span and span[1] == 12}
        if spans and (
            len({span for span, _ in last}) != 1
            or {number for _, number in last} != {one[1] for one in rows}
        ):
            return None
        return {n: much for (_, n), much in last.items()} or {n: much for _, n, much in rows}
    if spans and sorted(month for a, b in spans for month in range(a, b + 1)) != [*range(1, 13)]:
        return None
    return {one: sum(much for _, n, much in rows if n == one) for one in {n for _, n, _ in rows}}


@settings(max_examples=rounds(quick=150, full=6000), deadline=None)
@given(export=exports(), data=st.data())
def test_no_row_is_left_out_and_none_counts_twice(
    export: tuple[bool, list[tuple[tuple[int, int] | None, str, int]]],
    data: st.DataObject,
    place: Path,
) -> None:
    has_year, rows = export
    lines: list[Line] = [
        ["" if span is None else written(*span, data.draw), number, ACCOUNTS[number], much, much]
        for span, number, much in rows
    ]
    right = booked(has_year, rows)
    try:
        found = drafted([*TITLES, ["期间", *(HEAD if has_year else MOVED)], *lines], place)
    except Faults as caught:
        event("fault")
        assert all(one.message(Language.EN) for one in caught.faults)
        assert right is None or not rows
        return
    event("drafted")
    assert found == right
