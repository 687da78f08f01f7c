"""What stands beside the digits of a cell, and whether it makes another figure of them.

The lists are of formats met in the files of firms, and of ways to write a multiple, a part, other
money or less. What a format shows, the text of an open document says: both are read alike.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.submission.spreadsheet.shown import is_per_cent, shown_by, shown_in_words

D = Decimal


def readings(word: str) -> list[bool]:
    """Whether the word is refused behind and before a figure: as a format, and as text."""
    number, seen = D(5), "5"
    return [
        bool(shown_by(f'0"{word}"', number)),
        bool(shown_in_words(number, f"{seen}{word}")),
        bool(shown_by(f'"{word} "0', number)),
        bool(shown_in_words(number, f"{word} {seen}")),
    ]


@pytest.mark.parametrize(
    "word",
    [
        *("元", "年", "人", "个月", "次", "户", "份", "套", "条/年", "千瓦时", "千克", "兆瓦", "兆字节", "吉瓦", "百帕"),
        *("块", "用户", "积分", "得分", "分钟", "元/年·人", "元/(人·年)", "元，不含税", "(含税)", "单元", "约", "折旧"),
        *("kWh", "KWH", "MWh", "kVA", "kg", "KG", "t", "g", "h", "GB", "TB/月", "元/GB", "Mbps", "GPU时", "API"),
        *("m²", "m2", "m3", "km²", "Nm3", "㎡", "℃", "°C", "CO2", "tCO2", "tCO2e", "t-CO2"),
        *(" API calls", " users", "pcs", "CNY", "RMB", "¥", "千寻公司", "亿达公司", "兆丰公司", "三亚公司"),
    ],
)  # fmt: skip
def test_a_unit_or_a_name_changes_no_figure(word: str) -> None:
    behind_alone = word[0] in "千亿兆三" and word.endswith("公司")  # behind digits it multiplies
    assert readings(word)[2 if behind_alone else 0 :] == [False] * (2 if behind_alone else 4)


@pytest.mark.parametrize(
    "word",
    [
        # multiples and parts
        *("w", "W", "k", "K", "m", "M", "b", "B", "T", "G", "mm", "mn", "bn", "wan", " million", "lakh", "kilo"),
        *("万", "千人", "兆", "兆元", "百", "多万", "元/千次", "毛", "角", "分", "分/次", "厘", "成", "折", "半", "打", "毛钱"),
        *("×1000", "2×", "/12", "×10³", "x10", "e3", "³", "²", "①", "⑴", "*", "÷2", "元/6个月", "bp", "bps", "ppm"),
        *("%%", "‰", "‱", "百分之", "per mille", "percent"),
        # other money
        *("₽", "₩", "₹", "฿", "₫", "卢布", "美元", "韩元", "美金", "港币", "円", "日圓", "泰铢", "英镑", "越南盾"),
        *("USD", "usd", "kUSD", "KES", "CHF", "$", "€", "HK$", "NT$", "JP¥", "euros", "руб", "원"),
        # less, and what nobody knows
        *("减", "减：", "minus", "—", "~", "≈", "=", "!", "？", "の", "ß"),
    ],
)  # fmt: skip
def test_a_multiple_other_money_or_an_unknown_sign_is_asked_about(word: str) -> None:
    assert readings(word) == [True] * 4


def test_numerals_beside_digits_are_digits() -> None:
    for word in ("一", "壹", "两", "零"):
        assert readings(word) == [True] * 4
    assert readings("一次")[:2] == [True] * 2
    assert readings("第三")[2:] == [True] * 2


@pytest.mark.parametrize(
    ("code", "is_refused"),
    [
        # the yuan and the yen have one sign
        ("[$¥-804]0.00", False), ("[$￥-804]0.00", False), ("[$¥-zh-CN]0", False), ("[$¥]0", False),
        ("[$¥-478]0", False), ("[$-411]0", False), ("[$CNY] 0", False), ("0.00\\ [$¥-804]", False),
        ("[$¥-411]0.00", True), ("[$￥-411]0", True), ("[$¥-ja-JP]0", True), ("[$₽-419]0", True),
        # within the digits
        ("# ?/?", False), ("# ?/8", False), ("0/12", False), ('0" "000', False), ("0_ 0", False),
        ("000-0000", True), ("0000-00", True), ("(000) 0000", True), ('0.00" ("0")"', True), ('0":"00', True),
        # digits that stand there whatever the number
        ("10", True), ("0 5", True), ('"1"0', True), ("0.,", True), ("0.0,", True),
        # a section that shows no figure changes none
        ('0.00;-0.00;"—"', False), ('0.00;-0.00;"无"', False), ('0;-0;0"万"', True), ("+0.00;-0.00", False),
        ('"+"0;"-"0', False), ('0"+"', True),
    ],
)  # fmt: skip
def test_formats_by_hand(code: str, is_refused: bool) -> None:
    assert [bool(shown_by(code, D(number))) for number in (5, -5)] == [is_refused] * 2


@pytest.mark.parametrize("code", ["0.00%%", '0%"%"', "%0%", '0%"万"', "0%;-0"])
def test_a_sign_of_per_cent_multiplies_once(code: str) -> None:
    assert is_per_cent(code)
    assert shown_by(code, D("-0.5")) == code


@pytest.mark.parametrize("red", ["[Red]", "[red]", "[红色]", "[Color3]", "[Color 3]", "[颜色3]"])
def test_red_says_what_is_below_zero(red: str) -> None:
    """A spreadsheet's own format "red without a minus"; red in addition to a sign says no more."""
    for code in (
        f"0.00;{red}0.00",
        f"{red}[<0]0.00;0.00",
        f'0.00"元";{red}0.00"元"',
        f"0;{red}(0)",
    ):
        assert [shown_by(code, D(number)) for number in (5, -5, 0)] == ["", "", ""]
    for code in (f"{red}0.00;{red}0.00", f"{red}0.00;0.00", "0.00;[Blue]0.00", "0.00;[绿色]0.00"):
        assert (shown_by(code, D(5)), shown_by(code, D(-5))) == ("", code)
    assert shown_by(f'0.00;{red}0.00"万"', D(5))
    assert shown_in_words(D(-5), "5.00")  # of which the colour is not seen


