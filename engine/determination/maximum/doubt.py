"""What the maximum could be as long as the class of an asset is in doubt (资产类别未定)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from engine.determination.contract.method import ITEMS, Doubts, ItemColumns, Lines
from engine.determination.maximum.result import Bounds, Determination
from engine.money import CONTEXT
from engine.submission import Filed

__all__ = ["bounds_of"]

Classes = Mapping[str, str]
"""Item → the class it is taken to be of; an item that is not here is as filed."""
Again = Callable[[Filed], Determination]
"""The same determination of another submission."""


def bounds_of(filed: Determination, again: Again) -> Mapping[int, Bounds]:
    """Return, by year, the least and the greatest maximum over the classes that could apply to the
    assets of `filed` whose class is in doubt, the figure as filed among them; nothing when none is.

    Each asset is set to the class that gives least cost, and to the one that gives most. Where cost
    lowers a maximum, as that of free supply does when assets earn the return, the assets of one
    pool are turned together for as long as it goes lower, or higher.
    """
    doubtful = filed.in_doubt
    if not doubtful:
        return {}
    search = _Search(filed, again)
    least, most = search.extremes()
    for start in (least, most):
        search.turned(start, least, most, lower=start is least)
    return {
        year: Bounds(min(figures), max(figures))
        for year, figures in ((year, [*search.figures(year)]) for year in filed.years)
    }


class _Search:
    def __init__(self, filed: Determination, again: Again) -> None:
        self._filed, self._again = filed, again
        self._doubtful = frozenset(filed.in_doubt)
        self._seen: list[Determination] = [filed]

    def figures(self, year: int) -> Iterator[Decimal]:
        """Yield the maximum of `year` in every case looked at."""
        return (one.maximum(year).number for one in self._seen)

    def extremes(self) -> tuple[Classes, Classes]:
        """Return the classes that give each asset its least, and its greatest, cost."""
        costs: dict[str, dict[str, Decimal]] = {
            name: {"": self._filed.worksheet.step(Lines.COUNTED, name).number}
            for name in self._doubtful
        }
        for named in self._classes():
            sheet = self._again(self._with(dict.fromkeys(self._doubtful, named))).worksheet
            for name, found in costs.items():
                fits = (Doubts.CLASS_FITS, name)
                if not sheet.has(*fits) or sheet.step(*fits).number:
                    found[named] = sheet.step(Lines.COUNTED, name).number
        least = {name: min(found, key=lambda of: found[of]) for name, found in costs.items()}
        most = {name: max(found, key=lambda of: found[of]) for name, found in costs.items()}
        return least, most

    def turned(self, start: Classes, least: Classes, most: Classes, *, lower: bool) -> None:
        """Look at `start`, and at it with one pool after another turned while that helps."""
        now, best = dict(start), self._total(start)
        for group in self._groups():
            other = {
                name: most[name] if now[name] == least[name] else least[name] for name in group
            }
            found = self._total({**now, **other})
            if found < best if lower else found > best:
                now, best = {**now, **other}, found

    def _total(self, classes: Classes) -> Decimal:
        """Return the maxima of all years together; the case counts among those looked at."""
        answer = self._again(self._with(classes))
        self._seen.append(answer)
        total = Decimal(0)
        for year in answer.years:
            total = CONTEXT.add(total, answer.maximum(year).number)
        return total

    def _groups(self) -> Iterable[list[str]]:
        groups: dict[tuple[str | None, str | None], list[str]] = {}
        for item in self._filed.filed.submission.items:
            if item.id in self._doubtful:
                groups.setdefault((item.pool, item.direct), []).append(item.id)
        return groups.values()

    def _classes(self) -> Iterator[str]:
        """Yield the classes that the method knows."""
        for table in self._filed.worksheet.version.tables:
            column = table.column(ItemColumns.ASSET_CLASS) if table.id == ITEMS else None
            yield from (value.id for value in (column.values if column else ()) if value.id)

    def _with(self, classes: Classes) -> Filed:
        """Return what was filed with assets of these classes."""
        filed = self._filed.filed
        items = tuple(
            item.model_copy(
                update={
                    "asset": item.asset.model_copy(update={"asset_class": classes[item.id] or None})
                }
            )
            if item.asset is not None and item.id in classes
            else item
            for item in filed.submission.items
        )
        submission = filed.submission.model_copy(update={"items": items})
        return replace(filed, submission=submission)
