"""`dingjia determine --out`: the record and everything that is handed over with it, or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from engine.cli.conventions.records import recorded_files
from engine.cli.determine.deducting import Deducting, ledgers_with, refuse_taken
from engine.determination import Determination, body_of_determination
from engine.law import Shelf
from engine.record import Record, sealed, write_atomically
from engine.record.folder.lock import locked
from engine.show.determination import PAPERS, WORKBOOK, Dossier, dossier_of, workbook_of
from engine.text import Language, say

__all__ = ["WrittenDossier", "write_dossier"]

_RECORD = "record.json"


@dataclass(frozen=True, slots=True)
class WrittenDossier:
    """What was written."""

    record: Record
    folder: Path
    documents: Sequence[str]
    """Names of the documents beside record and workbook."""
    without_pdf: bool
    """Whether the PDF are left out for want of a Chinese font."""
    ledgers: Mapping[Path, Record]
    """The ledgers in which a deduction was entered, by file."""
    left: Sequence[str]
    """Names of documents in the folder that were not written with this record."""

    def tell(self, language: Language) -> None:
        """Print what was written, and what could not be."""
        number, folder = self.record.number, self.folder
        typer.echo(say("cli.written", language, number=number, folder=folder))
        for file, ledger in self.ledgers.items():
            typer.echo(say("cli.ledger_written", language, number=ledger.number, file=file))
        if self.documents:
            files = say("show.determination.comma", language).join(self.documents)
            typer.echo(say("show.determination.written", language, folder=folder, files=files))
        if self.without_pdf:
            typer.echo(say("show.determination.without_pdf", language), err=True)
        if self.left:
            files = say("show.determination.comma", language).join(self.left)
            typer.echo(say("cli.papers_left", language, folder=folder, files=files), err=True)


def write_dossier(
    folder: Path,
    determination: Determination,
    shelf: Shelf,
    reports: bool,
    language: Language,
    deducting: Sequence[Deducting] = (),
    follows: Path | None = None,
) -> WrittenDossier:
    """Write record, workbook and, with `reports`, the documents of `determination`.

    What it takes of the evaluations that it is `deducting` is entered in the ledgers beside them;
    `follows` is the file of the record before it. All files are written or none: raises Faults when
    one cannot be, DeductionRefused when another took it in the meantime.
    """
    body = body_of_determination(determination)
    number = sealed(body, datetime.datetime.now(datetime.UTC)).number  # comes of the body alone
    if reports:
        dossier = dossier_of(determination, shelf, number, language)
    else:
        dossier = Dossier({WORKBOOK: workbook_of(determination, language)}, False)
    files = {folder / name: content for name, content in dossier.files.items()}
    former = determination.proceeding.former
    rests_on = {one.accounts[-1].evaluation: one.path for one in deducting}
    if follows is not None and former is not None:
        rests_on[former] = follows
    ledgers: dict[Path, Record] = {}
    with locked([folder, *(one.place.parent for one in deducting)]):
        refuse_taken(deducting, determination.filed)
        for place, ledger in ledgers_with(deducting, determination, number).items():
            ledgers[place], written = recorded_files(place.parent, place.name, ledger)
            files |= written
        here = next((of for place, of in ledgers.items() if place.parent == folder), None)
        record, written = recorded_files(folder, _RECORD, body, here, rests_on)
        write_atomically(files | written)
    documents = [name for name in dossier.files if name != WORKBOOK]
    left = [name for name in PAPERS if name not in dossier.files and (folder / name).exists()]
    return WrittenDossier(record, folder, documents, dossier.without_pdf, ledgers, left)
