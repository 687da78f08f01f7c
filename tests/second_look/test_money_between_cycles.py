"""Money between cycles: an excess is taken once and carried on, nothing falls below zero, what is
not settled stays provisional. The cases were found by trying the product."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from builders.operators import METHOD, ROOT
from typer.testing import CliRunner, Result

from engine.cli import group

pytestmark = pytest.mark.long

DATA = ROOT / "tests" / "data" / "second_look" / "money"
OPERATORS = ROOT / "examples" / "operators"
TARIFFS = ("--tariffs", str(ROOT / "tariffs"))
COMMANDS = ("determine", "evaluate", "ceilings", "refund", "verify")


def run(*words: object) -> Result:
    environment = {"DINGJIA_LANG": "en"}
    said = [str(word) for word in words]
    return CliRunner().invoke(group(COMMANDS), [*said, *TARIFFS], env=environment)


def determine(submission: Path, on: str, *more: object) -> Result:
    return run("determine", submission, "--method", METHOD, "--on", on, "--no-reports", *more)


def evaluate(record: Path, incomes: Path, on: str, *more: object) -> Result:
    return run("evaluate", record, incomes, "--on", on, *more)


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def made_final(submission: Path, on: str, out: Path, *more: object) -> Path:
    """The record of the final determination of `submission`, in `out`."""
    record = out / "record.json"
    assert determine(submission, on, "--out", out, *more).exit_code == 0
    for stage in ("opinion", "final"):
        after = ("--stage", stage, "--follows", record, "--out", out, *more)
        result = determine(submission, on, *after)
        assert result.exit_code == 0, result.output
    return record


def in_cycle(folder: Path, first_year: int) -> Path:
    """The worked operator's submission for the cycle that begins in `first_year`."""
    written = (OPERATORS / "circle-2029.yaml").read_text("utf-8")
    written = written.replace("first_year: 2029", f"first_year: {first_year}")
    path = folder / f"circle-{first_year}.yaml"
    path.write_text(
        written.replace("accounts_year: 2028", f"accounts_year: {first_year - 1}"), "utf-8"
    )
    return path


def earned(folder: Path, amounts: dict[int, str]) -> Path:
    """A file of incomes."""
    rows = "".join(f"  - {{year: {year}, amount: {sum_}}}\n" for year, sum_ in amounts.items())
    path = folder / f"incomes-{min(amounts)}.yaml"
    path.write_text(f"operator: 示例数据运营有限公司\nvat: excluded\nincomes:\n{rows}", "utf-8")
    return path


@pytest.fixture(scope="module")
def first_cycle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The final determination of the worked operator's first cycle, 7,886,659.41 a year."""
    return made_final(OPERATORS / "circle.yaml", "2026-03-01", tmp_path_factory.mktemp("2026"))


# --- subsidies above the cost ---------------------------------------------------


def test_a_grant_above_cost_leaves_no_cost_and_invents_no_debt(tmp_path: Path) -> None:
    """Paid use costs 7,709,800.00 and was granted 9,000,000.00: 1,290,200.00 are beyond."""
    operator = DATA / "grant-above-cost.yaml"
    found = told(determine(operator, "2029-03-01", "--json", "--out", tmp_path))
    lines, result = found["lines"], found["result"]
    for line in ("operating_cost", "permitted_profit", "income_tax", "surcharges", "maximum"):
        assert Decimal(lines[line]) == 0, line
    assert {Decimal(amount) for amount in result["maximum"].values()} == {0}
    assert Decimal(lines["deduction_left"]) == 0
    assert Decimal(result["free_uncovered"]) == Decimal("2606200")
    said = determine(operator, "2029-03-01", "--table").stdout
    assert "subsidies exceed the cost of paid use by: 1,290,200.00 yuan" in said
    assert "subsidies_beyond_cost" in [told["remark"] for told in found["remarks"]]
    assert "the cost falls to 0 and no further" in said  # the reading, marked as assumed
    assert run("verify", tmp_path / "record.json").exit_code == 0


