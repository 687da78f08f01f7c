"""Whether rows and sheets go together: one period, one firm, one unit, nothing twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, combinations

from engine.money import CONTEXT
from engine.submission.spreadsheet import Grid
from engine.submission.trial_balance.above import (
    Months,
    Period,
    Side,
    is_branch,
    is_head_office,
    is_of_firms,
    is_same_firm,
    notes_of_unit,
)
from engine.submission.trial_balance.book import Account, Key, above_each, beginnings, figures_of
from engine.submission.trial_balance.sheet import Reading, Sheet

__all__ = ["compare", "firm_of"]

_MOST = 200
"""Sheets and firms of one book; each is held against every other."""
_Moved = tuple[Decimal, Decimal]
"""What was moved on the debit and on the credit side."""


@dataclass(slots=True)
class _Part:
    """The rows of one firm on a sheet: all of them, or those in which a column names it."""

    sheet: Sheet
    named: str
    """What the column says; nothing where there is none."""
    firm: str | None
    place: str
    """The cell that names the firm, else the first of the heading."""
    accounts: list[Account] = field(default_factory=list)

    @property
    def own(self) -> str:
        """What tells it from others: what the column says, else the name of the sheet."""
        return self.named or self.sheet.entity

    @property
    def at(self) -> str:
        """Where it begins."""
        return self.place if self.named else self.sheet.top

    @property
    def title(self) -> str:
        """What people know it by."""
        return f"{self.sheet.entity} {self.named}".strip() or self.place


def compare(reading: Reading, sheets: Sequence[Sheet], unread: Iterable[Grid]) -> None:
    """Note what keeps `sheets` from being one book; `unread` are those without a heading."""
    _periods(sheets)
    parts = [part for sheet in sheets for part in _parts(sheet)]
    _firms(reading, sheets, parts)
    if len(parts) > _MOST:
        reading.fault(parts[_MOST].place, "many_firms", None, most=_MOST)
    if not reading.faults:  # else what a sheet says is not known
        _units(reading, sheets, unread)
        _copies(reading, parts)
        _sums(reading, parts)
        _items(reading)


def firm_of(named: Iterable[str | None]) -> str | None:
    """Return the firm whose book it is of those that are named, or None: one that is no branch.

    Of 甲公司 and 甲公司北京中心 it is the former.
    """
    known = list(dict.fromkeys(one for one in named if one))
    firms = [one for one in known if not is_branch(one)] or known
    of_none = (one for one in firms if not any(one.startswith(it) for it in firms if it != one))
    return next(of_none, None)


def _periods(sheets: Sequence[Sheet]) -> None:
    """Note sheets of different periods, as titles or rows say it."""
    first, *others = sheets
    for sheet in others:
        if first.stated is not None and sheet.stated not in (None, first.stated):
            sheet.fault_of_sheet("sheets_of_two_periods", first)
            return
        first = first if first.stated is not None else sheet
    times = [(one, months) for one in sheets if (months := _time_of(one)) is not None]
    with_year = next((one for one in sheets if _moves(one, Period.YEAR)), None)
    for sheet, months in times:
        first, known = times[0]
        if months[1] != known[1] or (with_year is None and months != known):
            sheet.fault_of_sheet("sheets_of_two_periods", first)
            return
    for sheet in sheets:
        is_of_period = _moves(sheet, Period.MOVEMENT) and not _moves(sheet, Period.YEAR)
        if with_year is not None and is_of_period:
            sheet.fault_of_sheet("no_year_on_sheet", with_year)
            return


def _moves(sheet: Sheet, period: Period) -> bool:
    """Return whether a sheet has a column of what was moved in `period` on the debit side."""
    return sheet.heading.amount(period, Side.DEBIT) is not None


def _time_of(sheet: Sheet) -> Months | None:
    """Return the time of the rows that are taken, else what is stated, with its year."""
    months, times = sheet.stated, sheet.times
    if times is not None:
        first = times.months[0] if len(sheet.taken) > 1 else times.latest
        months = first[0], times.latest[1]
    return months if months is not None and months[1][0] else None


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


def _parts(sheet: Sheet) -> Iterator[_Part]:
    """Yield the parts of a sheet, in the order in which they begin."""
    column, titles = sheet.heading.at("entity"), sheet.titles
    if column is None:
        place = titles.operator_at or sheet.top
        yield _Part(sheet, "", titles.operator, place, [*sheet.accounts])
        return
    found: dict[str, _Part] = {}
    for account in sheet.accounts:
        named = account.entity.removeprefix(sheet.entity).strip()
        place = sheet.grid.place(account.row, column)
        found.setdefault(named, _Part(sheet, named, named or None, place))
        found[named].accounts.append(account)
    yield from found.values()


def _firms(reading: Reading, sheets: Sequence[Sheet], parts: Sequence[_Part]) -> None:
    """Note rows of another firm, or of a sum of firms; tell of those that name a branch.

    A firm that a column gives by a number alone is the one of the titles where there is no other.
    """
    head = next((part for part in parts if is_head_office(part.own)), None)
    several = len({(part.sheet.entity, part.named) for part in parts}) > 1
    is_number = len({part.named for part in parts}) == 1 and parts[0].named.isdecimal()
    titles = [sheet.titles.operator for sheet in sheets]
    firm = firm_of(titles) or firm_of(part.firm for part in parts)
    for part in parts:
        named = part.firm or firm or ""
        if several and part.sheet.heading.at("entity") is not None and not part.named:
            reading.fault(part.place, "no_firm", None)
        elif several and is_of_firms(part.own):
            reading.fault(part.at, "firms_together", part.own)
        elif head is not None and not is_branch(part.own) and _is_whole(named, firm, part, head):
            reading.fault(part.at, "firm_beside_head", part.own, other=head.at)
        elif firm is None or is_number or is_same_firm(named, firm):
            continue
        elif is_branch(named) or named.startswith(firm):
            reading.notice(part.place, "sheet_of_branch", named=named, firm=firm)
        else:
            reading.fault(part.place, "sheet_of_other_firm", named, firm=firm)


def _is_whole(named: str, firm: str | None, part: _Part, head: _Part) -> bool:
    """Return whether a part bears the name of the firm whose head office is `head`."""
    return is_same_firm(named, firm) if firm is not None else head.own.startswith(part.own)


def _copies(reading: Reading, parts: Sequence[_Part]) -> None:
    """Note rows that say what others say: they would count twice.

    They do where most figures are those of the others, or most accounts and, in so many words, the
    firm. Branches, which say so, share the accounts, and not the figures.
    """
    told: set[int] = set()
    rows = [_rows(part) for part in parts]
    for first, second in combinations(range(len(parts)), 2):
        if second in told or not rows[first] or not rows[second]:
            continue
        half = min(len(rows[first]), len(rows[second])) / 2
        accounts = rows[first].keys() & rows[second].keys()
        equal = [key for key in accounts if rows[first][key] == rows[second][key]]
        one, other = parts[first].firm, parts[second].firm
        is_alike = one is not None and other is not None and is_same_firm(one, other)
        is_alike = is_alike and not is_branch(f"{parts[first].title} {parts[second].title}")
        if len(equal) >= half:
            key = "sheet_repeats"
        elif is_alike and len(accounts) >= half:
            key = "sheet_of_same_firm"
        else:
            continue
        told.add(second)
        _fault(reading, key, parts[second], parts[first].title)


def _rows(part: _Part) -> Mapping[str, object]:
    """Return the figures of each account that has any; without a row of its own, of its items."""
    rows: dict[str, list[Account]] = defaultdict(list)
    for account in part.accounts:
        if any(figures_of(account).values()):
            rows[account.number].append(account)
    return {
        number: _together([one for one in found if not one.items] or found)
        for number, found in rows.items()
    }


def _together(accounts: Iterable[Account]) -> Mapping[object, Decimal]:
    """Return the sums of all figures of accounts."""
    sums: dict[object, Decimal] = defaultdict(Decimal)
    for account in accounts:
        for measure, amount in figures_of(account).items():
            sums[measure] = CONTEXT.add(sums[measure], amount)
    return sums


def _fault(reading: Reading, key: str, part: _Part, other: str) -> None:
    reading.fault(part.at, key, part.named or None, sheet=other)


def _sums(reading: Reading, parts: Sequence[_Part]) -> None:
    """Note rows that move what the parts before or after them, or all others, move together.

    What two or more parts move is the difference of two running sums.
    """
    moved = [_moved(part) for part in parts]
    so_far = [*accumulate(moved, _plus, initial=(Decimal(0), Decimal(0)))]
    last = {reached: at for at, reached in enumerate(so_far)}
    first = {reached: at for at, reached in reversed([*enumerate(so_far)])}
    for at, (debit, credit) in enumerate(moved):
        begins = first.get(_plus(so_far[at], (-debit, -credit)), at)
        ends = last.get(_plus(so_far[at + 1], (debit, credit)), at)
        is_of_all = len(parts) > 2 and _plus((debit, credit), (debit, credit)) == so_far[-1]
        if (debit or credit) and (begins <= at - 2 or ends >= at + 3 or is_of_all):
            _fault(reading, "sheet_is_sum", parts[at], parts[at].title)
            return


def _plus(one: _Moved, other: _Moved) -> _Moved:
    return CONTEXT.add(one[0], other[0]), CONTEXT.add(one[1], other[1])


def _moved(part: _Part) -> _Moved:
    """Return what the leaves of a part moved on each side, of whatever period."""
    above = {account.key for line in above_each(part.accounts).values() for account in line}
    moved: dict[Side, Decimal] = defaultdict(Decimal)
    for account in part.accounts:
        for (_, side), amount in account.amounts.items() if account.key not in above else ():
            moved[side] = CONTEXT.add(moved[side], amount)
    return moved[Side.DEBIT], moved[Side.CREDIT]


def _items(reading: Reading) -> None:
    """Note auxiliary items of which one may be the sum of others.

    Where several rows are of one account, or of it and of accounts below it, a row above them that
    is of no item must hold what they hold together.
    """
    above = above_each(reading.accounts)
    holders = {account.key for line in above.values() for account in line}
    below: dict[Key, list[Account]] = defaultdict(list)
    rows: Counter[tuple[str, str]] = Counter()
    begun: set[tuple[str, str]] = set()
    for leaf in (one for one in reading.accounts if one.key not in holders):
        rows[leaf.entity, leaf.number] += 1
        begun |= {(leaf.entity, number) for number in beginnings(leaf.number)}
        for holder in above.get(leaf.key, ()):
            below[holder.key].append(leaf)
    held = {one.key for one in reading.accounts if one.key in below and _holds(one, below[one.key])}
    for leaf in reading.accounts:
        account = leaf.entity, leaf.number
        is_held = any(one.key in held and not one.items for one in above.get(leaf.key, ()))
        is_alone = rows[account] < 2 and account not in begun
        if leaf.items and leaf.key not in holders and not is_held and not is_alone:
            reading.fault(leaf.place, "items_not_held", leaf.code, name=leaf.name)
            return


def _holds(account: Account, leaves: Iterable[Account]) -> bool:
    """Return whether an account has the figures that leaves below it have together."""
    sums = _together(leaves)
    return all(own == sums.get(measure, 0) for measure, own in figures_of(account).items())
