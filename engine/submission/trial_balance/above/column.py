"""What a column of a trial balance holds, by its heading: every word of it is known, or none is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from engine.money import CONTEXT
from engine.submission.spreadsheet import Cell, number_in
from engine.submission.spreadsheet.numeral import trimmed
from engine.submission.trial_balance.above.money import Money, without_money
from engine.submission.trial_balance.above.months import Months, is_whole_year, without_months
from engine.text.folding import with_ideographs

__all__ = [
    "BALANCES",
    "CODES",
    "EITHER",
    "MOVEMENTS",
    "Column",
    "Period",
    "Side",
    "amount_in",
    "column_in",
    "is_of_a_part",
    "item_in",
    "on_side",
    "squeezed",
]

_SIGNS = re.compile(r"[\s()\[\]{}_/\\:：·|,，.。\-—*]+")
CODES = {
    *("科目编码", "科目代码", "科目编号", "科目号", "会计科目编码", "会计科目代码", "会计科目编号"),
    *("编码", "代码", "glaccount", "accountcode", "accountno", "accountnumber", "glcode"),
}
"""Headings of a column of numbers of accounts."""
EITHER = {"科目", "会计科目", "account"}
"""Headings of a column of numbers, or of names where numbers stand in another."""
_WORDS = {
    "code": CODES,
    "either": EITHER,
    "own_name": {"本级科目名称"},
    "name": {
        *("科目名称", "会计科目名称", "科目描述", "科目全称", "科目全名", "全称", "名称", "科目名"),
        *("name", "description", "accountname", "accountdescription", "accounttitle"),
        *("nameofaccount", "glaccountname", "glaccountdescription", "ledgeraccountname"),
    },
    "period": {
        *("期间", "会计期间", "年月", "月份", "会计月份", "月", "期", "会计月", "会计期"),
        *("accountingperiod", "fiscalperiod", "postingperiod"),
    },
    "year": {
        *("会计年度", "会计年", "年度", "年份", "年", "财年", "财务年度"),
        *("year", "fiscalyear", "accountingyear"),
    },
    "entity": {
        *(
            "核算组织",
            "核算组织名称",
            "组织",
            "组织名称",
            "主体",
            "核算主体",
            "会计主体",
            "核算单位",
        ),
        *("单位名称", "公司", "公司名称", "法人", "法人名称", "机构", "机构名称"),
        *("company", "companyname", "entity", "organization", "organisation", "legalentity"),
    },
    "books": {
        *("账套", "账套名称", "账套编码", "账套号", "账簿", "账簿名称", "账簿编码", "账簿类型"),
        *("组织编码", "核算组织编码", "公司编码", "公司代码", "单位编码", "机构编码", "法人编码"),
        *("余额类型", "companycode", "ledger"),
    },
    "currency": {
        *("币种", "币别", "币种名称", "币别名称", "币种编码", "币别编码", "币种代码", "外币名称"),
        *("外币币种", "外币种类", "货币", "货币种类", "currency"),
    },
}
_ON_DEBIT = {"借", "借方", "dr", "d", "debit", "借余"}
_ON_CREDIT = {"贷", "贷方", "cr", "c", "credit", "贷余"}
_EVEN = {"平", "", "-", "—", "0"}
_NOTHING = {"-", "—", "－", "--", "——"}
_LONGEST = 200
"""Characters of a heading; a longer one is none that is known."""
_DIRECTIONS = ("余额方向", "借贷方向", "方向", "借贷", "drcr")
_UNUSED = re.compile("数量|单价|净额|币种|币别|汇率|quantity|unitprice|currency")
_AUXILIARY = re.compile("辅助|核算维度|核算项目|往来")
_PARTS = re.compile(
    "(?:部门|项目|客户|供应商|职员|人员|员工|个人|成本中心|利润中心|department|project|customer"
    "|supplier|vendor|employee|costcent(?:er|re)|profitcent(?:er|re))(?:编码|代码|编号|名称|code|name)?"
)
"""Headings of auxiliary items whose names tell no nature of cost."""
_CODE = re.compile("编码|代码|编号|code")


class Period(StrEnum):
    """Of which time an amount is."""

    YEAR_OPENING = "year_opening"
    """The balance on the first day of the year."""
    OPENING = "opening"
    """The balance before the period."""
    MOVEMENT = "movement"
    """What moved in the period."""
    MONTH = "month"
    """What moved in its last month alone."""
    YEAR = "year"
    """What moved since the year began."""
    CLOSING = "closing"
    """The balance after the period."""


BALANCES = (Period.YEAR_OPENING, Period.OPENING, Period.CLOSING)
MOVEMENTS = (Period.MOVEMENT, Period.MONTH, Period.YEAR)


class Side(StrEnum):
    """On which side an amount stands."""

    DEBIT = "debit"
    CREDIT = "credit"
    BALANCE = "balance"
    """On the side that a column of directions says."""
    DIRECTION = "direction"
    """No amount: the side itself, 借 or 贷, 平 where there is none."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a word such as `code`, or an amount of a period on a side.

    Amounts that are not read have a word beside it: `foreign` of foreign money, `other` of another
    year or month.
    """

    word: str = ""
    period: Period | None = None
    side: Side | None = None
    months: Months | None = None
    """The months that the heading names."""
    money: Money | None = None
    """The unit of money that the heading names."""
    is_home: bool = False
    """Whether the heading says in so many words that amounts are in the home currency."""

    @property
    def is_amount(self) -> bool:
        """Whether it holds amounts that are read."""
        return not self.word and self.side not in (None, Side.DIRECTION)


def is_of_a_part(said: str) -> bool:
    """Return whether what is `said` of a total is that it is none of the whole."""
    return bool(re.search("小计|本页|类合计|subtotal", squeezed(said)))


@lru_cache(maxsize=8192)
def squeezed(written: str | None) -> str:
    """Return a heading as it is compared: no blanks, no signs, half-width, small letters, no
    radicals for ideographs."""
    return _SIGNS.sub("", with_ideographs(written or "")).lower()


def column_in(heading: str) -> Column | None:
    """Return what a column with this heading holds, or None when that is not known."""
    word = squeezed(heading[: _LONGEST + 1])
    if not word or len(heading) > _LONGEST:
        return None
    for named, headings in _WORDS.items():
        if word in headings:
            return Column(named)
    if _UNUSED.search(word):
        return Column("unused")
    if _AUXILIARY.search(word):
        is_code = _CODE.search(word) is not None
        is_kind = re.search("类别|类型", word) is not None
        return Column("auxiliary_kind" if is_kind else "auxiliary_code" if is_code else "auxiliary")
    if _PARTS.fullmatch(word):
        return Column("part")
    months, bare = without_months(with_ideographs(heading))
    money, is_home, bare = without_money(bare)
    found = _of_amounts(squeezed(bare), months is not None and is_whole_year(months))
    if found is None:
        return Column("unused") if money is not None and money.is_foreign else None
    found = replace(found, months=months, money=money, is_home=is_home)
    is_foreign = found.is_amount and money is not None and money.is_foreign and not is_home
    return replace(found, word="foreign") if is_foreign else found


def amount_in(cell: Cell) -> Decimal | None:
    """Return the figure of a cell in the unit of its column, or None where it holds none."""
    if isinstance(cell.value, Decimal) and not cell.is_percent:
        return cell.value
    if not isinstance(cell.value, str) or cell.is_error:
        return None
    return Decimal(0) if trimmed(cell.value) in _NOTHING else number_in(cell.value)


def on_side(said: str, amount: Decimal) -> Decimal | None:
    """Return a balance with its sign, above zero on the debit side, by the cell of its side.

    None where the cell says no side, and something is left.
    """
    side = squeezed(said)
    if side in _ON_DEBIT:
        return amount
    if side in _ON_CREDIT:
        return CONTEXT.minus(amount)
    return Decimal(0) if side in _EVEN and not amount else None


def item_in(heading: str) -> tuple[str, bool]:
    """Return the kind of auxiliary item that a heading names, and whether it is of their codes."""
    word = squeezed(heading)
    return re.sub("名称|name", "", _CODE.sub("", word)), _CODE.search(word) is not None


_TAGS = {
    "year_end": "上年度?(?:年末|期末|末)|去年(?:年末|期末|末)|上年结转|上年结余",
    "end": "上期(?:期末|末)|上月(?:月末|期末|末)|上[期月]结转",
    "year_before": "上年度|上年|去年|上一年度?",
    "before": "上期|上月|上一期",
    "year_opening": "年初",
    "opening": "期初|月初|beginning|begin|opening",
    "closing": "期末|月末|年末|closing|ending|end",
    "year": "本年度?|当年度?|全年度?|年度|currentyear|thisyear",
    "sum": "累计|yeartodate|ytd|cumulative|accumulated",
    "month": "本月|当月|currentmonth",
    "period": "本期|当期|currentperiod|period|current",
    "moved": "发生额?|发生数|movement",
    "debit": "借方?|debit|dr",
    "credit": "贷方?|credit|cr",
    "balance": "余额|结余|balance",
    "figure": "金额|数额|额|数|合计|amount|total|[+=]",
}
"""What the words of a heading say."""
_TAG = re.compile("|".join(f"(?P<{tag}>{words})" for tag, words in _TAGS.items()))


def _tags(word: str) -> set[str] | None:
    """Return what the words of a heading say, or None where one is not known."""
    if word.startswith("f") and word.isascii():
        word = word[1:]
    tags: set[str] = set()
    at = 0
    while at < len(word):
        found = _TAG.match(word, at)
        if found is None:
            return None
        tags.add(str(found.lastgroup))
        at = found.end()
    return tags


def _of_amounts(word: str, of_year: bool) -> Column | None:
    """Return the amounts or sides of balances that a heading without money and months names.

    `of_year` says that it named a year, and nothing more exact.
    """
    for direction in _DIRECTIONS:
        if word.endswith(direction):
            tags = _tags(word.removesuffix(direction))
            return Column("", _balance(tags) if tags else None, Side.DIRECTION)
    tags = _tags(word)
    if tags is None or {"debit", "credit"} <= tags:
        return None
    side = Side.DEBIT if "debit" in tags else Side.CREDIT if "credit" in tags else Side.BALANCE
    period = _balance(tags)
    if period is None and side is not Side.BALANCE:
        period = _movement(tags, of_year)
    if period is None:
        of_another = tags & {"year_before", "before"}
        return Column("other", None, side) if of_another else None
    return Column("", period, side)


_OF_NOW = {"year", "period", "month", "debit", "credit", "balance", "figure"}


def _balance(tags: set[str]) -> Period | None:
    """Return of which time a balance is, or None where it is no balance that is known."""
    said = tags - _OF_NOW
    if said == {"closing"} or (not said and "balance" in tags):
        return Period.CLOSING
    if said in ({"year_opening"}, {"year_end"}) or (said == {"opening"} and "year" in tags):
        return Period.YEAR_OPENING
    if said in ({"opening"}, {"end"}):
        return Period.OPENING
    if "balance" in tags and said == {"year_before"}:
        return Period.YEAR_OPENING  # what the year before left
    return Period.OPENING if "balance" in tags and said == {"before"} else None


def _movement(tags: set[str], of_year: bool) -> Period | None:
    """Return of which time a movement is, or None where it is none that is known."""
    said = tags - {"debit", "credit", "figure", "moved"}
    if "month" in said:
        return Period.MONTH if said <= {"month", "sum"} else None
    if said <= {"period", "sum"} and "period" in said:
        return Period.MOVEMENT
    if said <= {"year", "sum"} and (said or of_year):
        return Period.YEAR
    return None if said else Period.MOVEMENT
