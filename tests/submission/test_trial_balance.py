"""A trial balance of each layout met becomes the same draft; what it is read as is worked by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from builders.office import converted
from builders.operators import ROOT, SHELF
from builders.proof import rounds
from builders.trial_balances import (
    DAY,
    ITEMS,
    as_csv,
    as_expected,
    as_xlsx,
    chart,
    draft_of,
    family_a_file,
    family_b,
    family_c,
    items,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.determination.review.categories import categories_of_cost
from engine.law import Faults
from engine.submission import read_submission
from engine.submission.trial_balance import (
    Book,
    misses,
    placed_in,
    read_book,
)
from engine.submission.trial_balance.above.column import Period, Side, column_in
from engine.text import Language


def key_of(wrong: Faults) -> list[tuple[str, str]]:
    return [(fault.place, fault.key.rpartition(".")[2]) for fault in wrong.faults]


def notices(book: Book) -> dict[str, str]:
    return {fault.key.rpartition(".")[2]: fault.place for fault in book.notices}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: str, name: str = "balance.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding)
        return path

    return write


# --- names


@pytest.mark.parametrize(
    "heading",
    ["Name", "Account name", "Description", "ACCOUNT  DESCRIPTION", "Account title", "科目名称"],
)
def test_names_stand_under_any_usual_heading(heading: str, written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "Company: Jiangnan,2025",
            f"Account,{heading},Opening debit,Opening credit,Debit,Credit,Closing debit,Closing credit",
            "660201,工资,,,250000,250000,,",
        )
    )
    assert [one.name for one in book.accounts] == ["工资"]
    (placed,) = placed_in(book, chart()).placed
    assert (placed.path, str(placed.nature.category), placed.amount) == ("工资", "wages", 250000)


@pytest.mark.parametrize("heading", ["科目编码,备注", "科目编码"])
def test_a_balance_without_names_is_refused(heading: str, written: Callable[..., Path]) -> None:
    more = "x," if "," in heading else ""
    path = written(f"{heading},本年借方,本年贷方", f"660201,{more}250000,250000")
    with pytest.raises(Faults) as caught:
        read_book(path)
    assert key_of(caught.value) == [("A1", "no_names")]


def test_a_name_that_stands_with_its_number_is_one(written: Callable[..., Path]) -> None:
    book = read_book(written("科目,本年借方,本年贷方", "660201 工资,250000,250000"))
    assert [(one.code, one.name) for one in book.accounts] == [("660201", "工资")]


# --- the layouts


def test_sides_in_a_column_and_headings_of_two_rows(tmp_path: Path) -> None:
    book = read_book(family_a_file(tmp_path / "a.xlsx"))
    as_expected(book)
    assert (book.operator, book.months) == ("示例数据运营有限公司", ((2025, 1), (2025, 12)))
    assert placed_in(book, chart()).placed[0].place == "科目余额表!E17"


def test_pairs_of_debit_and_credit_all_in_text(tmp_path: Path) -> None:
    book = read_book(as_xlsx(family_b(), tmp_path / "b.xlsx"))
    as_expected(book)
    assert (book.operator, book.year) == ("示例数据运营有限公司", 2025)


def test_the_example_is_these_books() -> None:
    """Its figures are worked by hand above."""
    content = (ROOT / "examples" / "operators" / "trial-balance.csv").read_text("utf-8-sig")
    rows = [row for row in family_b() if any(row)]
    assert [*csv.reader(io.StringIO(content))] == rows


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_text_in_the_encodings_and_signs_that_are_met(
    tmp_path: Path, encoding: str, sign: str
) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(as_csv(family_b(), encoding, sign))
    book = read_book(path)
    as_expected(book)
    assert ("other_encoding" in notices(book)) is (encoding in {"gb18030", "utf-16"})


def test_text_that_is_named_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(as_csv(family_b(), "gb18030", "\t"))
    as_expected(read_book(path))


def test_an_audit_export_has_a_row_for_each_month(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes(as_csv(family_c()))
    book = read_book(path)
    as_expected(book)
    assert "last_month_taken" in notices(book)


@pytest.mark.office
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_the_binary_form_and_the_open_one(tmp_path: Path, form: str, calc_path: str) -> None:
    source = family_a_file(tmp_path / "balance.xlsx")
    as_expected(read_book(converted(source, form, tmp_path, calc_path)))


@pytest.mark.parametrize(
    ("heading", "period", "side"),
    [
        ("期初余额借方", Period.OPENING, Side.DEBIT),
        ("本期发生额_贷方金额", Period.MOVEMENT, Side.CREDIT),
        ("本年累计发生额 借方", Period.YEAR, Side.DEBIT),
        ("累计贷方", Period.YEAR, Side.CREDIT),
        ("年初借方余额", Period.YEAR_OPENING, Side.DEBIT),
        ("期末余额借方（本位币）", Period.CLOSING, Side.DEBIT),
        ("fYtdDebit", Period.YEAR, Side.DEBIT),
        ("fEndBalance", Period.CLOSING, Side.BALANCE),
        ("期末余额 方向", Period.CLOSING, Side.DIRECTION),
    ],
)
def test_columns_go_by_many_names(heading: str, period: Period, side: Side) -> None:
    found = column_in(heading)
    assert found is not None
    assert (found.period, found.side) == (period, side)


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("期初余额数量", "unused"),
        ("期末余额借方（原币）", "foreign"),
        ("期末余额借方（美元）", "foreign"),
        ("期末单价", "unused"),
        ("本期净额", "unused"),
        ("上年累计借方", "other"),
        ("上年同期借方", ""),
    ],
)
def test_quantities_and_foreign_money_are_not_taken_for_amounts(heading: str, word: str) -> None:
    found = column_in(heading)
    assert (found.word if found else "") == word


# --- sides


def test_a_positive_balance_on_the_credit_side_is_no_debit(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "科目余额表 2025年度",
            "科目编码,科目名称,期初方向,期初金额,本期借方,本期贷方,期末方向,期末金额",
            "1002,银行存款,借,100.00,30.00,0,借,130.00",
            "2241,其他应付款,贷,100.00,0,30.00,贷,130.00",
            "6001,主营业务收入,平,0,0,0,平,0",
        )
    )
    assert [account.balances[Period.CLOSING] for account in book.accounts] == [130, -130, 0]
    assert misses(book) == ()


def test_one_column_of_sides_before_each_balance(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,方向,期初余额,借方,贷方,方向,期末余额",
            "1002,银行存款,借,10,0,30,贷,20",
            "2241,其他应付款,贷,10,30,0,借,20",
        )
    )
    assert [account.balances[Period.CLOSING] for account in book.accounts] == [-20, 20]
    assert [account.balances[Period.OPENING] for account in book.accounts] == [10, -10]


def test_a_balance_without_a_side_is_a_fault_at_its_cell(written: Callable[..., Path]) -> None:
    path = written(
        "2025年度",
        "科目编码,科目名称,期末方向,期末金额,本期借方,本期贷方",
        "1002,银行存款,平,5,0,0",
        "1122,应收账款,左,5,0,0",
        "1123,预付账款,借,五元,0,0",
    )
    with pytest.raises(Faults) as caught:
        read_book(path)
    assert key_of(caught.value) == [
        ("C3", "no_side"),
        ("C4", "no_side"),
        ("D5", "not_an_amount"),
    ]


# --- numbers of accounts, and levels


@pytest.mark.parametrize(
    ("codes", "leaves"),
    [
        (("6602", "660201", "66020101"), {"66020101"}),
        (("6602", "6602001", "6602001001", "6602002"), {"6602001001", "6602002"}),
        (("6602", "6602.1", "6602.10", "6602.1.01"), {"6602.10", "6602.1.01"}),
        (("1403", "1403000", "1403000_0023", "1403000_0024"), {"1403000_0023", "1403000_0024"}),
        (("6602010000", "6602020000"), {"6602010000", "6602020000"}),
    ],
)
def test_levels_are_seen_in_the_numbers(
    written: Callable[..., Path], codes: tuple[str, ...], leaves: set[str]
) -> None:
    lines = [f"{code},科目,0,0" for code in codes]
    book = read_book(written("2025年度", "科目编码,科目名称,本期借方,本期贷方", *lines))
    assert {account.code for account in book.leaves} == leaves


widths = st.sampled_from([(4, 2, 2, 2), (4, 3, 3, 3), (4, 2, 3, 2)])


@settings(max_examples=rounds(quick=30, full=2000))
@given(widths=widths, shape=st.recursive(st.integers(-999, 999), st.lists, max_leaves=12))
def test_leaves_add_up_to_what_the_first_level_holds(
    widths: tuple[int, ...], shape: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the widths of levels and the shape of the books, nothing is counted twice."""
    lines: list[tuple[str, int]] = []

    def add(code: str, level: int, inside: Any) -> int:
        at = len(lines)
        lines.append((code, 0))
        below = inside if isinstance(inside, list) and level < len(widths) else []
        total = sum(
            add(f"{code}{number:0{widths[level]}}", level + 1, one)
            for number, one in enumerate(below, 1)
        )
        amount = total if below else inside if isinstance(inside, int) else 7
        lines[at] = (code, amount)
        return amount

    whole = sum(add(f"66{number:02}", 1, one) for number, one in enumerate([shape, 5, [shape]], 1))
    path = tmp_path_factory.mktemp("books") / "balance.csv"
    rows = [["2025年度"], ["科目编码", "科目名称", "本期借方", "本期贷方"]]
    path.write_bytes(as_csv([*rows, *([code, "某科目", str(of), str(of)] for code, of in lines)]))
    book = read_book(path)
    assert sum(one.amounts[Period.MOVEMENT, Side.DEBIT] for one in book.leaves) == whole
    assert misses(book) == ()