@pytest.mark.parametrize("base", ["net_assets", "effective_assets"])
def test_the_return_on_assets_stays_when_the_cost_is_granted(tmp_path: Path, base: str) -> None:
    """Every figure from the submission by hand; the grant of 9,000,000 leaves no operating cost."""
    # servers     (6,000,000 − 2,000,000 granted) × (100 − 5) % ÷ 5 years      =    760,000
    # welfare     600,000, at most 14 % of wages of 3,000,000                  =    420,000
    # entertained 60 % of 60,000, at most 5 ‰ of an income of 11,000,000       =     36,000
    # fines and donations: not included
    # computing   4,000,000 + 760,000 + 100,000 = 4,860,000, of which 75 % paid: 3,645,000
    # data                                        1,500,000, of which 60 % paid:   900,000
    # labour      3,000,000 + 420,000 + 36,000  = 3,456,000, of which 80 % paid: 2,764,800
    # directly    marketing 400,000 paid, help desk 300,000 free
    paid = 3_645_000 + 900_000 + 2_764_800 + 400_000
    free = 1_215_000 + 600_000 + 691_200 + 300_000
    assert (paid, free, paid + free) == (7_709_800, 2_806_200, 10_516_000)
    # cost        7,709,800 − 9,000,000 is below 0, and falls to 0 and no further
    # return      9,000,000 × (1.70 + 5.00) % = 603,000, of which paid use bears what it has of cost
    profit = Fraction(603_000) * paid / (paid + free)  # 442,089.14…
    # income tax  25 % of the profit before it, so 25 / 75 of the profit: 147,363.04…
    # surcharges  VAT 6 % of 589,452.19 = 35,367.13, less 200,000 of input VAT: none is due
    tax = profit * Fraction(25, 75)
    assert round(profit + tax, 2) == Fraction("589452.19")
    written = (DATA / "grant-above-cost.yaml").read_text("utf-8")
    operator = tmp_path / "operator.yaml"
    operator.write_text(f"{base}: 9000000.00\n{written}", "utf-8")
    found = told(determine(operator, "2029-03-01", "--json", "--switch", f"profit_base={base}"))
    assert found["result"]["maximum"] == dict.fromkeys(("2029", "2030", "2031"), "589452.19")
    by_hand = {"operating_cost": 0, "permitted_profit": profit, "income_tax": tax, "surcharges": 0}
    for line, figure in by_hand.items():
        assert abs(Fraction(found["lines"][line]) - figure) < Fraction(1, 10**20), line


def test_a_grant_for_free_supply_above_its_cost_leaves_nothing_uncovered(tmp_path: Path) -> None:
    written = (OPERATORS / "circle.yaml").read_text("utf-8")
    operator = tmp_path / "operator.yaml"
    operator.write_text(written.replace("amount: 200000.00, tag: free", "amount: 9e6, tag: free")
                        .replace("9e6", "9000000.00"), "utf-8")  # fmt: skip
    found = told(determine(operator, "2026-03-01", "--json"))
    assert Decimal(found["result"]["free_uncovered"]) == 0
    assert found["result"]["maximum"]["2026"] == "7886659.41"


# --- each excess once -------------------------------------------------------------


