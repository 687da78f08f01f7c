"""Trial balances written at random: which columns, what they and the titles say, in which unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from builders.trial_balances import closing, rows

OPENINGS = ["期初余额{}", "期初{}", "期初{}余额", "年初余额{}", "上年年末余额{}", "上期期末余额{}"]
YEARS = ["本年累计发生额{}", "本年累计{}", "累计{}", "2025年{}发生额", "本年{}发生额", "2025年{}"]
PERIODS = ["本期发生额{}", "本期{}", "{}发生额", "{}", "1-12月发生额{}"]
CLOSINGS = [
    "期末余额{}",
    "期末{}",
    "期末{}余额",
    "2025年末余额{}",
    "2025年12月31日余额{}",
    "{}余额",
]
OTHERS = [
    *("上年累计{}", "上年累计发生额{}", "上年同期{}", "去年{}发生额", "2024年{}发生额", "2024年{}"),
    *("2024年12月31日余额{}", "2024年期末余额{}", "上月发生额{}", "11月{}发生额", "2025年11月{}"),
    *("上半年{}", "预算{}", "审计调整{}", "上年年初余额{}"),
]
PERIODS_STATED = [
    *(
        "2025年度",
        "2025.01--2025.12",
        "期间：2025年1期至2025年12期",
        "2025年1-12月",
        "2025年科目余额表",
    ),
    *("2025年01月01日至2025年12月31日", "会计期间：2025-01-01~2025-12-31", "202501-202512"),
]
UNITS = {
    "元": 1, "百元": 100, "千元": 1000, "仟元": 1000, "万元": 10**4, "萬元": 10**4,
    "十万元": 10**5, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8,
}  # fmt: skip
SAID = [
    *(
        "单位：{}",
        "单位:{}",
        "金额单位：{}",
        "货币单位：人民币{}",
        "（{}）",
        "(单位：人民币{})",
        "{}",
    ),
    *(
        "币种：人民币  单位：{}",
        "币种：人民币 金额单位：{}",
        "人民币{}",
        "单位：人民币（{}）",
        "单 位： {}",
    ),
    *("本表金额以{}为单位", "币种/单位：人民币/{}", "科目余额表（{}）"),
]


@dataclass(frozen=True)
class Layout:
    """How a balance is written."""

    blocks: tuple[tuple[str, str], ...]
    """For each pair of columns what it holds (opening, moved, closing, other), and its heading."""
    period: str
    unit: str
    said: str
    """How the unit is said; `heading` in each heading, `cell` as a label and its cell, `note` below."""
    two_rows: bool

    @property
    def head(self) -> list[list[str]]:
        """The rows of the heading."""
        mark = f"（{self.unit}）" if self.said == "heading" else ""
        if self.two_rows:
            names = [name.format("") + mark for _, name in self.blocks]
            over = ["科目编码", "科目名称", *(part for name in names for part in (name, ""))]
            return [over, ["", "", *("借方", "贷方") * len(names)]]
        each = (name.format(side) for _, name in self.blocks for side in ("借方", "贷方"))
        return [["科目编码", "科目名称", *(name + mark for name in each)]]

    @property
    def above(self) -> list[list[str]]:
        """The titles."""
        title = ["科目余额表", "", self.period]
        if self.said == "cell":
            return [title, ["", "金额单位：", self.unit]]
        stated = self.said not in {"heading", "note", ""}
        return [title, ["", "", self.said.format(self.unit)]] if stated else [title]

    @property
    def lines(self) -> list[list[str]]:
        """All rows."""
        scale = Decimal(UNITS[self.unit])

        def written(amount: int) -> str:
            return format(Decimal(amount) / scale, "f") if amount else ""

        lines = [*self.above, *self.head]
        for row in rows():
            opening, last = row[2], closing(row)
            pairs = {
                "opening": (max(opening, 0), max(-opening, 0)),
                "moved": row[3:5],
                "closing": (max(last, 0), max(-last, 0)),
                "other": (7 * row[3] + 1, 3 * row[4] + 5),
            }
            amounts = (amount for what, _ in self.blocks for amount in pairs[what])
            lines.append([row[0], row[1], *map(written, amounts)])
        if self.said == "note":
            lines.append([f"注：金额单位为{self.unit}"])
        return lines


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A layout in which everything is said, and only once."""
    two_rows = draw(st.booleans())

    def named(names: Sequence[str]) -> str:
        fitting = [name for name in names if (name.endswith("{}") and name != "{}") or not two_rows]
        return draw(st.sampled_from(fitting))

    moved = draw(st.lists(st.sampled_from([YEARS, PERIODS]), min_size=1, max_size=2, unique_by=id))
    blocks = [("opening", named(OPENINGS)), ("closing", named(CLOSINGS))]
    blocks += [("moved", named(names)) for names in moved]
    others = draw(st.lists(st.sampled_from(OTHERS), max_size=3, unique=True))
    blocks += [("other", named([name])) for name in others if name.endswith("{}") or not two_rows]
    unit = draw(st.sampled_from([*UNITS]))
    ways = [*SAID, "heading", "cell", "note", *([""] if unit == "元" else [])]
    return Layout(
        tuple(draw(st.permutations(blocks))),
        draw(st.sampled_from(PERIODS_STATED)),
        unit,
        draw(st.sampled_from(ways)),
        two_rows,
    )
