"""A file of a spreadsheet: which reader takes it is told by what it holds, not by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.law import Fault, Faults
from engine.submission.spreadsheet.cell import Grid
from engine.submission.spreadsheet.limits import LARGEST_FILE, Budget, Unreadable
from engine.submission.spreadsheet.ods import grids_of_ods
from engine.submission.spreadsheet.package import Package
from engine.submission.spreadsheet.text import grid_of_text
from engine.submission.spreadsheet.xls import grids_of_xls
from engine.submission.spreadsheet.xlsx import grids_of_xlsx

__all__ = ["Spreadsheet", "read_spreadsheet"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version")
"""How web pages begin that accounting programs name .xls."""


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
    try:
        with path.open("rb") as stream:
            beginning = stream.read(512)
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable("file_too_large", most=LARGEST_FILE // 1_000_000)
        return _read(path, beginning)
    except FileNotFoundError:
        raise Faults([Fault(path.name, "", None, None, "law.no_file")]) from None
    except OSError:
        raise Faults(
            [Fault(path.name, "", None, None, "submission.spreadsheet.not_a_workbook")]
        ) from None
    except Unreadable as why:
        key, values = f"submission.spreadsheet.{why.key}", why.values
        raise Faults([Fault(path.name, why.place, None, None, key, values)]) from None


def _read(path: Path, beginning: bytes) -> Spreadsheet:
    budget = Budget()
    if beginning.startswith(_ZIP):
        with Package(path, budget) as package:
            return Spreadsheet(tuple(_in_order(_of_package(package))))
    if beginning.startswith(_OLE):
        return Spreadsheet(tuple(_in_order(grids_of_xls(path, budget))))
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable("web_page")
    if path.suffix.lower() in {".xlsx", ".xlsm", ".ods"} or not beginning:
        raise Unreadable("not_a_workbook")
    grid, encoding, separator = grid_of_text(path, budget)
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