def test_an_excess_beyond_a_cycle_is_carried_on_and_taken_once(
    first_cycle: Path, tmp_path: Path
) -> None:
    """77,250,000.00 earned, 23,659,978.23 permitted: 53,590,021.77 too much. Each cycle bears three
    times 7,886,659.41; 29,930,043.54 are left after 2029-31, 6,270,065.31 after 2032-34."""
    evaluated = evaluate(
        first_cycle, DATA / "incomes-huge.yaml", "2029-02-01", "--out", tmp_path, "--json"
    )
    assert told(evaluated)["result"]["excess"] == "53590021.77"
    evaluation, second = tmp_path / "evaluation.json", tmp_path / "2029"
    deduct = ("--deduct", evaluation)
    made_final(in_cycle(tmp_path, 2029), "2029-03-01", second, *deduct)
    (entry,) = json.loads((second / "record.json").read_text("utf-8"))["body"]["result"]["ledger"]
    assert entry["taken"] == dict.fromkeys(("2029", "2030", "2031"), "7886659.41")
    assert entry["left"] == "29930043.54"

    # Whoever comes again for the same excess is told who took it, and nothing is written.
    third = in_cycle(tmp_path, 2032)
    before = sorted(tmp_path.rglob("*.json"))
    again = determine(third, "2032-03-01", *deduct, "--out", tmp_path / "again")
    assert again.exit_code == 1
    number = json.loads((second / "record.json").read_text("utf-8"))["number"]
    for said in (number, "final", "2029–2031", "23,659,978.23", "29,930,043.54"):
        assert said in again.stderr, said
    assert sorted(tmp_path.rglob("*.json")) == before

    # What is left comes with the evaluation of the cycle that could not bear it.
    incomes = earned(tmp_path, {2029: "0", 2030: "0", 2031: "1000000.01"})
    told(evaluate(second / "record.json", incomes, "2032-02-01", "--out", second, "--json"))
    more = ("--deduct", second / "evaluation.json")
    found = told(determine(third, "2032-03-01", *more, "--json", "--out", tmp_path / "2032"))
    oldest, newest = found["result"]["ledger"]
    assert (oldest["before"], oldest["left"]) == ("29930043.54", "6270065.31")
    assert (newest["before"], newest["left"]) == ("1000000.01", "1000000.01")
    # Given beside it, the first evaluation is still not deducted again.
    assert determine(third, "2032-03-01", *more, *deduct).exit_code == 1

    ledger = json.loads((second / "ledger.json").read_text("utf-8"))["body"]
    assert ledger["result"]["excess"] == "54590021.78"
    assert ledger["result"]["deducted"] == "47319956.46"
    assert ledger["result"]["carried"] == "7270065.32"
    for path in tmp_path.rglob("*.json"):
        verified = run("verify", path)
        assert verified.exit_code == 0, verified.output


def test_another_evaluation_of_the_same_cycle_is_the_same_excess(
    first_cycle: Path, tmp_path: Path
) -> None:
    """Read year by year, by another file, in another folder: it is still the excess of 2026-28."""
    incomes, on = OPERATORS / "circle-incomes.yaml", "2029-02-01"
    told(evaluate(first_cycle, incomes, on, "--out", tmp_path, "--json"))
    one = tmp_path / "evaluation.json"
    determine(in_cycle(tmp_path, 2029), "2029-03-01", "--deduct", one, "--out", tmp_path / "2029")
    other_reading = ("--switch", "excess_reading=year_by_year", "--json")
    told(evaluate(first_cycle, incomes, on, "--out", tmp_path, *other_reading))
    third = in_cycle(tmp_path, 2032)
    assert determine(third, "2032-03-01", "--deduct", one).exit_code == 1
    # In a folder of its own no ledger stands beside it, and the years between are asked about.
    told(evaluate(first_cycle, incomes, on, "--out", tmp_path / "copy", *other_reading))
    copy = tmp_path / "copy" / "evaluation.json"
    skipped = determine(third, "2032-03-01", "--deduct", copy)
    assert skipped.exit_code == 1 and "2029, 2030, 2031" in skipped.stderr
    declared = determine(third, "2032-03-01", "--deduct", copy, "--none-between")
    assert declared.exit_code == 0 and "Declared: for the years between" in declared.stdout
    twice = determine(in_cycle(tmp_path, 2029), "2029-03-01", "--deduct", copy, "--deduct", one)
    assert twice.exit_code == 2 and "two evaluations of the same cycle" in twice.stderr


