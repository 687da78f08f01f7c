"""Documents as Word and PDF: what is read back is what was put in, the same on any day."""

from __future__ import annotations

import datetime
import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from builders.reports import REVIEW, WATERFALL, name, report

from engine.report import (
    BarRow,
    Bars,
    Column,
    Look,
    Paragraph,
    Table,
    as_pdf,
    as_word,
    chinese_font,
    for_reading,
)
from engine.report.layout import LaidBars, LaidTable, lay
from engine.report.word.bar_picture import bar_picture
from engine.text import Language


def words_of_word(content: bytes) -> str:
    """Every text of a Word file, cells a line each."""
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    section = document.sections[0]
    edges = (*section.header.paragraphs, *section.footer.paragraphs)
    return "\n".join([*(one.text for one in (*document.paragraphs, *edges)), *cells])


def words_of_pdf(content: bytes, pdftotext: str) -> str:
    """The text of a PDF as poppler reads it, without the spaces of its lines."""
    done = subprocess.run(
        [pdftotext, "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


EVERY_TEXT = {
    Language.ZH: ("一、结论", "7,886,659.41 元", "2026年3月1日", "申报", "100.00", "平台运行",
                  "4,000,000.00", "发改价格〔2025〕65号第三条", "金额（元）", "核减为负数", "第五条",
                  "盖章", "注意", "说明", "某公司", "存证 1", "引号「“”」、反斜杠 \\、# 与 $x$"),
    Language.EN: ("1. Answer", "7,886,659.41 yuan", "1 March 2026", "profit", "Platform", "Amount (yuan)",
                  "4,000,000.00", "发改价格〔2025〕65号第三条", "clause 5", "A company", "Record 1",
                  "quotes \"', backslash \\, # and $x$"),
}  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_word_says_everything_that_was_put_in(language: Language) -> None:
    found = words_of_word(as_word(report(), language))
    assert [text for text in EVERY_TEXT[language] if text not in found] == []


@pytest.mark.parametrize("language", Language)
def test_pdf_says_everything_that_was_put_in(language: Language, pdftotext: str) -> None:
    content = as_pdf(report(), language)
    assert content is not None
    # Typesetting puts a thin space between Chinese and Latin; it is not part of the text.
    found = words_of_pdf(content, pdftotext).replace(" ", "")
    assert [text for text in EVERY_TEXT[language] if text.replace(" ", "") not in found] == []


@pytest.mark.usefixtures("chinese_font")
def test_the_same_report_is_the_same_bytes_a_second_later() -> None:
    word, pdf = as_word(report(), Language.ZH), as_pdf(report(), Language.ZH)
    time.sleep(2.1)  # the times in a zip file go by two seconds
    assert as_word(report(), Language.ZH) == word
    assert as_pdf(report(), Language.ZH) == pdf


def test_no_time_of_writing_stands_in_a_word_file() -> None:
    with zipfile.ZipFile(io.BytesIO(as_word(report(), Language.ZH))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert str(datetime.datetime.now(datetime.UTC).year).encode() not in packed.read(
            "docProps/core.xml"
        )


def test_a_watermark_stands_on_every_page(pdftotext: str) -> None:
    mark = name("示例登记，不是任何省份的信息", "illustrative entries")
    marked = report(watermark=mark)
    content = as_pdf(marked, Language.ZH)
    assert content is not None
    pages = words_of_pdf(content, pdftotext).rstrip("\f").split("\f")
    assert len(pages) == 2
    assert all(mark.zh in page.replace(" ", "") for page in pages)
    header = docx.Document(io.BytesIO(as_word(marked, Language.ZH))).sections[0].header
    assert mark.zh in "".join(paragraph.text for paragraph in header.paragraphs)


def test_headings_of_a_table_are_repeated_and_its_figures_stand_right() -> None:
    document = docx.Document(io.BytesIO(as_word(report(REVIEW), Language.ZH)))
    (table,) = document.tables
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [
        None,
        2,
        None,
    ]  # 2 is right


def test_figures_are_shown_as_a_person_reads_them() -> None:
    # Money to the fen, half up; anything else at most six decimals; days written out.
    assert for_reading(Decimal("32783.947784"), "yuan/year", Language.ZH) == "32,783.95"
    assert for_reading(Decimal("0.125"), "yuan", Language.ZH) == "0.13"
    assert for_reading(Decimal("0.2298494047"), "yuan/unit", Language.ZH) == "0.229849"
    assert for_reading(Decimal("6.70"), "percent", Language.EN) == "6.70"
    assert for_reading(datetime.date(2026, 3, 1), "", Language.ZH) == "2026年3月1日"


def test_widths_fill_the_page_and_leave_figures_whole() -> None:
    long = name("很长的说明" * 30, "a long remark " * 30)
    amount = Decimal("123456789012.34")
    table = Table(
        name("表", "t"),
        (
            Column(name("项目", "item")),
            Column(name("金额", "amount"), "yuan"),
            Column(name("说明", "note")),
        ),
        (("a", amount, long),),
    )
    (laid,) = lay(report(table), Language.ZH).blocks
    assert isinstance(laid, LaidTable)
    assert sum(laid.widths) == 1000
    # 170 mm of page; a digit of 8.5 points is about 0.56 × 8.5 × 0.3528 mm = 1.7 mm wide.
    assert 170 * laid.widths[1] / 1000 > len("123,456,789,012.34") * 1.7 * 0.9
    assert laid.widths[2] > laid.widths[0]


def test_bars_are_drawn_to_one_scale() -> None:
    # From 0 to 400: the cut goes from 300 to 400, the profit from 300 to 320.
    (laid,) = lay(report(WATERFALL), Language.ZH).blocks
    assert isinstance(laid, LaidBars)
    assert [(bar.start, bar.length) for bar in laid.rows] == [(0, 1000), (750, 250), (750, 50)]


def test_a_bar_below_zero_begins_at_zero() -> None:
    row = BarRow(name("少", "short"), name("-100", "-100"), Decimal(0), Decimal(-100), Look.TOTAL)
    more = BarRow(name("多", "over"), name("300", "300"), Decimal(0), Decimal(300), Look.TOTAL)
    (laid,) = lay(report(Bars(name("图", "b"), (row, more))), Language.ZH).blocks
    assert isinstance(laid, LaidBars)
    assert [(bar.start, bar.length) for bar in laid.rows] == [(0, 250), (250, 750)]


def test_a_bar_of_word_is_a_picture_of_that_length() -> None:
    """The picture is decoded by its own rules (PNG, ISO/IEC 15948): palette, rows, stored pixels."""
    content = bar_picture(250, 500, (14, 90, 96))
    chunks, place = {}, 8
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        chunks[content[place + 4 : place + 8]] = content[place + 8 : place + 8 + length]
        place += 12 + length
    wide, high = struct.unpack_from(">II", chunks[b"IHDR"])
    pixels = zlib.decompress(chunks[b"IDAT"])
    middle = pixels[(high // 2) * (wide + 1) + 1 :][:wide]
    assert (wide, middle.count(1), middle.index(1)) == (1000, 500, 250)
    assert tuple(chunks[b"PLTE"][3:6]) == (14, 90, 96)


def test_without_a_chinese_font_there_is_no_pdf_but_word(tmp_path: Path) -> None:
    """typst would print empty boxes: so nothing is printed, and the caller can say why."""
    script = (
        "from builders.reports import report\n"
        "from engine.report import as_pdf, as_word\n"
        "from engine.text import Language\n"
        "assert as_pdf(report(), Language.ZH) is None\n"
        "assert as_word(report(), Language.ZH).startswith(b'PK')\n"
    )
    home = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", script],
        env={"DINGJIA_FONTS": str(tmp_path), "PYTHONPATH": "tests"},
        cwd=home,
        check=True,
    )


def test_a_font_with_chinese_signs_is_preferred_to_none() -> None:
    assert chinese_font(["DejaVu Sans", "Libertinus Serif"]) is None
    assert chinese_font(["DejaVu Sans", "SimSun"]) == "SimSun"
    assert chinese_font(["SimSun", "Noto Sans CJK SC"]) == "Noto Sans CJK SC"


def test_a_control_character_and_a_long_title_do_not_break_a_word_file() -> None:
    """Such as a record or a command line can hold; Word takes neither."""
    odd = name("甲\x1b[31m\x00", "A\x1b[31m\x00")
    table = Table(odd, (Column(odd),), ((odd,),))
    content = as_word(
        replace(report(table, Paragraph(odd)), title=name("长" * 300, "l" * 300)), Language.EN
    )
    assert words_of_word(content).count("A\\x1b[31m\\x00") >= 3
