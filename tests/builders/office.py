"""Workbooks computed anew by LibreOffice, or saved by it in another form."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl


def recalculated_all(contents: Mapping[str, bytes], folder: Path, soffice: str) -> dict[str, Any]:
    """The workbooks by name, with the values that LibreOffice computed from their formulas.

    All in one run; the values stored in them are cleared first.
    """
    sources = folder / "sources"
    sources.mkdir()
    for name, content in contents.items():
        # openpyxl writes formulas without their cached values: nothing stays but what is computed.
        openpyxl.load_workbook(io.BytesIO(content)).save(sources / f"{name}.xlsx")
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            *map(str, sorted(sources.iterdir())),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {
        name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True)
        for name in contents
    }


def converted(source: Path, form: str, folder: Path, soffice: str) -> Path:
    """`source` as LibreOffice saves it in `form`: `xls` or `ods`."""
    kind = {"xls": "xls:MS Excel 97", "ods": "ods"}[form]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=300)
    return folder / f"{source.stem}.{form}"