def test_a_determination_drawn_up_again_takes_the_place_of_the_one_before(
    first_cycle: Path, tmp_path: Path
) -> None:
    incomes = OPERATORS / "circle-incomes.yaml"
    told(evaluate(first_cycle, incomes, "2029-02-01", "--out", tmp_path, "--json"))
    operator, deduct = in_cycle(tmp_path, 2029), ("--deduct", tmp_path / "evaluation.json")
    out, record = tmp_path / "2029", tmp_path / "2029" / "record.json"
    assert determine(operator, "2029-03-01", *deduct, "--out", out).exit_code == 0
    dropped = determine(operator, "2029-03-01", "--stage", "opinion", "--follows", record)
    assert dropped.exit_code == 2 and "--deduct again" in dropped.stderr
    made_final(operator, "2029-03-01", out, *deduct)
    ledger = json.loads((tmp_path / "ledger.json").read_text("utf-8"))["body"]
    ((taking,),) = [account["takings"] for account in ledger["inputs"]["accounts"]]
    assert taking["stage"] == "final"
    assert taking["determination"] == json.loads(record.read_text("utf-8"))["number"]
    assert ledger["result"]["deducted"] == "1090021.77"


def test_an_excess_is_split_in_fen(first_cycle: Path, tmp_path: Path) -> None:
    told(
        evaluate(
            first_cycle, DATA / "incomes-uneven.yaml", "2029-02-01", "--out", tmp_path, "--json"
        )
    )
    deduct = ("--deduct", tmp_path / "evaluation.json")
    found = told(determine(in_cycle(tmp_path, 2029), "2029-03-01", *deduct, "--json"))
    assert found["lines"]["deduction_taken"] == {
        "2029": "333333.33",
        "2030": "333333.33",
        "2031": "333333.34",
    }
    assert Decimal(found["lines"]["deduction_left"]) == 0
    first = ("--switch", "deduction_timing=first_year")
    found = told(determine(in_cycle(tmp_path, 2029), "2029-03-01", *deduct, "--json", *first))
    assert [Decimal(of) for of in found["lines"]["deduction_taken"].values()] == [1_000_000, 0, 0]


def test_a_refund_is_no_deduction(tmp_path: Path) -> None:
    charges = OPERATORS / "circle-charges.yaml"
    assert run("refund", charges, "--on", "2029-02-01", "--out", tmp_path).exit_code == 0
    deduct = ("--deduct", tmp_path / "refund.json")
    refused = determine(in_cycle(tmp_path, 2029), "2029-03-01", *deduct)
    assert refused.exit_code == 2 and "not the record of an evaluation" in refused.stderr
    assert not (tmp_path / "ledger.json").exists()


def test_a_forged_ledger_does_not_verify(first_cycle: Path, tmp_path: Path) -> None:
    from builders.operators import CLOCK

    from engine.record import sealed

    incomes = OPERATORS / "circle-incomes.yaml"
    told(evaluate(first_cycle, incomes, "2029-02-01", "--out", tmp_path, "--json"))
    deduct = ("--deduct", tmp_path / "evaluation.json")
    determine(in_cycle(tmp_path, 2029), "2029-03-01", *deduct, "--out", tmp_path / "2029")
    body = json.loads((tmp_path / "ledger.json").read_text("utf-8"))["body"]
    body["inputs"]["accounts"][0]["takings"][0]["taken"]["2029"] = "900000.00"
    path = tmp_path / "ledger.json"
    path.write_text(sealed(body, CLOCK).text(), "utf-8")
    told_off = run("verify", path)
    assert told_off.exit_code == 1 and "more was taken than the excess" in told_off.stdout
    assert determine(in_cycle(tmp_path, 2032), "2032-03-01", *deduct).exit_code == 1


# --- what is provisional ----------------------------------------------------------


def test_a_drafts_evaluation_is_provisional_and_nothing_final_rests_on_it(tmp_path: Path) -> None:
    draft = tmp_path / "record.json"
    assert determine(OPERATORS / "circle.yaml", "2026-03-01", "--out", tmp_path).exit_code == 0
    _stays_provisional(draft, "2029-02-01", "determination_not_final", tmp_path)


