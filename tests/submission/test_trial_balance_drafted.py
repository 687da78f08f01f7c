"""The draft that is made of a trial balance: what it holds, what is still to be said, filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from builders.trial_balances import ITEMS, as_csv, as_xlsx, draft_of, family_a_file, family_b

from engine.law import Faults
from engine.submission import read_submission
from engine.submission.trial_balance import read_book
from engine.text import Language


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


def test_a_draft_names_categories_as_people_do(tmp_path: Path) -> None:
    path = as_xlsx(family_b(), tmp_path / "a.xlsx")
    for language, wages in ((Language.ZH, "工资"), (Language.EN, "Wages")):
        rows = draft_of(read_book(path), language)["items.csv"].decode("utf-8-sig").splitlines()
        assert any(row.split(",")[2] == wages for row in rows)
