"""What a cell means, by what its column holds; where it can mean two things, it is asked."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from engine.money import plain
from engine.submission.formats.layout import Holds, ShareUnit, SheetColumn, names_of
from engine.submission.spreadsheet import Cell, number_in
from engine.submission.spreadsheet.numeral import flaw_of, trimmed
from engine.submission.spreadsheet.shown import SIGN_OF_PER_CENT
from engine.text import legible

__all__ = ["Meaning", "meaning_of", "month_in"]

_WHOLE = Decimal(100)
_DOUBT = {Holds.PERCENT: "share_or_fraction", Holds.RATE: "rate_or_fraction"}
"""What holds per cent, and what is said of a figure there that may be a fraction of one."""

# Year and month, or year, month and day, with any signs between them; a time may follow a day.
_DATE = re.compile(
    r"((?:19|20)[0-9]{2})[^0-9]+([0-9]{1,2})"
    r"(?:[^0-9]+([0-9]{1,2})(?:[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.0+)?)?)?)?[^0-9]*"
)
_RUN_TOGETHER = re.compile("((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})?")
_NUMBERED_MONTH = re.compile(r"((?:19|20)[0-9]{2})\.([0-9]{1,2})")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
"""Kinds of characters that nobody can see: control, format, private, and what is none."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell means, or why that cannot be told."""

    value: object
    """The plain value; of a fault, what is written, so that nothing is taken for absent."""
    key: str | None = None
    """For a fault: its sentence."""
    values: tuple[tuple[str, object], ...] = ()
    """For a fault: what its sentence names."""


def meaning_of(
    cell: Cell, column: SheetColumn, is_text: bool, unit: ShareUnit, others: Iterable[Cell]
) -> Meaning:
    """Return what `cell` means in `column`.

    `is_text` says that the file is text, in which a number lost its form; `unit` what the heading
    says of shares; `others` are the cells of the column, by which a share of 1 is told.
    """
    written = cell.written
    if cell.value is None:
        return Meaning(written, "formula_without_value")
    if cell.is_error:
        return Meaning(written, "error_value")
    flaw = flaw_of(cell)
    if column.holds in (Holds.TEXT, Holds.YES_NO):
        flaw = flaw if cell.struck else None
    elif column.holds in _DOUBT and cell.shown == SIGN_OF_PER_CENT:
        flaw = None
    if flaw is not None:
        return Meaning(written, f"spreadsheet.{flaw[0]}", tuple(flaw[1].items()))
    if column.holds in (Holds.MONTH, Holds.DAY):
        return _date(cell, column, is_text)
    if column.holds in (Holds.TEXT, Holds.YES_NO):
        return _words(cell, column)
    return _number(cell, column, unit, others)


def _number(cell: Cell, column: SheetColumn, unit: ShareUnit, others: Iterable[Cell]) -> Meaning:
    number, is_percent = _figure(cell, column.holds in _DOUBT)
    if number is None:
        return Meaning(cell.written, "not_a_number_cell")
    if column.holds in _DOUBT:
        if not is_percent and unit is ShareUnit.UNSAID and _is_doubtful(number, others):
            shown = {"as_fraction": plain((number * _WHOLE).normalize()), "as_share": plain(number)}
            return Meaning(cell.written, _DOUBT[column.holds], tuple(shown.items()))
        if not is_percent and unit is ShareUnit.FRACTION:
            number = number * _WHOLE
    elif is_percent:
        return Meaning(f"{plain(number)}%", "percent_for_amount")
    if column.holds is Holds.WHOLE:
        if number != number.to_integral_value():
            return Meaning(cell.written, "not_whole_cell")
        return Meaning(int(number))
    if number < 0 and column.holds is not Holds.SIGNED:
        return Meaning(cell.written, "negative_cell")
    return Meaning(number)


def _figure(cell: Cell, may_be_percent: bool) -> tuple[Decimal | None, bool]:
    """Return the number in `cell`, and whether it says itself that it is per cent."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, Decimal | str):
        return None, False
    if isinstance(cell.value, Decimal):
        return cell.value.scaleb(2) if cell.is_percent else cell.value, cell.is_percent
    written = trimmed(cell.value)
    if may_be_percent and written.endswith("%"):
        return number_in(written[:-1]), True
    return number_in(written), False


def _is_doubtful(number: Decimal, others: Iterable[Cell]) -> bool:
    """Return whether a figure may be a fraction of one as well as per cent."""
    if abs(number) != 1:
        return 0 < abs(number) < 1
    figures = (_figure(other, True) for other in others)
    return not any(figure is not None and abs(figure) > 1 for figure, _ in figures)


def _words(cell: Cell, column: SheetColumn) -> Meaning:
    found = cell.value
    if isinstance(found, bool):
        if column.holds is Holds.YES_NO:
            return Meaning(found)
        return Meaning(cell.written, "not_a_text_cell")
    if isinstance(found, datetime.date):
        return Meaning(cell.written, "not_a_text_cell")
    said = cell.written.strip(" \t\r\n\u00a0\u3000\ufeff")
    if _has_unseen(said):
        return Meaning(said, "unseen_character", (("escaped", _escaped(said)),))
    if not column.choices:
        return Meaning(said)
    code = column.code(said)
    if code is None:
        allowed = ", ".join(names_of(f"choice_{code}")[0] for code in column.choices)
        return Meaning(said, "no_such_choice", (("allowed", allowed),))
    return Meaning(code == "yes" if column.holds is Holds.YES_NO else code)


def _has_unseen(said: str) -> bool:
    return _escaped(said) != said


def _escaped(said: str) -> str:
    """Return `said` with each character that nobody can see as the escape that names it."""
    return "".join(
        sign if sign in "\t\r\n" or unicodedata.category(sign) not in _UNSEEN else ascii(sign)[1:-1]
        for sign in legible(said)
    )


def _date(cell: Cell, column: SheetColumn, is_text: bool) -> Meaning:
    is_month = column.holds is Holds.MONTH
    found = cell.value
    if isinstance(found, bool):
        return Meaning(cell.written, f"not_a_{column.holds}_cell")
    if isinstance(found, datetime.date) and found.year // 100 in (19, 20):
        return Meaning(f"{found.year}-{found.month:02}" if is_month else found)
    said = trimmed(cell.written)
    if _has_unseen(said):
        return Meaning(said, "unseen_character", (("escaped", _escaped(said)),))
    numbered = _NUMBERED_MONTH.fullmatch(said)
    if is_month and numbered and numbered[2] == "1" and (is_text or isinstance(found, Decimal)):
        return Meaning(said, "january_or_october", (("year", numbered[1]),))
    value = month_in(said) if is_month else _day_in(said)
    return Meaning(value) if value else Meaning(said, f"not_a_{column.holds}_cell")


def month_in(written: str) -> str | None:
    """Return the month that `written` names, as 2024-03; of a day, its month; None for neither."""
    found = _DATE.fullmatch(written) or _RUN_TOGETHER.fullmatch(written)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return f"{found[1]}-{int(found[2]):02}"


def _day_in(written: str) -> datetime.date | None:
    """Return the day that `written` names, or None."""
    found = _DATE.fullmatch(written) or _RUN_TOGETHER.fullmatch(written)
    if found is None or found[3] is None:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