# --- does it add up?


def test_what_does_not_add_up_is_told_with_its_place(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,期初方向,期初金额,本期借方,本期贷方,期末方向,期末金额",
            "1002,银行存款,借,100,0,20,借,81",  # 80
            "6602,管理费用,平,0,20,20,平,0",
            "660201,工资,平,0,15,15,平,0",  # 15 of 20
            "2241,其他应付款,贷,99,0,0,贷,99",
            "合计,,,,36,36,,",
        )
    )
    told = [(fault.place, fault.key.rpartition(".")[2]) for fault in misses(book)]
    assert told == [
        ("A3", "does_not_roll"),
        ("A4", "not_the_sum"),
        ("", "sides_differ_movement"),
        ("", "sides_differ_opening"),
        ("", "sides_differ_closing"),
        ("A7", "total_differs"),
    ]
    for fault in misses(book):
        assert fault.message(Language.ZH) and fault.message(Language.EN)


# --- which cost it is


def test_what_is_left_of_an_account_that_was_not_closed(written: Callable[..., Path]) -> None:
    placement = placed_in(
        read_book(
            written(
                "2025年度",
                "科目编码,科目名称,本期借方,本期贷方,期末借方,期末贷方",
                "6602,管理费用,300,10,290,0",
                "660201,工资,200,0,200,0",
                "660203,折旧费,100,10,90,0",
            )
        ),
        chart(),
    )
    assert items(placement) == {
        "660201": ("wages", Decimal(200)),
        "660203": ("depreciation", Decimal(90)),
    }


