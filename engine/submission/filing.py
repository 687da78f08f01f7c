"""A submission as it was filed: read from YAML or a workbook, each figure with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.law import (
    ACCOUNTS,
    Declaration,
    Fault,
    Faults,
    Located,
    checked,
    read_yaml,
    written_path,
)
from engine.submission.check import misfits
from engine.submission.entries import valid_entries
from engine.submission.model import Submission
from engine.submission.shares import by_drivers

__all__ = ["Filed", "accepted", "read_submission"]


@dataclass(frozen=True, slots=True)
class Filed:
    """A valid submission, and where each of its figures stands."""

    submission: Submission
    file: str
    """Name of the file, without folders."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Sheet and cell of a path; a path that is not here is its own place."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of a path, for text files."""
    accounts_of: int | None = None
    """The last accounts year, when this is one earlier year of the submission."""

    @property
    def last_year(self) -> int:
        """The last year of the accounts, of which figures without a year are."""
        return self.accounts_of or self.submission.accounts_year

    def place(self, *path: str | int) -> str:
        """Return where the figure at `path` stands: sheet and cell, or the path itself."""
        written = written_path(path)
        return self.places.get(written, written)

    def declared(self, *path: str | int, reason: str | None = None) -> Declaration:
        """Return the source of the figure at `path`: file, place, who declared it, and why."""
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
        place = self.places.get(written, written)
        return Fault(self.file, place, self.lines.get(written), value, key, values)


def read_submission(path: Path) -> Filed:
    """Return the submission at `path`: YAML, a workbook when it ends in .xlsx, or a folder of CSV.

    Raises Faults with every fault: of form, of content, and where entries do not fit together.
    """
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        from engine.submission.formats.workbook import read_workbook as read
    elif path.is_dir():
        from engine.submission.formats.folder import read_folder as read
    else:
        return accepted(read_yaml(path, path.name, ACCOUNTS))
    sheets = read(path)
    return accepted(Located(path.name, sheets.tree), sheets.places, tuple(sheets.faults))


def accepted(
    located: Located, places: Mapping[str, str] | None = None, found: tuple[Fault, ...] = ()
) -> Filed:
    """Return the tree of `located` as a submission.

    `places` gives the sheet and cell of paths, `found` the faults of reading them. Raises Faults
    with these, and all others.
    """
    known = dict(places or {})
    submission, faults = _validated(located)
    faults += [located.fault(finding) for finding in misfits(valid_entries(located.tree))]
    placed = [_in_sheet(fault, known) for fault in faults]
    already = {fault.place for fault in found}
    placed = [*found, *(fault for fault in placed if fault.place not in already)]
    if placed or submission is None:
        raise Faults(placed)
    lines = {written_path(path): line for path, line in located.lines.items()}
    return Filed(by_drivers(submission), located.file, known, lines)


def _validated(located: Located) -> tuple[Submission | None, list[Fault]]:
    try:
        return checked(Submission, located), []
    except Faults as wrong:
        return None, list(wrong.faults)


def _in_sheet(fault: Fault, places: Mapping[str, str]) -> Fault:
    """Return `fault` with the sheet and cell of its path, or of the nearest path around it."""
    if not places:
        return fault
    path = fault.place
    while path and path not in places:
        cut = max(path.rfind("."), path.rfind("["))
        path = path[: max(cut, 0)]
    return replace(fault, place=places.get(path, fault.place))
