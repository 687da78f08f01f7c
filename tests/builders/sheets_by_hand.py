"""Spreadsheets written by hand, part by part, and what stands in their cells."""

from __future__ import annotations

import io
import zipfile

from engine.submission.spreadsheet import Grid
from engine.submission.spreadsheet.cell import column_letters
from engine.submission.spreadsheet.forms.ods import grids_of_ods
from engine.submission.spreadsheet.forms.package import Package
from engine.submission.spreadsheet.forms.xlsx import grids_of_xlsx
from engine.submission.spreadsheet.limits import Budget

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, str]) -> Package:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return Package(stream.getvalue(), Budget())


def relations(*targets: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{of}" Type="{REL}/{kind}" Target="{target}"/>'
        for of, kind, target in targets
    )
    return f"<Relationships>{rows}</Relationships>"


def parts_of(sheet: str) -> dict[str, str]:
    """The parts of a workbook with one sheet, and three strings that cells share."""
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns:r="{REL}"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("r1", "worksheet", "worksheets/sheet1.xml")),
        "xl/sharedStrings.xml": "<sst><si><t>甲乙</t></si><si><t>丙</t></si><si><t>丁戊</t></si></sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet>{sheet}</worksheet>",
    }


def book(
    sheet: str, strings: str = "", styles: str = "", before: str = "", **more: str
) -> list[Grid]:
    """The sheets of a workbook in which one, 表, holds `sheet`."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{before}<sheets>'
        f'<sheet name="表" sheetId="1" r:id="r1"/>{more.pop("sheets", "")}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "worksheet", "/xl/worksheets/sheet1.xml"),
            ("r3", "chartsheet", "chartsheets/sheet1.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst>{strings}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet>{styles}</styleSheet>"
    return grids_of_xlsx(zipped(parts | more))


def cells(grid: Grid) -> dict[str, object]:
    """What stands in each cell: the value, % where it is per cent, ! where it is an error."""
    return {
        f"{column_letters(column)}{row}": (
            f"!{cell.value}" if cell.is_error
            else f"{cell.value}%" if cell.is_percent
            else cell.formula if cell.value is None
            else cell.value
        )
        for row, of_row in grid.cells.items()
        for column, cell in of_row.items()
    }  # fmt: skip


SPACES = (
    'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:fo="f"'
)


def ods(tables: str, before: str = "", after: str = "") -> list[Grid]:
    content = (
        f"<office:document-content {SPACES}>{before}<office:body><office:spreadsheet>{tables}"
        f"{after}</office:spreadsheet></office:body></office:document-content>"
    )
    return grids_of_ods(zipped({"content.xml": content}))


def table(rows: str, name: str = "表", style: str = "") -> str:
    said = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{said}>{rows}</table:table>'


def row(*written: str, **more: str) -> str:
    """A row of cells, with the blanks between them that people read it by."""
    said = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f"<table:table-row{said}>{' '.join(written)} </table:table-row>"


def cell(kind: str = "", text: str = "", **more: str) -> str:
    said = f' office:value-type="{kind}"' if kind else ""
    said += "".join(
        f' {"office" if "value" in name else "table"}:{name.replace("_", "-")}="{value}"'
        for name, value in more.items()
    )
    inside = f" <text:p>{text}</text:p> " if text else ""
    return f"<table:table-cell{said}>{inside}</table:table-cell>"
