"""What is drawn for a terminal: columns under each other, figures whole, plain in a pipe."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from builders.reports import report

from engine.report import Answer, Column, Points, Report, Table
from engine.report.terminal import report_lines, table_lines
from engine.text import Language, Text

ESCAPE = re.compile("\x1b\\[[0-9;]*m")
LONG = "公共数据资源开发利用，" * 12
PRICES = Table(
    Text(zh="价目", en="Prices"),
    (
        Column(Text(zh="收费项目", en="Item")),
        Column(Text(zh="应付", en="To pay"), "yuan"),
        Column(Text(zh="说明", en="Remark")),
    ),
    (
        ("核验", Decimal("1234567.5"), LONG),
        ("数据包", Decimal("9"), None),
        (Text(zh="合计", en="Total"), Decimal("1234576.5"), None),
    ),
    totals=1,
)


def places(line: str) -> int:
    """How many places a line takes, by the width that Unicode gives each sign."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def test_a_table_in_a_pipe_is_plain_and_its_columns_stand_under_each_other() -> None:
    lines = table_lines(PRICES, Language.ZH)
    assert lines == [
        "价目",
        "收费项目    应付（元）  说明",
        f"核验      1,234,567.50  {LONG}",
        "数据包            9.00",
        "合计      1,234,576.50",
    ]


@pytest.mark.parametrize("width", [30, 44, 80])
def test_words_are_folded_at_the_width_of_the_screen_and_figures_never(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    drawn = table_lines(PRICES, Language.ZH, width)
    lines = [ESCAPE.sub("", line).rstrip() for line in drawn]
    assert max(map(places, lines)) <= max(width, 8 + 2 + 12 + 2 + 8 + 2)
    assert all(any(figure in line for line in lines) for figure in ("1,234,567.50", "9.00"))
    signs = "".join(line[-8:] if width == 30 else line for line in lines)
    assert signs.count("，") == LONG.count("，")
    assert any(ESCAPE.search(line) for line in drawn)


def test_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert not any(ESCAPE.search(line) for line in table_lines(PRICES, Language.EN, 60))


def test_what_a_document_answers_stands_first_and_its_warning_after_it() -> None:
    def both(words: str) -> Text:
        return Text(zh=words, en=words)

    document = Report(
        both("T"), both("S"), both("F"),
        (Answer(both("how"), both("42"), both("marks")), Points((both("one"), both("two")))),
        watermark=both("draft"),
    )  # fmt: skip
    expected = ["42", "how", "marks", "! draft", "", "T  S", "  · one", "  · two"]
    assert report_lines(document, Language.EN) == expected


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_block_is_drawn(language: Language) -> None:
    """The builder's document has one of each; its words and figures all stand in the lines."""
    drawn = "\n".join(report_lines(report(), language))
    figures = ("100.00", "4,000,000.00", "7,886,659.41")
    assert [each for each in figures if each not in drawn] == []
    assert "█" in drawn
    assert not ESCAPE.search(drawn)
