"""Whether the sheets of a workbook go together: one period, one firm, one unit, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from engine.submission.spreadsheet import Grid
from engine.submission.trial_balance.above import is_branch, notes_of_unit, squeezed
from engine.submission.trial_balance.sheet import Reading, Sheet

__all__ = ["compare", "firm_of"]

Row = tuple[str, str, int]
"""A set of books within a sheet, a number of an account, and which of several rows it is."""


def compare(reading: Reading, sheets: Sequence[Sheet], unread: Iterable[Grid]) -> None:
    """Note what keeps `sheets` from being one book; `unread` are those without a heading."""
    _periods(sheets)
    _firms(reading, sheets)
    if not reading.faults:  # else what a sheet says is not known
        _units(reading, sheets, unread)
        _copies(reading, sheets)


def firm_of(sheets: Iterable[Sheet]) -> str | None:
    """Return the firm whose book the sheets are, or None: one that is no branch, if there is one.

    Of 甲公司 and 甲公司北京中心 it is the former.
    """
    named = list(dict.fromkeys(one.titles.operator for one in sheets if one.titles.operator))
    firms = [one for one in named if not is_branch(one)] or named
    of_none = (one for one in firms if not any(one.startswith(it) for it in firms if it != one))
    return next(of_none, None)


def _periods(sheets: Sequence[Sheet]) -> None:
    """Note sheets of different periods."""
    first, *others = sheets
    for sheet in others:
        if first.stated is not None and sheet.stated not in (None, first.stated):
            sheet.fault_of_sheet("sheets_of_two_periods", first)
            return
        first = first if first.stated is not None else sheet


def _units(reading: Reading, sheets: Sequence[Sheet], unread: Iterable[Grid]) -> None:
    """Note a sheet that says no unit where another does, be it one that is not read."""
    silent = next((sheet for sheet in sheets if not sheet.says_unit), None)
    scaled = next((sheet for sheet in sheets if sheet.scale != 1), None)
    if silent is None:
        return
    if scaled is not None:
        silent.fault_of_sheet("no_unit_on_sheet", scaled)
        return
    for grid in unread:
        for place, money in notes_of_unit(grid, grid.cells):
            if money.scale != 1:
                sheet = silent.grid.title
                reading.fault(place, "unit_on_other_sheet", money.written, sheet=sheet)
                return


def _firms(reading: Reading, sheets: Sequence[Sheet]) -> None:
    """Note a sheet of another firm; tell of one that names a branch of it."""
    firm = firm_of(sheets)
    for sheet in sheets:
        named = sheet.titles.operator
        if firm is None or named is None or squeezed(named) == squeezed(firm):
            continue
        if is_branch(named) or named.startswith(firm):
            reading.notice(sheet.titles.operator_at, "sheet_of_branch", named=named, firm=firm)
        else:
            reading.fault(sheet.titles.operator_at, "sheet_of_other_firm", named, firm=firm)


def _copies(reading: Reading, sheets: Sequence[Sheet]) -> None:
    """Note a sheet that says what another says: it would count twice.

    It does where most figures are those of the other, or most accounts and, in so many words, the
    firm. Sheets of branches, which say so, share the accounts, and not the figures.
    """
    told: set[int] = set()
    rows = [_rows(sheet) for sheet in sheets]
    for first, second in combinations(range(len(sheets)), 2):
        if second in told or not rows[first] or not rows[second]:
            continue
        half = min(len(rows[first]), len(rows[second])) / 2
        accounts = rows[first].keys() & rows[second].keys()
        equal = [key for key in accounts if rows[first][key] == rows[second][key]]
        one, other = sheets[first].titles.operator, sheets[second].titles.operator
        names = f"{sheets[first].entity} {sheets[second].entity}"
        is_same_firm = one is not None and squeezed(one) == squeezed(other)
        is_same_firm = is_same_firm and not is_branch(names)
        if len(equal) >= half:
            key = "sheet_repeats"
        elif is_same_firm and len(accounts) >= half:
            key = "sheet_of_same_firm"
        else:
            continue
        told.add(second)
        sheets[second].fault_of_sheet(key, sheets[first])


def _rows(sheet: Sheet) -> Mapping[Row, object]:
    """Return the figures of the accounts that have any."""
    return {
        (account.entity.removeprefix(sheet.entity), account.code, account.twin): (
            account.amounts,
            account.balances,
        )
        for account in sheet.accounts
        if any(account.amounts.values()) or any(account.balances.values())
    }
