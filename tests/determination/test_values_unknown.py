"""Values and years of a submission that the law does not know: told with what it knows."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from builders.operators import DAY, METHOD, SHELF, Tree, entry, filed, tree
from builders.rules_beside import TARIFFS, beside

from engine.determination import unknown_values
from engine.law import Fault, Finding, Shelf
from engine.submission import entries_of
from engine.submission.entries import valid_entries
from engine.text import Language


def unknown(whole: Tree, day: str = "2026-03-01", shelf: Shelf = SHELF) -> list[Finding]:
    on = datetime.date.fromisoformat(day)
    return list(unknown_values(shelf, METHOD, on)(valid_entries(whole)))


def test_what_the_law_does_not_know_is_told_with_what_it_knows() -> None:
    whole = tree()
    assert unknown(whole) == []
    assert not list(unknown_values(SHELF, METHOD, DAY)(entries_of(filed(whole).submission)))
    entry(whole, "items", "wages")["category"] = "bonus"
    entry(whole, "items", "servers")["asset"]["asset_class"] = "clouds"
    entry(whole, "items", "software")["asset"]["asset_class"] = "无形资产"
    whole["taxes"] = {"vat": "flat", "location": "市区", "income_tax": "low"}
    found = [
        (".".join(map(str, one.path)), one.key, one.value, one.values["known"].zh.split("；")[:2])
        for one in unknown(whole)
    ]
    key = "determination.no_such_value"
    assert found == [
        ("items.2.category", key, "bonus", ["平台建设与运行", "数据传输、归集、存储、加工"]),
        ("items.9.asset.asset_class", key, "clouds", ["电子设备", "器具、工具、家具"]),
        ("taxes.vat", key, "flat", ["一般计税", "简易计税"]),
        ("taxes.income_tax", key, "low", ["一般税率", "小型微利企业"]),
    ]
    said = Fault("f", "p", None, "flat", key, unknown(whole)[2].values).message(Language.EN)
    assert said.endswith("one of these, or its id: general method; simplified method")


@pytest.mark.parametrize(
    "taxes", [None, "general", {"vat": 6}, {"vat": ["flat"]}, {"location": "city"}]
)
def test_what_is_no_status_at_all_has_its_own_faults(taxes: object) -> None:
    assert unknown(tree() | {"taxes": taxes}) == []


@pytest.mark.parametrize(
    ("year", "basis", "day", "told_"),
    [
        (2025, None, "2025-12-31", True),
        (2025, "accounts", "2025-12-31", True),
        (2026, None, "2025-12-31", True),
        (2025, None, "2026-01-01", False),
        (2025, "forecast", "2025-12-31", False),
        ("2025", None, "2025-12-31", False),  # no year
        (True, None, "2025-12-31", False),
        (None, None, "2025-12-31", False),
    ],
)
def test_accounts_are_of_a_year_that_is_over(
    year: object, basis: str | None, day: str, told_: bool
) -> None:
    whole = tree() | {"accounts_year": year} | ({} if basis is None else {"basis": basis})
    found = unknown(whole, day)
    assert [(one.path, one.key, one.value) for one in found] == (
        [(("accounts_year",), "determination.year_not_complete", year)] if told_ else []
    )
    if told_:
        assert str(found[0].values["on"]) == day


def test_law_that_cannot_be_used_is_not_held_against_the_submission(tmp_path: Path) -> None:
    """Its faults are told by the determination; of the law that stands, what is unknown is told."""
    whole = tree()
    entry(whole, "items", "wages")["category"] = "bonus"
    faulty = (TARIFFS / "cn/cost-review.yaml").read_text("utf-8").replace("related-party", "kin")
    made = beside(tmp_path, {"cn/cost-review": faulty})
    assert unknown(whole, shelf=made) == []
    assert unknown(whole, "1999-01-01") == [
        Finding(
            ("accounts_year",),
            "determination.year_not_complete",
            {"on": datetime.date(1999, 1, 1)},
            2025,
        )
    ]