def test_numbers_as_they_are_written() -> None:
    for number, seen in (
        ("1.5", "1 1/2"), ("0.333", "1/3"), ("5", "60/12"), ("1234.5", "1 234.5"), ("1234567", "1 234 567 元"),
        ("0.00000015", "1.5E-07"), ("15000000", "1.5E+07"), ("-5", "-¥5.00"), ("5", "+¥5"), ("-0.5", "-.50"),
    ):  # fmt: skip
        assert shown_in_words(D(number), seen) == ""
    for number, seen in (
        ("1", "1/12"), ("5", "5 100"), ("15", "1.5E+07"), ("1235", "0012-35"), ("1", "1/0"), ("0.5", "12:30"),
        ("5", "5×1000"), ("5", "2×5"), ("100", "1 100"),
    ):  # fmt: skip
        assert shown_in_words(D(number), seen) == seen


signs = st.text("元年人千万兆角分减一kwWmtGBh %/×+-—()（）¥$₽²①aA·:~", max_size=4).map(str.strip)


@settings(max_examples=rounds(quick=300, full=20_000), deadline=None)
@given(before=signs, behind=signs, number=st.sampled_from([D(7), D(-7)]))
def test_a_format_and_the_text_that_it_shows_are_read_alike(
    before: str, behind: str, number: Decimal
) -> None:
    """Whatever stands there: what is shown of a number is asked about in either form, or neither."""
    code = f'"{before}"0"{behind}"'
    minus = "-" if number < 0 else ""
    seen = f"{minus}{before}7{behind}"
    assert bool(shown_by(code, number)) == bool(shown_in_words(number, seen))