def test_cost_on_its_way_is_not_counted_twice(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,本期借方,本期贷方",
            "1471,合同履约成本,500,500",
            "147101,云资源,300,300",
            "147102,数据加工,200,200",
            "6401,主营业务成本,500,500",
        )
    )
    expense = placed_in(book, chart())
    assert items(expense) == {}
    assert {one.account.code: one.amount for one in expense.unplaced} == {
        "147101": 300,
        "147102": 200,
        "6401": 500,
    }
    production = placed_in(book, chart(), from_production=True)
    assert items(production) == {
        "147101": ("platform", Decimal(300)),
        "147102": ("data", Decimal(200)),
    }
    assert [one.account.code for one in production.unplaced] == ["6401"]


def test_a_number_that_means_another_account_is_not_placed(written: Callable[..., Path]) -> None:
    placement = placed_in(
        read_book(
            written(
                "2025年度",
                "科目编码,科目名称,本期借方,本期贷方",
                "6602,市场部,100,100",
                "660201,工资,100,100",
                "6601,管理费用,7,7",
                "660101,折旧费,7,7",
                "2241,其他应付款,9,9",
                "224101,管理费用,9,9",
                "9001,备查,1,1",
            )
        ),
        chart(),
    )
    assert placement.placed == ()
    why = {one.account.code: one.why.en for one in placement.unplaced}
    assert set(why) == {"660201", "660101", "9001"}
    assert (
        why["660201"]
        == "6602 is “Administrative expenses” in the register, and is called “市场部” here"
    )
    assert "Selling expenses" in why["660101"] and "Administrative expenses" in why["660101"]


