"""Numbers and words: lines shown rounded, how a line is priced, what a price is called, digits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders.shelf import quoted

from engine.law import Faults, Shelf
from engine.money import grouped
from engine.quote import Quote
from engine.report.terminal import report_lines
from engine.show.quote import quote_report
from engine.text import Language, say

HERE = Path(__file__).parents[1] / "data" / "second_look" / "words"
SHELF = Shelf(HERE / "tariffs", Path(__file__).parents[2] / "tariffs")
DAY = "2026-03-02"


def asked(tariff: str, *lines: dict[str, object]) -> Quote:
    ask = {"on": DAY, "tariff": tariff, "customer": {"name": "甲"}, "lines": list(lines)}
    return quoted(SHELF, ask)


def shown(made: Quote, language: Language = Language.ZH) -> str:
    """The quote as terminal, Word and PDF have it: they draw the same blocks."""
    report = quote_report(made.sheet(), made.number, made.missing)
    return "\n".join(report_lines(report, language, 120))


def test_lines_that_do_not_add_up_as_shown_say_why() -> None:
    both = ({"product": "a", "quantity": "1"}, {"product": "b", "quantity": "1"})
    by_total, by_line = asked("wild/sum-total", *both), asked("wild/sum-line", *both)
    # 1.144 + 2.144 = 3.288: shown as 1.14 + 2.14, and in all 3.29 or 3.28.
    for made, total, differ in ((by_total, "3.29", True), (by_line, "3.28", False)):
        sheet = made.sheet()
        assert sheet.total is not None
        assert [grouped(Decimal(line.amount or 0), 2) for line in sheet.lines] == ["1.14", "2.14"]
        assert grouped(sheet.total, 2) == total
        for language in Language:
            said = " ".join(say("show.lines_differ", language).split())
            assert (said in " ".join(shown(made, language).split())) is differ


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"product": "flat", "quantity": "3"}, ("固定金额", "fixed amount")),
        ({"product": "package", "quantity": "30"}, ("按套餐", "by package")),
        ({"product": "percentage", "quantity": "1000"}, ("按比例", "percentage")),
        ({"product": "bands", "quantity": "30"}, ("分档", "in bands")),
        (
            {
                "product": "period",
                "span": {"from": "2026-03-01", "until": "2026-03-31"},
            },
            ("按期", "by period"),
        ),
    ],
    ids=lambda value: value["product"] if isinstance(value, dict) else "",
)
def test_a_line_without_one_unit_price_says_how_it_is_priced(
    line: dict[str, object], words: tuple[str, str]
) -> None:
    made = asked("wild/models", line)
    (sheet_line,) = made.sheet().lines
    assert sheet_line.unit_price is None and sheet_line.pricing is not None
    assert (sheet_line.pricing.zh, sheet_line.pricing.en) == words
    for language, word in zip((Language.ZH, Language.EN), words, strict=True):
        row = next(
            text
            for text in shown(made, language).splitlines()
            if text.startswith(sheet_line.label.in_language(language) + " ")
        )
        assert word in row
        if word not in ("分档", "in bands"):
            assert "分档" not in row and "in bands" not in row


def test_what_is_kept_of_a_line_is_what_was_kept_before_it_said_how_it_is_priced() -> None:
    made = asked("wild/models", {"product": "flat", "quantity": "3"})
    (kept,) = made.body()["result"]["lines"]
    assert "pricing" not in kept


def test_a_tariff_under_no_rules_of_use_is_never_called_a_price_set_by_government() -> None:
    made = asked("wild/models", {"product": "bands", "quantity": "30"})
    assert made.sheet().regime_key() == "quote.regime_by_tariff"
    for language in Language:
        told = shown(made, language)
        assert say("quote.regime_by_tariff", language) in told
        for word in ("政府定价", "政府指导价", "政府制定", "government"):
            assert word not in told


@pytest.mark.parametrize(
    "digits", ["123456789012345678901234567890", "1" + "0" * 30, "1" + "0" * 29]
)
def test_a_number_of_thirty_digits_is_a_fault(digits: str) -> None:
    with pytest.raises(Faults) as caught:
        asked("wild/information-fee", {"product": "by-request", "quantity": digits})
    (fault,) = caught.value.faults
    assert (fault.key, fault.place) == ("law.too_big", "lines[0].quantity")
