"""What is told beside a maximum, in the words and figures a reader has; each at its own edge."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders.demo_by_hand import DEMO
from builders.operators import METHOD, SHELF, Tree, determined, entry, filed, tree

from engine.determination import Determination, determine
from engine.law import Fault
from engine.submission import read_submission


def on(day: str, whole: Tree, **more: object) -> Determination:
    return determine(SHELF, filed(whole), METHOD, datetime.date.fromisoformat(day), **more)


def told(found: Determination) -> list[tuple[str, str | None, str]]:
    return [(one.id, one.of, one.text.en) for one in found.remarks]


STALE = (
    "the accounts are of {0}, and on {1} the latest complete year is {2}: the costs may be out of"
    " date"
)
FAR = "the accounts are of {0}, and the cycle begins in {1}, long after them"
BEGUN = "the cycle began on the first day of {0}, before the day of the determination, {1}"
OVER = "the cycle ended with {0}, before the day of the determination, {1}"


@pytest.mark.parametrize(
    ("accounts", "first", "day", "expected"),
    [
        (2025, 2026, "2026-01-01", []),
        (2025, 2026, "2026-01-02", [BEGUN.format(2026, "2026-01-02")]),
        (2024, 2026, "2025-12-31", []),
        (2023, 2026, "2025-12-31", [STALE.format(2023, "2025-12-31", 2024)]),
        # two years from the accounts to the cycle are near, three are far
        (2024, 2026, "2025-06-01", []),
        (2024, 2027, "2025-06-01", [FAR.format(2024, 2027)]),
        # what is stale is told so, and not as well that it is far
        (2023, 2027, "2025-06-01", [STALE.format(2023, "2025-06-01", 2024)]),
        (2027, 2026, "2028-12-31", [BEGUN.format(2026, "2028-12-31")]),
        (2028, 2026, "2029-01-01", [OVER.format(2028, "2029-01-01")]),
        (2025, 2020, "2026-03-01", [OVER.format(2022, "2026-03-01")]),
    ],
)
def test_what_is_told_of_time(accounts: int, first: int, day: str, expected: list[str]) -> None:
    whole = tree() | {"accounts_year": accounts}
    whole["cycle"]["first_year"] = first
    whole["yield_override"] = {"value": Decimal("1.7"), "reason": "试算"}
    assert [text for _, _, text in told(on(day, whole))] == expected


BELOW = "{0} says {1}, which is read as {1} per cent; write {2} if {2} per cent is meant"


def test_per_cent_that_may_be_fractions_are_told_where_no_cell_says_what_they_are() -> None:
    """75, 5 and 4.5 are per cent; 0.75, 0.05 and 0.045 may be; 0 and 1 and above are not asked."""
    whole = tree()
    whole["pools"][0]["paid_share"] = Decimal("0.75")
    whole["pools"][1]["paid_share"] = Decimal(1)
    assets = [at for at, item in enumerate(whole["items"]) if "asset" in item]
    whole["items"][assets[0]]["asset"]["residual"] = Decimal("0.05")
    whole["spread"]["value"] = Decimal("0.045")
    expected = [
        ("pools[0].paid_share", "0.75", "75"),
        (f"items[{assets[0]}].asset.residual", "0.05", "5"),
        ("spread.value", "0.045", "4.5"),
    ]
    found = determined(whole)
    assert [(of, text) for name, of, text in told(found) if name == "below_one"] == [
        (place, BELOW.format(place, *figures)) for place, *figures in expected
    ]
    cells = replace(found.filed, places={"spread.value": "基本信息!B9"})
    of_cells = determine(SHELF, cells, METHOD, found.on)
    assert [of for name, of, _ in told(of_cells) if name == "below_one"] == [
        place for place, *_ in expected[:2]
    ]
    assert "below_one" not in {name for name, *_ in told(determined())}


def test_per_cent_in_the_yaml_of_a_folder_are_told_beside_cells(tmp_path: Path) -> None:
    """A spread of 0.045 and a yield of 0.017 are in YAML; a share of 0.5% in a cell says itself."""
    folder = Path(shutil.copytree(DEMO, tmp_path / "operator"))
    assert "below_one" not in {name for name, *_ in told(determined_of(folder))}
    basics, pools = folder / "submission.yaml", folder / "pools.csv"
    written = basics.read_text("utf-8").replace("value: 4.50", "value: 0.0450")
    basics.write_text(written + "yield_override: {value: 0.017, reason: 试算}\n", "utf-8")
    pools.write_text(pools.read_text("utf-8").replace("62.5", "0.5%"), "utf-8")
    lines = basics.read_text("utf-8").splitlines()
    (of_spread,) = (at for at, line in enumerate(lines, 1) if "0.0450" in line)
    found = determined_of(folder)
    assert Decimal("0.5") in {pool.paid_share for pool in found.filed.submission.pools}
    assert [(of, text) for name, of, text in told(found) if name == "below_one"] == [
        (place, BELOW.format(place, *figures))
        for place, *figures in (
            (f"submission.yaml:{of_spread} spread.value", "0.0450", "4.5"),
            (f"submission.yaml:{len(lines)} yield_override.value", "0.017", "1.7"),
        )
    ]


def determined_of(folder: Path) -> Determination:
    return determine(SHELF, read_submission(folder), METHOD, datetime.date(2026, 1, 1))


def test_a_forecast_has_no_accounts_to_be_stale() -> None:
    whole = tree() | {"basis": "forecast", "accounts_year": 2023}
    whole["trial"] = {"begins": "2026-01-01", "months": 12}
    whole["yield_override"] = {"value": Decimal("1.7"), "reason": "试算"}
    assert told(on("2025-12-31", whole)) == []


def test_the_end_of_what_the_law_knows_is_told_by_its_day() -> None:
    whole = tree() | {"accounts_year": 2039}
    whole["cycle"]["first_year"] = 2041
    whole["yield_override"] = {"value": Decimal("1.7"), "reason": "试算"}
    ((name, of, text),) = told(on("2040-03-01", whole))
    assert (name, of) == ("far_ahead", None)
    assert text.startswith("2040-03-01 lies far beyond 2026-")


def test_what_was_read_of_a_file_is_told_with_its_place() -> None:
    hidden = Fault("a.xlsx", "成本项目!3", None, None, "submission.hidden_sheet", {})
    of = replace(filed(tree()), notices=(hidden,))
    found = determine(SHELF, of, METHOD, datetime.date(2026, 1, 1))
    ((name, place, text),) = told(found)
    assert (name, place) == ("of_file", "成本项目!3")
    assert text.startswith("成本项目!3 of the file: ")


def test_a_subsidy_without_an_amount_of_a_year_is_told_by_year() -> None:
    """Of the years that were taken, from the one in which it began; an asset's is of every year."""
    whole = tree()
    whole["earlier_years"] = [{"year": year, "income": Decimal(11000000)} for year in (2023, 2024)]
    whole["earlier"] = [
        {"of": one["id"], "year": year, "amount": Decimal(100)}
        for year in (2023, 2024)
        for one in whole["items"]
    ]
    entry(whole, "subsidies", "free-grant")["began"] = 2024
    whole["earlier"].append({"of": "paid-grant", "year": 2023, "amount": Decimal(0)})
    found = on("2026-01-01", whole, switches={"base_year": "average"})
    assert told(found) == [
        (
            "subsidy_year",
            name,
            f"of “{title}” no amount of 2024 is said, and none is counted: give 0 if there was none",
        )
        for name, title in (
            ("paid-grant", "Grant for paid use"),
            ("free-grant", "Grant for free supply"),
        )
    ]
    assert told(on("2026-01-01", whole)) == []  # the latest year alone is taken


