"""Tables and templates as a workbook: the option that names it, and what cannot be one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from engine.cli.conventions.options import option
from engine.law import Fault, Faults

__all__ = ["WorkbookOption", "refuse_no_workbook"]

WorkbookOption = Annotated[Path | None, option("--out", "cli.option_out_workbook", dir_okay=False)]


def refuse_no_workbook(command: str, path: Path | None, name: str = "--out") -> None:
    """Raise Faults where what the option `name` of a command gives is no .xlsx file."""
    if path is not None and path.suffix.lower() != ".xlsx":
        raise Faults([Fault(f"dingjia {command}", name, None, path, "cli.not_xlsx")])