def test_the_chart_of_small_enterprises_numbers_otherwise(written: Callable[..., Path]) -> None:
    path = written(
        "2025年度",
        "科目编码,科目名称,本期借方,本期贷方",
        "5602,管理费用,100,100",
        "560201,工资,100,100",
        "5001,主营业务收入,0,500",
    )
    small = placed_in(read_book(path), chart("small-enterprise"))
    assert items(small) == {"560201": ("wages", Decimal(100))}
    assert small.notices == ()
    # Under the other chart 5001 is production, which the name denies; 5602 is told by its name.
    other = placed_in(read_book(path), chart("enterprise"))
    assert [fault.key.rpartition(".")[2] for fault in other.notices] == ["other_numbers"]
    assert other.income is None


def test_budget_accounts_repeat_the_same_spending(written: Callable[..., Path]) -> None:
    placement = placed_in(
        read_book(
            written(
                "2025年度",
                "科目编码,科目名称,本期借方,本期贷方",
                "5001,业务活动费用,300,300",
                "500101,工资,200,200",
                "500102,固定资产折旧费,100,100",
                "7101,行政支出,300,300",
                "710101,工资,300,300",
            )
        ),
        chart("government"),
    )
    assert items(placement) == {
        "500101": ("wages", Decimal(200)),
        "500102": ("depreciation", Decimal(100)),
    }
    assert placement.unplaced == ()
    assert [count for title, count in placement.apart if "budget" in title.en] == [1]


def test_a_month_is_not_a_year(written: Callable[..., Path]) -> None:
    head = "科目编码,科目名称,本期借方,本期贷方"
    with pytest.raises(Faults) as caught:
        placed_in(read_book(written("2025年12月", head, "6602,管理费用,1,1")), chart())
    assert key_of(caught.value) == [("A1", "not_a_year")]
    with pytest.raises(Faults) as caught:
        placed_in(
            read_book(written("2025年", "科目编码,科目名称,期末借方,期末贷方", "1,a,1,0")), chart()
        )
    assert key_of(caught.value) == [("", "no_movements")]
    until = "科目编码,科目名称,本年累计借方,本年累计贷方"
    with pytest.raises(Faults) as caught:
        placed_in(read_book(written("2025年11月", until, "6602,管理费用,1,1")), chart())
    assert key_of(caught.value) == [("A1", "year_not_over")]


def test_the_unit_of_money_and_the_day_of_printing(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "科目余额表,,打印日期：2026-02-03",
            "期间：2025年1期至2025年12期,单位：万元",
            "科目编码,科目名称,本期借方,本期贷方",
            "6602,管理费用,(1.5),－1.50",
        )
    )
    assert book.months == ((2025, 1), (2025, 12))
    assert set(book.accounts[0].amounts.values()) == {Decimal(-15000)}
    assert notices(book) == {"scaled": "B2"}


