"""What is told beside a maximum and changes none of its figures (提示)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.determination.maximum.given.missing_years import subsidies_without_years
from engine.law import Document, Fault, newest_day_if_far
from engine.method import Worksheet, unit_in_words
from engine.money import CONTEXT, FEN, grouped, plain
from engine.submission import Filed, Submission
from engine.submission.model import Subsidy
from engine.text import Text, text

__all__ = ["Told", "told_of"]

_HUNDRED = Decimal(100)
_FAR = 2
"""Years from the accounts to the cycle beyond which it is remarked on."""


@dataclass(frozen=True, slots=True)
class Told:
    """One remark."""

    id: str
    """Its name: the method's own, or the engine's."""
    of: str | None
    """The row or year it is told of, when it is told of one."""
    text: Text
    """What is told."""


def told_of(
    filed: Filed,
    on: datetime.date,
    worksheet: Worksheet,
    documents: Iterable[Document[Any]],
) -> tuple[Told, ...]:
    """Return what is told of a determination on the day `on`: of the file, such as hidden rows; of
    its time, measured by that day and by those of `documents`; of per cent that may be meant as
    fractions; of subsidies without an amount of a year; then what the method itself tells of its
    figures."""
    submission = filed.submission
    return (
        *(Told("of_file", fault.place, _of_file(fault)) for fault in filed.notices),
        *(Told(one, None, said) for one, said in _of_time(submission, on, documents)),
        *_below_one_per_cent(filed),
        *(
            Told("subsidy_year", subsidy.id, _of_subsidy(subsidy, year))
            for subsidy, year in subsidies_without_years(submission, worksheet)
        ),
        *_by_method(worksheet),
    )


def _of_time(
    submission: Submission, on: datetime.date, documents: Iterable[Document[Any]]
) -> Iterator[tuple[str, Text]]:
    def told(name: str, **values: object) -> tuple[str, Text]:
        return name, text(f"determination.{name}", **values)

    first, last = submission.cycle.all_years[0], submission.cycle.all_years[-1]
    accounts = submission.accounts_year
    if submission.basis == "accounts":
        if accounts < on.year - 1:
            yield told("accounts_stale", accounts=accounts, latest=on.year - 1, on=on)
        elif accounts < first - _FAR:
            yield told("cycle_far_from_accounts", accounts=accounts, first=first)
    if on.year > last:
        yield told("cycle_over", last=last, on=on)
    elif on > datetime.date(first, 1, 1):
        yield told("cycle_begun", first=first, on=on)
    if newest := newest_day_if_far(on, documents):
        yield told("far_ahead", on=on, newest=newest)


def _below_one_per_cent(filed: Filed) -> Iterator[Told]:
    """Yield the per cent between 0 and 1 that are written where no cell says what they are: of
    cells that was asked."""
    submission = filed.submission
    written: list[tuple[tuple[str | int, ...], Decimal]] = [
        (("pools", at, "paid_share"), pool.paid_share)
        for at, pool in enumerate(submission.pools)
        if pool.by is None
    ]
    written += [
        (("items", at, "asset", "residual"), item.asset.residual)
        for at, item in enumerate(submission.items)
        if item.asset is not None
    ]
    chosen = {"spread": submission.spread, "yield_override": submission.yield_override}
    written += [((name, "value"), one.value) for name, one in chosen.items() if one is not None]
    for path, number in written:
        if 0 < abs(number) < 1 and not filed.is_in_cell(*path):
            place = filed.place(*path)
            values = {
                "number": plain(number),
                "percent": plain(CONTEXT.multiply(number, _HUNDRED).normalize()),
            }
            yield Told("below_one", place, text("determination.below_one", place=place, **values))


def _of_file(notice: Fault) -> Text:
    said = text(notice.key, **notice.values)
    return text("determination.of_file", place=notice.place, told=said)


def _of_subsidy(subsidy: Subsidy, year: int) -> Text:
    return text("determination.subsidy_year", subsidy=subsidy.title, year=year)


def _by_method(worksheet: Worksheet) -> Iterator[Told]:
    for found in worksheet.remarks:
        said = found.title
        if found.shown is not None:
            number = found.shown.number
            places = None if number == int(number) and "yuan" not in found.shown.unit else FEN
            figure = grouped(number) if places is None else grouped(number, places)
            unit = unit_in_words(found.shown.unit, worksheet.version)
            how = "told_with" if unit.en else "told_with_number"
            said = text(f"determination.{how}", told=said, figure=figure, unit=unit)
        key = None if found.key is None else str(found.key)
        yield Told(found.remark.id, key, said)
