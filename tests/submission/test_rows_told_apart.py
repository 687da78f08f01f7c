"""Rows of one account that a column tells apart are read by that column, or they are a fault.

Books are made at random and exported with a column more: of years, months, departments, sets of
books or firms. What is drafted is what the firm booked in the year, or nothing; never another sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from builders.proof import rounds
from builders.trial_balances import as_csv, chart
from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.submission.trial_balance import Book, misses, placed_in, read_book
from engine.text import Language

Line = Sequence[object]
Drafted = tuple[Mapping[str, object], object]

TITLES: list[Line] = [["科目余额表"], ["编制单位：甲公司", "", "2025年1月-12月"]]
HEAD = ["科目编码", "科目名称", "期初余额", "本期借方", "本期贷方", "期末余额"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("apart") / "balance.csv"


def read(lines: Sequence[Line], place: Path) -> Book:
    place.write_bytes(as_csv([[str(cell) for cell in line] for line in lines]))
    return read_book(place)


def drafted(lines: Sequence[Line], place: Path) -> Drafted:
    """Yuan of each account of cost, whatever its auxiliary items and branches, and the income."""
    placement = placed_in(read(lines, place), chart())
    amounts: dict[str, Decimal] = {}
    for one in placement.placed:
        number = one.account.number
        amounts[number] = amounts.get(number, Decimal(0)) + one.amount
    return amounts, placement.income


def refused(lines: Sequence[Line], place: Path) -> tuple[str, str]:
    """Place and key of the one fault, which has its sentence in both languages."""
    with pytest.raises(Faults) as caught:
        drafted(lines, place)
    (fault,) = caught.value.faults
    assert fault.message(Language.ZH) != fault.message(Language.EN)
    return fault.place, fault.key.rpartition(".")[2]


def of(wages: int, *before: object, more: int = 50) -> list[Line]:
    """A firm that paid these wages, took 50 more, and closed both: wages 600 are income 650."""
    took = wages + more
    return [
        [*before, "1002", "银行存款", 500, took, wages, 500 + more],
        [*before, "660201", "工资", 0, wages, wages, 0],
        [*before, "6001", "主营业务收入", 0, took, took, 0],
    ]


# --- years and months -------------------------------------------------------------


@pytest.mark.parametrize("heading", ["会计年度", "年度", "年份", "年", "Fiscal year"])
@pytest.mark.parametrize("first", [2024, 2025])
def test_of_rows_of_two_years_those_of_the_year_stated_are_taken(
    heading: str, first: int, place: Path
) -> None:
    years = [of(600, 2024), of(1200, 2025)]
    rows = [row for year in (years if first == 2024 else years[::-1]) for row in year]
    lines = [*TITLES, [heading, *HEAD], *rows]
    assert drafted(lines, place) == ({"660201": 1200}, 1250)
    (notice,) = read(lines, place).notices
    assert notice.key.endswith("times_left_out") and "2025" in notice.message(Language.EN)
    last = [["2024年度"], *lines[2:]]
    assert drafted(last, place) == ({"660201": 600}, 650)
    assert refused(lines[2:], place) == ("A2", "rows_of_several_years")
    assert refused([["2023年度"], *lines[2:]], place) == ("A3", "periods_differ")
    assert read([lines[2], *of(600, 2024)], place).year == 2024


MONTHLY = ["科目编码", "科目名称", "期初余额", "借方发生", "贷方发生", "期末余额"]
TO_DATE = [*MONTHLY, "本年累计借方", "本年累计贷方"]


def month(year: int, at: int, paid: int = 60, has_year: bool = True) -> list[Line]:
    """A month in which so much was paid, and the sums of the year, in which each paid the same."""
    moved = [(paid + 5, paid), (paid, paid), (paid + 5, paid + 5)]
    sums = [(debit * at, credit * at) if has_year else () for debit, credit in moved]
    return [
        [year, at, "1002", "银行存款", 495 + 5 * at, *moved[0], 500 + 5 * at, *sums[0]],
        [year, at, "660201", "工资", 0, *moved[1], 0, *sums[1]],
        [year, at, "6001", "主营业务收入", 0, *moved[2], 0, *sums[2]],
    ]


@pytest.mark.parametrize("names", [("年", "月"), ("会计年度", "会计期间"), ("年份", "月份")])
def test_of_months_with_sums_of_the_year_the_last_is_taken(
    names: tuple[str, str], place: Path
) -> None:
    months = [row for at in range(1, 13) for row in month(2025, at)]
    year_before = [row for at in range(1, 13) for row in month(2024, at, 7)]
    lines = [*TITLES, [*names, *TO_DATE], *months]
    assert drafted(lines, place) == ({"660201": 720}, 780)  # 12 × 60, 12 × 65
    assert drafted([*lines, *year_before], place) == ({"660201": 720}, 780)
    assert drafted([*lines[:3], *year_before, *months], place) == ({"660201": 720}, 780)
    assert refused([*lines[2:], *year_before], place) == ("B2", "rows_of_several_years")


def test_months_without_sums_of_the_year_are_added(place: Path) -> None:
    months = [month(2025, at, 10 * at, False) for at in range(1, 13)]
    del months[4][1]  # no wages in May: 780 less 50
    lines = [*TITLES, ["年", "月", *MONTHLY], *(row for rows in months for row in rows)]
    assert drafted(lines, place) == ({"660201": 730}, 840)  # 780 + 12 × 5
    book = read(lines, place)
    assert [one for one in misses(book) if one.key.endswith("does_not_roll")] == []
    cash = next(one for one in book.accounts if one.number == "1002")
    assert [*cash.balances.values()] == []  # no column says on which side
    wages = next(one for one in book.accounts if one.number == "660201")
    cells = next(iter(wages.cells.values())).split("+")
    assert (len(cells), cells[0], cells[-1]) == (11, "E5", "E37")
    assert refused(lines[:-3], place) == ("B3", "months")
    assert refused([*lines, lines[-1]], place) == ("C39", "row_repeats")


def test_what_was_there_before_and_what_is_left_are_of_the_first_and_the_last_month(
    place: Path,
) -> None:
    head = [
        "期间",
        "科目编码",
        "科目名称",
        "方向",
        "期初余额",
        "本期借方",
        "本期贷方",
        "方向",
        "期末余额",
    ]
    rows = [
        [at, "1002", "银行存款", "借", 90 + 10 * at, 15, 5, "借", 100 + 10 * at]
        for at in range(1, 13)
    ]
    (cash,) = read([["2025年度"], head, *rows], place).accounts
    assert [int(one) for one in cash.balances.values()] == [100, 220]
    assert [int(one) for one in cash.amounts.values()] == [180, 60]


def test_an_account_that_the_last_month_leaves_out_is_a_fault(place: Path) -> None:
    rows = [*month(2025, 11), *month(2025, 12)]
    lines = [*TITLES, ["年", "月", *TO_DATE], *rows]
    assert drafted(lines, place) == ({"660201": 720}, 780)
    del lines[-2]
    assert refused(lines, place) == ("C5", "not_in_last_month")


def test_a_row_without_its_month_is_none_that_is_taken(place: Path) -> None:
    lines = [*TITLES, ["期间", *TO_DATE]]
    lines += [row[1:] for row in (*month(2025, 11), *month(2025, 12))]
    lines.append(["", "660202", "职工福利费", 0, 5, 5, 0, 5, 5])
    assert refused(lines, place) == ("A10", "no_month")


# --- departments ------------------------------------------------------------------

SUM: Line = ["660201", "工资", "", 0, 600, 600, 0]
PARTS: list[Line] = [
    ["660201", "工资", "财务部", 0, 250, 250, 0],
    ["660201", "工资", "研发部", 0, 350, 350, 0],
]


@pytest.mark.parametrize(
    "heading", ["部门", "项目", "客户名称", "辅助核算", "成本中心编码", "Department"]
)
def test_items_below_their_account_are_taken_in_its_place(heading: str, place: Path) -> None:
    head = [*TITLES, [*HEAD[:2], heading, *HEAD[2:]]]
    found = drafted([*head, SUM, *PARTS], place)
    assert found == ({"660201": 600}, None)
    assert drafted([*head, *PARTS, SUM], place) == found
    assert drafted([*head, *PARTS, ["660201", "工资", "合计", *SUM[3:]]], place) == found
    # the account above holds them too, and so does each department its accounts
    above: Line = ["6602", "管理费用", "", 0, 600, 600, 0]
    assert drafted([*head, above, *PARTS], place) == found
    each = [["6602", "管理费用", *row[2:]] for row in PARTS]
    assert drafted([*head, above, *each, *PARTS], place) == found


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        (PARTS, "A4"),  # one may be the sum of the other and more
        ([SUM, PARTS[0]], None),  # 250 of 600; nothing stands twice, but is it all?
        ([SUM, *PARTS, ["660201", "工资", "全公司", 0, 600, 600, 0]], "A5"),
        ([["6602", "管理费用", "财务部", 0, 600, 600, 0], *PARTS[1:]], "A4"),
    ],
)
def test_items_that_no_row_holds_are_a_fault(rows: list[Line], at: str | None, place: Path) -> None:
    lines = [*TITLES, [*HEAD[:2], "部门", *HEAD[2:]], *rows]
    if at is None:
        assert drafted(lines, place) == ({"660201": 250}, None)
        assert [one.place for one in misses(read(lines, place))] == ["A4"]
    else:
        assert refused(lines, place) == (at, "items_not_held")


def test_a_department_says_nothing_of_the_nature_of_a_cost(place: Path) -> None:
    head = [*TITLES, [*HEAD[:2], "部门", *HEAD[2:]]]
    rows = [["660205", "办公费", said, 0, 5, 5, 0] for said in ("工资核算部", "")]
    placement = placed_in(read([*head, *rows], place), chart())
    assert placement.placed == ()
    assert [(one.account.code, one.amount) for one in placement.unplaced] == [
        ("660205_工资核算部", 5)
    ]


def test_an_account_is_closed_with_all_its_items(place: Path) -> None:
    # carried to profit by one department: each is open, and the account is not
    head = [*TITLES, [*HEAD[:2], "部门", "方向", *HEAD[2:]]]
    rows: list[Line] = [
        ["660201", "工资", "", "平", 0, 600, 600, 0],
        ["660201", "工资", "财务部", "平", 0, 250, 600, 0],
        ["660201", "工资", "研发部", "平", 0, 350, 0, 0],
    ]
    assert drafted([*head, *rows], place)[0] == {"660201": 600}
    no_balance = [[*row[:3], *row[5:7]] for row in rows]
    assert drafted([*TITLES, [*HEAD[:2], "部门", "借方", "贷方"], *no_balance], place)[0] == {
        "660201": 600
    }


# --- what nobody knows ------------------------------------------------------------


@pytest.mark.parametrize("heading", ["核算年", "备注", "所属板块", "版本"])
def test_rows_that_an_unknown_column_tells_apart_are_a_fault_that_names_it(
    heading: str, place: Path
) -> None:
    lines = [*TITLES, [heading, *HEAD], *of(600, "甲"), *of(1200, "乙")]
    assert refused(lines, place) == ("B7", "rows_differ")
    with pytest.raises(Faults) as caught:
        read(lines, place)
    for language in Language:
        said = caught.value.faults[0].message(language)
        assert f"{heading} (甲 / 乙)" in said and "B4" in said
    one = [*TITLES, [heading, *HEAD], *of(600, "甲")]
    assert drafted(one, place) == ({"660201": 600}, 650)


@pytest.mark.parametrize("heading", ["账簿", "账簿类型", "账套", "余额类型", "公司代码"])
def test_rows_of_two_sets_of_books_are_a_fault(heading: str, place: Path) -> None:
    first, second = of(600, "01"), of(1200, "02")
    lines = [*TITLES, [heading, *HEAD]]
    assert refused([*lines, *first, *second], place) == ("A7", "several_books")
    # also where no account stands in both
    assert refused([*lines, *first[:1], *second[1:]], place) == ("A5", "several_books")
    assert drafted([*lines, *second], place) == ({"660201": 1200}, 1250)


def test_rows_that_nothing_tells_apart_are_a_fault(place: Path) -> None:
    lines = [*TITLES, HEAD, *of(600), *of(1200)]
    assert refused(lines, place) == ("A7", "row_repeats")


def test_rows_of_one_account_in_several_currencies_are_one(place: Path) -> None:
    head = [
        "科目编码",
        "科目名称",
        "币种",
        "本期借方（原币）",
        "本期借方（本位币）",
        "本期贷方（本位币）",
    ]
    rows: list[Line] = [
        ["6602", "管理费用", "人民币", 30, 30, 30],
        ["6602", "管理费用", "美元", 10, 71, 71],
        ["660201", "工资", "人民币", 30, 30, 30],
        ["660201", "工资", "美元", 10, 71, 71],
    ]
    lines = [["2025年度"], head, *rows]
    assert drafted(lines, place) == ({"660201": 101}, None)
    for of_all in ("", "全部", "外币"):
        again = [*lines, ["660201", "工资", of_all, "", 101, 101]]
        assert refused(again, place)[1] == "rows_differ"


# --- firms ------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["核算组织", "公司", "公司名称", "Company"])
@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("甲公司", 600), ("乙公司", 1200)], ("A7", "sheet_of_other_firm")),
        ([("乙公司", 600)], ("A4", "sheet_of_other_firm")),
        ([("甲公司", 600), ("甲公司汇总", 600)], ("A7", "firms_together")),
        (
            [("甲公司本部", 600), ("甲公司分公司", 1200), ("甲公司合并", 1700)],
            ("A10", "firms_together"),
        ),
        ([("甲公司二部", 600), ("甲公司分公司", 1200), ("甲公司", 1800)], ("A10", "sheet_is_sum")),
        ([("甲公司", 1800), ("甲公司二部", 600), ("甲公司分公司", 1200)], ("A4", "sheet_is_sum")),
        # 100 are eliminated between the head office and the branch, so that no sum is exact
        ([("甲公司", 1700), ("甲公司本部", 600), ("甲分公司", 1200)], ("A4", "firm_beside_head")),
        ([("甲公司本级", 600), ("甲分公司", 1200), ("甲", 1700)], ("A10", "firm_beside_head")),
        ([("总部", 600), ("甲公司", 1700)], ("A7", "firm_beside_head")),
        ([("甲公司本部", 600), ("甲公司分公司", 600)], ("A7", "sheet_repeats")),
        ([("甲公司", 600), ("", 700)], ("A7", "no_firm")),
    ],
)
def test_rows_of_firms_are_held_to_what_sheets_are(
    heading: str, rows: list[tuple[str, int]], told: tuple[str, str], place: Path
) -> None:
    # 1,800 are wages of both branches, whose income is 1,900 together
    found = [of(wages, firm, more=100 if wages == 1800 else 50) for firm, wages in rows]
    lines = [*TITLES, [heading, *HEAD], *(row for one in found for row in one)]
    assert refused(lines, place) == told


def test_rows_of_branches_are_parts_of_the_firm(place: Path) -> None:
    lines = [*TITLES, ["核算组织", *HEAD], *of(600, "甲公司"), *of(1200, "甲公司北京中心")]
    assert drafted(lines, place) == ({"660201": 1800}, 1900)
    (notice,) = read(lines, place).notices
    assert (notice.place, notice.key.rpartition(".")[2]) == ("A7", "sheet_of_branch")
    for one in ("001", "甲公司", "甲"):
        assert drafted([*lines[:3], *of(600, one)], place) == ({"660201": 600}, 650)
    assert refused([*lines[:3], *of(600, "甲集团")], place) == ("A4", "sheet_of_other_firm")


def test_a_book_has_no_more_firms_than_can_be_held_against_each_other(place: Path) -> None:
    rows = [["甲公司分公司" + str(at), "660201", "工资", 1000 + at] for at in range(1, 202)]
    lines = [["2025年度"], ["公司", "科目编码", "科目名称", "本期借方"], *rows]
    assert refused(lines, place) == ("A203", "many_firms")
    assert drafted(lines[:102], place) == ({"660201": 105050}, None)  # 1,001 + … + 1,100


# --- what is left -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "wages", "income", "drafts"),
    [
        ("借方发生,贷方发生", (600, 50), (30, 630), (550, 600)),
        ("借方发生,贷方发生", (600, 600), (630, 630), (600, 630)),  # carried to profit
        (
            "期初余额借方,期初余额贷方,借方发生,贷方发生",
            (0, 0, 600, 50),
            (0, 0, 30, 630),
            (550, 600),
        ),
        (
            "年初余额借方,年初余额贷方,本年借方,本年贷方",
            (0, 0, 600, 600),
            (0, 0, 30, 30),
            (600, 30),
        ),
        # what was there before is carried on too: nothing is left
        ("期初余额借方,期初余额贷方,借方发生,贷方发生", (50, 0, 600, 650), (0, 0, 0, 9), (600, 9)),
        ("期初余额借方,期初余额贷方,借方发生,贷方发生", (50, 0, 600, 600), (0, 0, 0, 9), (None, 9)),
        ("借方发生", (600,), (0,), (600, 0)),
    ],
)
def test_without_a_column_of_what_is_left_it_is_told_by_what_moved(
    head: str,
    wages: tuple[int, ...],
    income: tuple[int, ...],
    drafts: tuple[int | None, int],
    place: Path,
) -> None:
    rows: list[Line] = [["660201", "工资", *wages], ["6001", "主营业务收入", *income]]
    amounts, found = drafted([*TITLES, ["科目编码", "科目名称", *head.split(",")], *rows], place)
    assert (amounts.get("660201"), found) == drafts


# --- any books, any column --------------------------------------------------------

NUMBERS = {"660201": "工资", "660202": "职工福利费", "660203": "折旧费", "6001": "主营业务收入"}
Figures = dict[str, tuple[int, int]]
"""Debit and credit of the year, by number."""


@dataclass(frozen=True)
class Export:
    """What was exported, and what is right."""

    lines: list[Line]
    amounts: dict[str, int]
    income: int


figures = st.fixed_dictionaries(
    {number: st.tuples(st.integers(1, 60), st.integers(0, 30)) for number in NUMBERS}
)


def booked(drawn: Figures, closed: bool) -> Figures:
    """Debit and credit: as much when it was closed, else income on its credit side, cost on its
    debit side and less on the other."""
    return {
        number: (much + less, much + less)
        if closed
        else ((less, much + less) if number == "6001" else (much + less, less))
        for number, (much, less) in drawn.items()
    }


def right(parts: Sequence[Figures], closed: bool) -> tuple[dict[str, int], int]:
    """By hand: debits where it was closed, else debits less credits; of income the other way."""
    sums = {
        number: tuple(sum(part[number][side] for part in parts) for side in (0, 1))
        for number in NUMBERS
    }
    cost = {
        number: debit if closed else debit - credit
        for number, (debit, credit) in sums.items()
        if number != "6001"
    }
    debit, credit = sums["6001"]
    return cost, credit if closed else credit - debit


@st.composite
def exports(draw: st.DrawFn) -> Export:
    closed, has_balance = draw(st.booleans()), draw(st.booleans())
    moved = draw(st.sampled_from(["本期", "本年累计"]))
    kind = draw(st.sampled_from(["year", "month", "department", "firm", "books"]))
    several = draw(st.lists(figures, min_size=2, max_size=3))
    parts = [booked(one, closed) for one in several]
    stated = draw(st.booleans())
    has_levels = draw(st.booleans())

    def rows(of_part: Figures, name: str) -> list[Line]:
        whole = dict(of_part)
        if has_levels:
            below = [pair for number, pair in of_part.items() if number.startswith("6602")]
            whole["6602"] = (sum(one for one, _ in below), sum(one for _, one in below))
        return [
            [name, number, NUMBERS.get(number, "管理费用"), *pair]
            + ([max(pair[0] - pair[1], 0), max(pair[1] - pair[0], 0)] if has_balance else [])
            for number, pair in sorted(whole.items())
        ]

    def added(of_parts: Sequence[Figures]) -> Figures:
        return {
            number: (
                sum(one[number][0] for one in of_parts),
                sum(one[number][1] for one in of_parts),
            )
            for number in NUMBERS
        }

    right_of = parts
    if kind == "year":
        heading = draw(st.sampled_from(["会计年度", "年度", "年", "所属年", "fiscal year"]))
        names = [str(2025 - at) for at in range(len(parts))]
        right_of = parts[:1]
    elif kind == "month":
        heading = draw(st.sampled_from(["期间", "会计期间", "月", "年月", "月度"]))
        first = 12 if moved == "本年累计" or draw(st.booleans()) else 10
        names = [str(first - at) for at in range(len(parts))]
        if moved == "本年累计":
            parts = [added(parts[at:]) for at in range(len(parts))]
            right_of = parts[:1]
        else:
            left = draw(st.sampled_from([0, 12 - len(parts)] if first == 12 else [0]))
            rest = draw(st.lists(figures, min_size=left, max_size=left))
            parts += [booked(one, closed) for one in rest]
            names = [str(first - at) for at in range(len(parts))]
            right_of = parts
    elif kind == "department":
        heading = draw(st.sampled_from(["部门", "辅助核算", "项目", "责任中心", "成本中心"]))
        names = [f"{at}部" for at in range(len(parts))]
        of_sum = draw(st.lists(st.sampled_from(["", "全公司", "合计", "本部"]), max_size=2))
        parts = parts + [added(right_of)] * len(of_sum)
        names += of_sum
    elif kind == "firm":
        heading = draw(st.sampled_from(["核算组织", "公司", "公司名称", "所属公司"]))
        own = draw(st.sampled_from(["甲公司", "甲公司本部", "总部"]))
        names = [own, "甲公司北京分公司", "甲公司上海中心"][: len(parts)]
        sums = ["", "甲公司汇总", "甲公司合并"] + (["甲公司", "甲"] if own != "甲公司" else [])
        of_sum = draw(st.lists(st.sampled_from(sums), max_size=1))
        others = draw(st.booleans())
        # what the firm's own are may be eliminated, so that the sum is not exact
        whole = added(right_of) if draw(st.booleans()) else booked(draw(figures), closed)
        parts = parts + [whole] * len(of_sum)
        names += of_sum
        if others:
            parts, names = [*parts, booked(draw(figures), closed)], [*names, "乙公司"]
    else:
        heading = draw(st.sampled_from(["账簿", "账簿类型", "余额类型", "口径", "组织编码"]))
        names = [f"第{at}套" for at in range(len(parts))]
        right_of = parts[:1]
    order = draw(st.permutations(range(len(parts))))
    body = [row for at in order for row in rows(parts[at], names[at])]
    if draw(st.booleans()):
        body.sort(key=lambda row: str(row[1]))
    head = [heading, "科目编码", "科目名称", f"{moved}借方", f"{moved}贷方"]
    head += ["期末借方", "期末贷方"] if has_balance else []
    titles = TITLES if stated else [TITLES[0], ["编制单位：甲公司"]]
    event(kind)
    return Export([*titles, head, *body], *right(right_of, closed))


@settings(max_examples=rounds(quick=300, full=6000), deadline=None)
@given(export=exports())
def test_what_is_drafted_is_what_the_firm_booked_or_nothing(export: Export, place: Path) -> None:
    try:
        found = drafted(export.lines, place)
    except Faults as caught:
        event("fault")
        assert all(one.message(Language.EN) for one in caught.faults)
        return
    event("drafted")
    assert found == (export.amounts, export.income)


# --- sheets -----------------------------------------------------------------------


def sheets(place: Path, **lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Place and key of each fault of a workbook of these sheets."""
    path = place.with_suffix(".xlsx")
    with xlsxwriter.Workbook(path) as export:
        for name, written in lines.items():
            sheet = export.add_worksheet(name)
            for at, line in enumerate(written):
                sheet.write_row(at, 0, line)
    with pytest.raises(Faults) as caught:
        read_book(path)
    return [(one.place, one.key.rpartition(".")[2]) for one in caught.value.faults]