def test_branches_on_sheets_of_their_own_are_one_book(tmp_path: Path) -> None:
    path = tmp_path / "branches.xlsx"
    with xlsxwriter.Workbook(path) as export:
        for name, amount in (("总部", 100), ("分公司", 50)):
            sheet = export.add_worksheet(name)
            sheet.write_row(0, 0, ["2025年度"])
            sheet.write_row(1, 0, ["科目编码", "科目名称", "本期借方", "本期贷方"])
            sheet.write_row(2, 0, ["6602", "管理费用", amount, amount])
            sheet.write_row(3, 0, ["660201", "工资", amount, amount])
        export.add_worksheet("说明").write(0, 0, "说明")
    book = read_book(path)
    placed = placed_in(book, chart()).placed
    assert [(one.account.entity, one.amount) for one in placed] == [("总部", 100), ("分公司", 50)]
    assert notices(book) == {"sheet_not_read": "说明"}
    files = draft_of(book)
    ids = [
        row["编号"] for row in csv.DictReader(io.StringIO(files["items.csv"].decode("utf-8-sig")))
    ]
    assert len(set(ids)) == 2


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(path) as export:
        sheet = export.add_worksheet("余额表")
        sheet.write_row(0, 0, ["科目编码", "科目名称", "本期借方", "本期贷方"])
        sheet.write_row(1, 0, ["660201", "工资", 5, 5])
        sheet.set_row(1, None, None, {"hidden": True})
    book = read_book(path)
    assert len(book.accounts) == 1
    assert "hidden_rows" in notices(book)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "empty_file"),
        ("a,b\n1,2\n", "no_heading"),
        ("科目编码,科目名称\n1002,银行存款\n", "no_heading"),
        ("科目编码,科目名称,期末余额\n", "no_accounts"),
    ],
)
def test_what_is_no_trial_balance_is_refused(tmp_path: Path, content: str, key: str) -> None:
    path = tmp_path / "balance.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(Faults) as caught:
        read_book(path)
    assert key_of(caught.value) == [("", key)]


# --- the draft


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    book = read_book(family_a_file(tmp_path / "books.xlsx"))
    files = draft_of(book)
    folder = tmp_path / "draft"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_a_draft_names_what_only_the_operator_knows(draft: Path) -> None:
    with pytest.raises(Faults) as caught:
        read_submission(draft)
    assert {(fault.place, fault.key.rpartition(".")[2]) for fault in caught.value.faults} == {
        ("pools.csv", "missing_file"),
        ("products.csv", "missing_file"),
        ("shares.csv", "missing_file"),
        ("subsidies.csv", "missing_file"),
        ("submission.yaml:4 cycle", "missing"),
        ("submission.yaml:4 vat", "missing"),
        ("submission.yaml:4 taxes", "missing"),
        ("items.csv!D7", "written_back_without_reason"),  # what was taken back, and why
        ("assets.csv!G2", "missing_cell"),
        ("assets.csv!H2", "missing_cell"),
        ("assets.csv!I2", "missing_cell"),
    }