def test_an_evaluation_before_its_cycle_has_ended_is_provisional(
    first_cycle: Path, tmp_path: Path
) -> None:
    _stays_provisional(first_cycle, "2028-12-31", "cycle_not_ended", tmp_path)


def test_an_evaluation_on_the_day_after_the_cycle_is_settled(first_cycle: Path) -> None:
    found = told(evaluate(first_cycle, OPERATORS / "circle-incomes.yaml", "2029-01-01", "--json"))
    assert "provisional" not in found["result"]


def _stays_provisional(record: Path, on: str, reason: str, folder: Path) -> None:
    incomes = OPERATORS / "circle-incomes.yaml"
    assert "provisional" in evaluate(record, incomes, on).stdout
    found = told(evaluate(record, incomes, on, "--out", folder, "--json"))
    assert found["result"]["provisional"] == [reason]
    operator, out = in_cycle(folder, 2029), folder / "2029"
    deduct = ("--deduct", folder / "evaluation.json", "--out", out)
    assert "can never be final" in determine(operator, "2029-03-01", *deduct).stdout
    kept = json.loads((out / "record.json").read_text("utf-8"))["body"]["result"]["provisional"]
    assert [one["reason"] for one in kept] == [reason]
    follows = ("--follows", out / "record.json")
    assert determine(operator, "2029-03-01", *deduct, *follows, "--stage", "opinion").exit_code == 0
    final = determine(operator, "2029-03-01", *deduct, *follows, "--stage", "final")
    assert final.exit_code == 2 and "nothing can be final" in final.stderr
    ceilings = run("ceilings", out / "record.json")
    assert "can never be final" in ceilings.stdout


def test_provisional_is_said_on_paper_and_in_the_workbook(tmp_path: Path) -> None:
    import io

    import docx
    import openpyxl
    from builders.operators import SHELF, deducting, determined

    from engine.show.determination import dossier_of
    from engine.text import Language

    settled = deducting(Decimal("1090021.77"))
    (account,) = settled.accounts
    open_ = account.model_copy(update={"provisional": ("cycle_not_ended",)})
    made = determined(deduction=settled.model_copy(update={"accounts": (open_,)}))
    files = dossier_of(made, SHELF, "DETERMINATION-1", Language.EN).files
    for name in ("report", "written-report", "publicity-table"):
        document = docx.Document(io.BytesIO(files[f"{name}.docx"]))
        words = "\n".join(one.text for one in document.paragraphs)
        assert "can never be final" in words, name
    book = openpyxl.load_workbook(io.BytesIO(files["workbook.xlsx"]))
    assert all("Provisional" in str(sheet["A2"].value) for sheet in book)


def test_a_cycle_that_begins_before_the_one_evaluated_ends_is_provisional(
    first_cycle: Path, tmp_path: Path
) -> None:
    incomes = OPERATORS / "circle-incomes.yaml"
    told(evaluate(first_cycle, incomes, "2029-02-01", "--out", tmp_path, "--json"))
    deduct = ("--deduct", tmp_path / "evaluation.json", "--json")
    found = told(determine(OPERATORS / "circle.yaml", "2026-03-01", *deduct))
    assert [one["reason"] for one in found["result"]["provisional"]] == ["cycles_overlap"]


def test_the_day_of_an_evaluation_is_required(first_cycle: Path) -> None:
    result = run("evaluate", first_cycle, OPERATORS / "circle-incomes.yaml")
    assert result.exit_code == 2 and "--on" in result.stderr


def test_income_of_new_products_is_a_part_of_the_income(first_cycle: Path) -> None:
    result = evaluate(first_cycle, DATA / "incomes-new-products-above.yaml", "2029-02-01")
    assert result.exit_code == 2
    assert "incomes[0].new_products = 9000000.00" in result.stderr