def test_sheets_whose_rows_are_of_two_times_are_a_fault(place: Path) -> None:
    years = [[["会计年度", *HEAD], *of(wages, year)] for year, wages in ((2024, 600), (2025, 1200))]
    assert sheets(place, 甲=years[0], 乙=years[1]) == [("乙!A1", "sheets_of_two_periods")]
    months = [[*TITLES, ["年", "月", *TO_DATE], *month(2025, at)] for at in (11, 12)]
    assert sheets(place, 甲=months[0], 乙=months[1]) == [("乙!A3", "sheets_of_two_periods")]


def test_sheets_of_one_end_are_told_by_what_their_columns_hold(place: Path) -> None:
    def sheet(at: str, moved: str, wages: int) -> list[Line]:
        head = ["期间", "科目编码", "科目名称", f"{moved}借方", f"{moved}贷方"]
        return [head, [at, "660201", "工资", wages, wages], [at, "1002", "银行存款", 9, wages]]

    year, period = "本年累计", "本期"
    for at, other in (("2025", "2025.12"), ("2025.12", "2025")):
        lines = {"本部": sheet(at, period, 600), "北京分公司": sheet(other, period, 70)}
        assert sheets(place, **lines) == [("北京分公司!A1", "sheets_of_two_periods")]
    # the sums of the year are the same whichever way the period is written; those of a period none
    lines = {"本部": sheet("2025", year, 600), "北京分公司": sheet("2025", period, 70)}
    assert sheets(place, **lines) == [("北京分公司!A1", "no_year_on_sheet")]
    lines = {"北京分公司": sheet("2025", period, 70), "本部": sheet("2025", year, 600)}
    assert sheets(place, **lines) == [("北京分公司!A1", "no_year_on_sheet")]