def test_a_draft_that_was_filled_in_is_a_submission(draft: Path) -> None:
    with (draft / "submission.yaml").open("a", encoding="utf-8") as basics:
        basics.write("cycle: {first_year: 2026, years: 3}\nvat: excluded\n")
        basics.write("taxes: {vat: general, location: city, income_tax: standard}\n")
        basics.write("subsidies: []\npools: []\n")
        basics.write(
            "products: [{id: call, title: 接口, unit: 次, quantity: 10, tick: 1, direct_share: 100}]\n"
        )
    (draft / "shares.csv").write_text("产品编号,成本池编号,分摊占比（%）\n", "utf-8")
    for name in ("items.csv", "assets.csv"):
        lines = list(csv.reader(io.StringIO((draft / name).read_text("utf-8-sig"))))
        for line in lines[1:]:
            line[lines[0].index("直接归属")] = "有偿使用"
            if name == "items.csv":
                line[lines[0].index("冲回理由")] = (
                    "冲回上年多计的工资" if line[3].startswith("-") else ""
                )
            else:
                line[6:9] = ["4000000", "0", "20"]
        (draft / name).write_bytes(as_csv(lines))
    filed = read_submission(draft)
    amounts = {item.id: item.amount for item in filed.submission.items}
    assert sum(amounts.values()) == sum(amount for _, amount in ITEMS.values())
    assert filed.submission.income == 1_200_000
    assert filed.submission.accounts_year == 2025
    wages = next(item for item in filed.submission.items if item.id == "a660201")
    assert wages.source == "books.xlsx 科目余额表!E20 660201 全年借方"


def test_the_source_of_an_item_names_its_file_once(written: Callable[..., Path]) -> None:
    book = read_book(written("2025年度", "科目编码,科目名称,本期借方,本期贷方", "660201,工资,5,5"))
    files = draft_of(book)
    (item,) = csv.DictReader(io.StringIO(files["items.csv"].decode("utf-8-sig")))
    assert item["账上来源"] == "balance.csv C3 660201 全年借方"


def test_the_same_books_give_the_same_bytes(tmp_path: Path) -> None:
    book = read_book(family_a_file(tmp_path / "books.xlsx"))
    made = [draft_of(book, Language.EN) for _ in range(2)]
    assert made[0] == made[1]


def test_no_name_of_an_account_becomes_a_formula(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,本期借方,本期贷方",
            '660201,"=HYPERLINK(""x"")工资",1,1',
            "660299,@某费用,2,2",
        )
    )
    files = draft_of(book)
    for name, written_as in (("items.csv", '\'=HYPERLINK("x")工资'), ("unplaced.csv", "'@某费用")):
        lines = [*csv.reader(io.StringIO(files[name].decode("utf-8-sig")))]
        assert sum(written_as in line for line in lines) == 1
        assert not any(cell.startswith(("=", "@", "+")) for line in lines for cell in line)


def test_what_steers_a_terminal_is_shown_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "balance.xlsx"
    with xlsxwriter.Workbook(path) as export:
        sheet = export.add_worksheet("余额表")
        sheet.write_row(0, 0, ["科目编码", "科目名称", "本期借方", "本期贷方"])
        sheet.write_row(1, 0, ["660201", "工资\x1b[2J", 5, 5])
    (account,) = read_book(path).accounts
    assert account.name == "工资\\x1b[2J"


@pytest.mark.parametrize("name", ["enterprise", "small-enterprise", "government"])
def test_every_nature_of_cost_is_a_category_of_the_review(name: str) -> None:
    accounts, version = f"cn/accounts/{name}", chart(name)
    assert version.natures
    titles = categories_of_cost(SHELF, accounts, version, DAY)
    assert {nature.category for nature in version.natures if nature.category} <= set(titles)
    assert (titles["wages"].zh, titles["wages"].en) == ("工资", "Wages")
    natures = [*version.natures]
    natures[1] = natures[1].model_copy(update={"category": "wagse"})
    with pytest.raises(Faults) as found:
        categories_of_cost(
            SHELF, accounts, version.model_copy(update={"natures": tuple(natures)}), DAY
        )
    [fault] = found.value.faults
    assert fault.message(Language.EN).startswith(f"{accounts} natures[1].category = wagse: ")
    assert "Wages" in fault.message(Language.EN)


def test_a_draft_names_categories_as_people_do(tmp_path: Path) -> None:
    path = as_xlsx(family_b(), tmp_path / "a.xlsx")
    for language, wages in ((Language.ZH, "工资"), (Language.EN, "Wages")):
        rows = draft_of(read_book(path), language)["items.csv"].decode("utf-8-sig").splitlines()
        assert any(row.split(",")[2] == wages for row in rows)