def test_a_figure_of_a_remark_is_told_as_people_write_it() -> None:
    """A whole number of months has no decimals; yuan have two."""
    whole = tree()
    asset = entry(whole, "items", "servers")["asset"]
    asset["in_use_from"] = "2025-06"
    whole["taxes"]["vat"] = "simplified"
    whole["input_vat"] = Decimal("1234567")
    found = {name: (of, text) for name, of, text in told(on("2026-01-01", whole))}
    assert found["begins_in_the_year"] == (
        "servers",
        "charged only from within the accounts year, months charged in it: Depreciation of servers:"
        " 6",
    )
    assert found["input_vat_not_credited"] == (
        None,
        "input value added tax that is not credited: is it already among the costs submitted?"
        " Amount not credited: 1,234,567.00 yuan/year",
    )
    assert found["above_small_scale"][1].endswith("The limit: 5,000,000.00 yuan/year")


@pytest.mark.parametrize("named", ["buildings", "房屋、建筑物"])
def test_a_remark_without_a_figure_is_its_sentence(named: str) -> None:
    """A class is named by its id or its title."""
    whole = tree()
    entry(whole, "items", "software")["asset"]["asset_class"] = named
    ((name, of, text),) = told(on("2026-01-01", whole))
    assert (name, of) == ("class_of_another_category", "software")
    assert not text.rstrip().endswith(":")
    assert determined().remarks and not on("2026-01-01", tree()).remarks
