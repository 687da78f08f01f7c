"""Writing the draft of a tariff, once it is known to be sound."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.ceiling import Ceilings, TariffDraft, draft_tariff
from engine.determination import Determination
from engine.law import Fault, Faults, Shelf, know_all_kinds
from engine.record import write_atomically
from engine.tariff import Role, TariffDocument, Vat

__all__ = ["Drafting", "write_draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What the user asked of the draft; None where it is to be chosen."""

    path: Path
    """The file to write; it ends in the id."""
    id: str | None
    """By default the last two parts of the path."""
    like: str | None
    """By default the first document of ceilings in the same folder of the shelf."""
    record: str
    """Number of the record that the ceilings rest on."""
    from_: datetime.date | None
    """By default the day of the determination, or of the year's beginning when that is later."""
    until: datetime.date | None
    """By default the end of the last year in a row that has the same maximum."""


def write_draft(
    answer: Ceilings, determination: Determination, asked: Drafting, shelf: Shelf
) -> None:
    """Write the draft of `answer` when it loads from a shelf and checks clean.

    Raises Faults, with nothing written, when the path does not end in the id, no document of
    ceilings is there to model it on, or the draft has faults.
    """
    identifier = asked.id or f"{asked.path.parent.resolve().name}/{asked.path.stem}"
    if not asked.path.resolve().with_suffix("").as_posix().endswith(f"/{identifier}"):
        values = {"id": identifier}
        raise Faults(
            [Fault("dingjia ceilings", "--out", None, asked.path, "ceiling.path_not_id", values)]
        )
    first = datetime.date(answer.problem.year, 1, 1)
    draft = TariffDraft(
        id=identifier,
        like=_pattern(shelf, identifier, asked.like, determination.on),
        vat=Vat(determination.filed.submission.vat),
        record=asked.record,
        from_=asked.from_ or max(determination.on, first),
        until=asked.until or datetime.date(_last_alike(determination, answer.problem.year), 12, 31),
        warnings=(*determination.law.watermarks, *answer.rule.law.watermarks),
    )
    written = draft_tariff(answer, draft)
    faults = _faults(written, identifier, shelf)
    if faults:
        raise Faults(faults)
    write_atomically({asked.path: written.encode()})


def _pattern(shelf: Shelf, identifier: str, like: str | None, on: datetime.date) -> TariffDocument:
    if like is not None:
        return shelf.law(like, TariffDocument, on)
    found = next(_ceilings_beside(shelf, identifier), None)
    if found is None:
        raise Faults([Fault("dingjia ceilings", "--like", None, None, "ceiling.no_pattern")])
    return found


def _ceilings_beside(shelf: Shelf, identifier: str) -> Iterator[TariffDocument]:
    """Yield the documents of ceilings in the folder of `identifier`, itself left out."""
    folder = identifier.rpartition("/")[0]
    know_all_kinds()  # the folder may hold documents of any kind
    for other in shelf.identifiers():
        if other.rpartition("/")[0] == folder and other != identifier:
            try:
                document = shelf.get(other, TariffDocument)
            except Faults:
                continue  # of another kind, or faulty: no pattern
            if document.role is Role.CEILING:
                yield document


def _last_alike(determination: Determination, year: int) -> int:
    maximum = determination.maximum(year).number
    last = year
    while last + 1 in determination.years and determination.maximum(last + 1).number == maximum:
        last += 1
    return last


def _faults(written: str, identifier: str, shelf: Shelf) -> tuple[Fault, ...]:
    """Return the faults that the draft would have on the shelf."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{identifier}.yaml")
        path.parent.mkdir(parents=True)
        path.write_text(written, encoding="utf-8")
        return Shelf(Path(folder), *shelf.roots).check(identifier)
