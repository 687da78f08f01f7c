"""A file of a spreadsheet: which reader takes it is told by what it holds, not by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.law import Fault, Faults, bytes_of
from engine.submission.spreadsheet.cell import Grid
from engine.submission.spreadsheet.forms.ods import grids_of_ods
from engine.submission.spreadsheet.forms.package import Package
from engine.submission.spreadsheet.forms.text import grid_of_text
from engine.submission.spreadsheet.forms.xls import grids_of_xls
from engine.submission.spreadsheet.forms.xlsx import grids_of_xlsx
from engine.submission.spreadsheet.limits import SPREADSHEET, Budget, Unreadable

__all__ = ["Spreadsheet", "is_workbook", "read_spreadsheet"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version")
"""How web pages begin that accounting programs name .xls."""


_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """What a file holds."""

    grids: tuple[Grid, ...]
    """Its sheets in their order; of a text file, one."""
    encoding: str | None = None
    """For a text file: its encoding."""
    separator: str | None = None
    """For a text file: the sign between its values."""


def read_spreadsheet(path: Path) -> Spreadsheet:
    """Return the sheets of the file at `path`: .xlsx, .xlsm, .xls, .ods, or text.

    Raises Faults, with one fault that says why it cannot be read.
    """
    content = bytes_of(path, path.name, SPREADSHEET)
    try:
        return _read(path, content)
    except Unreadable as why:
        key, values = f"submission.spreadsheet.{why.key}", why.values
        raise Faults([Fault(path.name, why.place, None, None, key, values)]) from None


def is_workbook(path: Path) -> bool:
    """Return whether the file at `path` is a workbook by its name, or by what it holds."""
    if path.suffix.lower() in _WORKBOOKS:
        return True
    try:
        return bytes_of(path, path.name, SPREADSHEET).startswith((_ZIP, _OLE))
    except Faults:
        return False  # told as it is read: no file, a pipe


def _read(path: Path, content: bytes) -> Spreadsheet:
    budget = Budget()
    if content.startswith(_ZIP):
        return Spreadsheet(tuple(_in_order(_of_package(Package(content, budget)))))
    if content.startswith(_OLE):
        return Spreadsheet(tuple(_in_order(grids_of_xls(content, budget))))
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable("web_page")
    if not content:
        raise Unreadable("empty_file")
    if path.suffix.lower() in {".xlsx", ".xlsm", ".ods"}:
        raise Unreadable("not_a_workbook")
    grid, encoding, separator = grid_of_text(content, path.name, budget)
    return Spreadsheet((grid,), encoding, separator)


def _of_package(package: Package) -> list[Grid]:
    if "xl/workbook.bin" in package.names:
        raise Unreadable("binary_workbook")
    if "content.xml" in package.names and "[Content_Types].xml" not in package.names:
        return grids_of_ods(package)
    return grids_of_xlsx(package)


def _in_order(grids: list[Grid]) -> list[Grid]:
    for grid in grids:
        grid.cells = dict(sorted(grid.cells.items()))
    return grids
