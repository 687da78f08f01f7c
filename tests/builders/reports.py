"""A report with every kind of block."""

from __future__ import annotations

import datetime
from decimal import Decimal

from engine.report import (
    Answer,
    BarRow,
    Bars,
    Block,
    Column,
    Facts,
    Heading,
    Look,
    NewPage,
    Paragraph,
    Points,
    Report,
    Table,
    Tone,
)
from engine.text import Text


def name(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


def report(*blocks: Block, watermark: Text | None = None) -> Report:
    everything = blocks or (
        Heading(name("一、结论", "1. Answer")),
        Answer(
            name("每年最高准许收入", "Maximum a year"),
            name("7,886,659.41 元", "7,886,659.41 yuan"),
            name("假定", "assumption"),
        ),
        Facts(((name("核定日", "Determined"), datetime.date(2026, 3, 1)),)),
        Paragraph(name("引号「“”」、反斜杠 \\、# 与 $x$", "quotes \"', backslash \\, # and $x$")),
        WATERFALL,
        REVIEW,
        NewPage(),
        Heading(name("依据", "Evidence"), 2),
        Points((name("第三条", "clause 3"), name("第五条", "clause 5"))),
        Paragraph(name("盖章", "seal"), Tone.RIGHT),
        Paragraph(name("注意", "mind"), Tone.WARNING),
        Paragraph(name("说明", "note"), Tone.QUIET),
    )
    return Report(
        name("报告", "Report"),
        name("某公司", "A company"),
        name("存证 1", "Record 1"),
        everything,
        watermark,
    )


WATERFALL = Bars(
    name("瀑布图", "Waterfall"),
    (
        BarRow(
            name("申报", "submitted"),
            name("400.00", "400.00"),
            Decimal(0),
            Decimal(400),
            Look.TOTAL,
        ),
        BarRow(
            name("核减", "cut"), name("100.00", "100.00"), Decimal(400), Decimal(300), Look.LESS
        ),
        BarRow(
            name("利润", "profit"), name("20.00", "20.00"), Decimal(300), Decimal(320), Look.MORE
        ),
    ),
)
REVIEW = Table(
    name("审核表", "Review"),
    (
        Column(name("项目", "Item")),
        Column(name("金额", "Amount"), "yuan"),
        Column(name("条款", "Provision")),
    ),
    (
        (name("平台运行", "Platform"), Decimal("4000000"), "发改价格〔2025〕65号第三条"),
        (name("合计", "Total"), Decimal("4000000"), ""),
    ),
    (name("核减为负数", "a cut is negative"),),
    totals=1,
)
