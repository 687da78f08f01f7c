"""What the titles of a trial balance, its sheet and the notes below it say of the whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders.trial_balances import YEAR, grid

from engine.submission.trial_balance.above import heading_of, titles_of, unit_of
from engine.submission.trial_balance.above.heading import Flaw

HEAD = ("科目编码|科目名称|借方|贷方", "660201|工资|1|1")


def titled(*rows: str, title: str = "", head: tuple[str, ...] = HEAD) -> tuple[object, ...]:
    made = grid(*rows, *head, title=title)
    found = heading_of(made)
    assert found is not None
    titles = titles_of(made, found)
    unit = unit_of(made, titles, found)
    said = (
        (unit.place, unit.key) if isinstance(unit, Flaw)
        else None if unit is None else (unit[0], unit[1].scale)
    )  # fmt: skip
    return titles.months, titles.other_months, titles.operator, said, titles.unposted


@pytest.mark.parametrize(
    ("rows", "months", "other", "operator", "unit"),
    [
        (["余额表"], None, None, None, None),
        (["2025年度|单位：万元"], YEAR, None, None, ("B1", Decimal(10_000))),
        (["2025年度", "2025年1-9月"], ((2025, 1), (2025, 9)), None, None, None),
        (["2025年1-9月", "2025年度"], ((2025, 1), (2025, 9)), None, None, None),
        (["2025年度", "2024年度"], YEAR, "A2", None, None),
        (["2025年度", "2024年度", "2023年度"], YEAR, "A2", None, None),
        (["打印日期：2026-01-05"], None, None, None, None),
        (["2025年12月31日"], ((2025, 12), (2025, 12)), None, None, None),
        (["2025年12月31日", "2025年度"], YEAR, None, None, None),
        (["编制单位：示例公司"], None, None, "示例公司", None),
        (["编制单位：|示例公司 第1页"], None, None, "示例公司", None),
        (["单位：元"], None, None, None, ("A1", Decimal(1))),
        (["单位|万元"], None, None, None, ("B1", Decimal(10_000))),
        (["账套名称：甲", "公司名称：乙"], None, None, "甲", None),
        (["单位：万元", "单位：元"], None, None, None, ("A2", "units_differ")),
        (["单位：美元"], None, None, None, ("A1", "no_yuan")),
    ],
)
def test_what_titles_state(
    rows: list[str], months: object, other: str | None, operator: str | None, unit: object
) -> None:
    assert titled(*rows)[:4] == (months, other, operator, unit)


def test_what_the_sheet_and_notes_below_say() -> None:
    assert titled(title="2025年")[0] == YEAR
    assert titled("2024年度", title="2025年")[0] == ((2024, 1), (2024, 12))
    assert titled(title="余额表（万元）")[3] == ("余额表（万元）", Decimal(10_000))
    note = (*HEAD, "注：金额单位为万元")
    assert titled("2025年度", head=note)[3] == ("A4", Decimal(10_000))
    said = (*HEAD, "注：单价以万元计")
    assert titled("2025年度", head=said)[3] is None
    assert titled("未记账凭证 3 张")[4] == [("A1", "未记账凭证 3 张")]
    assert titled("含未过账凭证")[4] == [("A1", "含未过账凭证")]
    some = ("科目编码|借方（万元）|贷方", "660201|1|1")
    assert titled("2025年度", head=some)[3] == ("C2", "no_unit")
    yuan = ("科目编码|借方（元）|贷方", "660201|1|1")
    assert titled("2025年度", head=yuan)[3] == ("B2", Decimal(1))
