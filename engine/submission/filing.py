"""A submission as it was filed: read from YAML or a workbook, each figure with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.law import (
    ACCOUNTS,
    Declaration,
    Fault,
    Faults,
    Finding,
    Located,
    checked,
    read_yaml,
    written_path,
)
from engine.money import plain
from engine.submission.check import misfits
from engine.submission.entries import Entries, valid_entries
from engine.submission.formats.pools_by_title import with_ids_of_pools
from engine.submission.model import Submission
from engine.submission.shares import TOLERANCE, by_drivers, made_whole

__all__ = ["Filed", "accepted", "read_submission"]


@dataclass(frozen=True, slots=True)
class Filed:
    """A valid submission, and where each of its figures stands."""

    submission: Submission
    file: str
    """Name of the file, without folders."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Sheet and cell of a path; a path that is not here is its own place."""
    in_yaml: Collection[str] = ()
    """Paths that have a place and stand in YAML all the same, as the basics of a folder."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of a path, for text files."""
    notices: tuple[Fault, ...] = ()
    """What was read, and a reader of the figures should know: hidden rows, a filter."""
    accounts_of: int | None = None
    """The last accounts year, when this is one earlier year of the submission."""
    tree: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """The plain values it was read from."""
    moved: Mapping[str, Declaration] = field(default_factory=dict)
    """By path, where a figure, or all that stands below it, was declared instead: by a scenario."""

    @property
    def last_year(self) -> int:
        """The last year of the accounts, of which figures without a year are."""
        return self.accounts_of or self.submission.accounts_year

    def place(self, *path: str | int) -> str:
        """Return where the figure at `path` stands: sheet and cell, or the path itself."""
        written = written_path(path)
        return self.places.get(written, written)

    def is_in_cell(self, *path: str | int) -> bool:
        """Return whether the figure at `path` stands in a cell of a sheet, and not in YAML."""
        written = written_path(path)
        return written in self.places and written not in self.in_yaml

    def declared(self, *path: str | int, reason: str | None = None) -> Declaration:
        """Return the source of the figure at `path`: file, place, who declared it, and why."""
        for length in range(len(path), 0, -1) if self.moved else ():
            if (moved := self.moved.get(written_path(path[:length]))) is not None:
                return moved
        return Declaration(
            file=self.file,
            place=self.place(*path),
            who=self.submission.declared_by,
            reason=reason,
        )

    def fault(
        self, path: tuple[str | int, ...], key: str, value: object = None, **values: object
    ) -> Fault:
        """Return a fault of the figure at `path`; `key` and `values` make its sentence."""
        written = written_path(path)
        if written in self.moved:
            moved = self.moved[written]
            return Fault(moved.file, moved.place or "", None, value, key, values)
        place = self.places.get(written, written)
        return Fault(self.file, place, self.lines.get(written), value, key, values)


Check = Callable[[Entries], Iterable[Finding]]
"""What else is held against the entries of a submission, such as what the law knows."""


def read_submission(path: Path, also: Check | None = None) -> Filed:
    """Return the submission at `path`: YAML, a workbook (.xlsx, .xls, .ods), or a folder of CSV.

    `also` is checked beside. Raises Faults with every fault: of form, of content, and where entries
    do not fit together.
    """
    from engine.submission.spreadsheet import is_workbook

    if path.is_dir():
        from engine.submission.formats.folder import read_folder as read
    elif is_workbook(path):
        from engine.submission.formats.workbook import read_workbook as read
    else:
        return accepted(read_yaml(path, path.name, ACCOUNTS), also=also)
    sheets = read(path)
    filed = accepted(
        Located(path.name, sheets.tree),
        sheets.places,
        tuple(sheets.faults),
        sheets.unread,
        also,
        sheets.headings,
    )
    notices = (*sheets.notices, *filed.notices)
    return replace(filed, in_yaml=frozenset(sheets.in_yaml), notices=notices)


def accepted(
    located: Located,
    places: Mapping[str, str] | None = None,
    found: tuple[Fault, ...] = (),
    unread: Collection[str] = (),
    also: Check | None = None,
    headings: Mapping[str, str] | None = None,
) -> Filed:
    """Return the tree of `located` as a submission.

    `places` gives the sheet and cell of paths, `found` the faults of reading them; `unread` the
    lists, and the fields of their entries, that were not read for one of those faults; `also` is
    checked beside; `headings` are those of empty cells. Raises Faults with these, and all others
    but what follows from what was not read.
    """
    located, known = with_ids_of_pools(located, places or {})
    submission, faults = _validated(located)
    entries = valid_entries(located.tree, unread)
    findings = [*misfits(entries), *(() if also is None else also(entries))]
    faults += [located.fault(finding) for finding in findings]
    faults = [fault for fault in faults if not _is_unread(fault.place, unread)]
    placed = [
        _in_sheet(_of_cell(fault, headings or {}), known) if fault.file == located.file else fault
        for fault in faults
    ]
    already = {fault.place for fault in found}
    placed = [*found, *(fault for fault in placed if fault.place not in already)]
    if placed or submission is None:
        raise Faults(placed)
    lines = {written_path(path): line for path, line in located.lines.items()}
    whole, changed = made_whole(submission)
    filed = Filed(by_drivers(whole), located.file, known, lines=lines, tree=located.tree)
    notices = (_of_share(filed, at, pool) for at, pool in changed)
    return replace(filed, notices=tuple(notices))


def _of_share(filed: Filed, product: int, pool: str | None) -> Fault:
    """Return what is told of a share that was made to complete 100 per cent."""
    last = ("direct_share",) if pool is None else ("shares", pool)
    return filed.fault(("products", product, *last), "submission.made_whole", most=plain(TOLERANCE))


def _is_unread(path: str, unread: Collection[str]) -> bool:
    """Return whether `path` stands in what was not read."""
    listed = re.sub(r"\[\d+\]", "[]", path)
    return any(listed == name or listed.startswith((f"{name}.", f"{name}[")) for name in unread)


def _validated(located: Located) -> tuple[Submission | None, list[Fault]]:
    try:
        return checked(Submission, located), []
    except Faults as wrong:
        return None, list(wrong.faults)


def _of_cell(fault: Fault, headings: Mapping[str, str]) -> Fault:
    """Return `fault`; of a cell that is empty and must not be, with its heading."""
    if fault.key != "law.missing" or fault.place not in headings:
        return fault
    values = {"heading": headings[fault.place]}
    return replace(fault, key="submission.missing_cell", values=values)


def _in_sheet(fault: Fault, places: Mapping[str, str]) -> Fault:
    """Return `fault` with the sheet and cell of its path, or of the nearest path around it; of
    what is missing there, with its name."""
    if not places:
        return fault
    path = fault.place
    while path and path not in places:
        cut = max(path.rfind("."), path.rfind("["))
        path = path[: max(cut, 0)]
    place = places.get(path, fault.place)
    missing = fault.place.removeprefix(path).lstrip(".") if fault.key == "law.missing" else ""
    return replace(fault, place=f"{place} {missing}".strip() if path in places else place)