def test_a_sheet_of_auxiliary_items_repeats_the_accounts(place: Path) -> None:
    accounts = [["2025年度"], HEAD, *of(600)]
    items = [["2025年度"], [*HEAD[:2], "部门", *HEAD[2:]], SUM, *PARTS]
    for found in (items, [*items[:2], *items[3:]]):
        assert sheets(place, 余额表=accounts, 部门=found)[0] == ("部门!A2", "sheet_repeats")


def test_a_sheet_that_adds_up_others_is_a_fault(place: Path) -> None:
    parts = [[["2025年度"], HEAD, *of(wages)] for wages in (600, 1200)]
    whole = [["2025年度"], HEAD, *of(1800, more=100)]
    told = sheets(place, 北京=parts[0], 上海=parts[1], 公司=whole)
    assert told == [("公司!A2", "sheet_is_sum")]
    # 100 are eliminated: no sum is exact, and the name says what it is
    less = [["2025年度"], HEAD, *of(1700, more=100)]
    for name in ("全部", "合并", "汇总余额表"):
        told = sheets(place, **{"北京": parts[0], "上海": parts[1], name: less})
        assert told == [(f"{name}!A2", "firms_together")]
    named = [[["甲公司余额表"], *TITLES[1:], *one[1:]] for one in (less, *parts)]
    told = sheets(place, 余额表=named[0], 本部=named[1], 北京分公司=named[2])
    assert told == [("余额表!A3", "firm_beside_head")]
    # no title names the firm
    told = sheets(place, 甲公司=less, 甲公司本部=parts[0], 北京分公司=parts[1])
    assert told == [("甲公司!A2", "firm_beside_head")]


def test_items_whose_account_stands_in_the_first_row_alone_are_a_fault(place: Path) -> None:
    head = [*TITLES, [*HEAD[:2], "部门", *HEAD[2:]]]
    bare: Line = ["", "", *PARTS[1][2:]]
    assert refused([*head, PARTS[0], bare], place) == ("C5", "item_without_code")
    assert drafted([*head, SUM, ["", "", *PARTS[0][2:]], bare], place) == ({"660201": 600}, None)
