"""Any method, computed on a file of figures: the worksheet, and how well it stands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.explain import Step, sources
from engine.law import (
    Fault,
    Faults,
    FaultyLaw,
    Finding,
    LawMarks,
    Located,
    Shelf,
    Standing,
    standing,
    written_path,
)
from engine.method.exact.needs import absent
from engine.method.exact.worksheet import Worksheet, evaluate
from engine.method.formula.names import Key, names_of
from engine.method.given.figures import GivenFigures, figures_in
from engine.method.model.document import Line, Method, MethodBlock
from engine.text import Text

__all__ = ["Case", "computed"]

_PLACE = re.compile(r"(scalars|parameters|switches|tables|years)\b(.*)")


@dataclass(frozen=True, slots=True)
class Case:
    """A method computed on figures that somebody gave."""

    method: Method
    """The method."""
    on: datetime.date
    """The day whose law it is."""
    file: str
    """Name of the file of figures."""
    worksheet: Worksheet
    """Every line."""
    documents: Mapping[str, str]
    """The document, with its content hash."""
    law: LawMarks
    """What is to be said of its soundness."""

    @property
    def results(self) -> tuple[tuple[Line, Key, Step], ...]:
        """The figures that answer, of each row or year: the lines that the method names as its
        results, else the last line of the last block that was computed. None where a table has no
        rows and nothing else was asked."""
        worksheet = self.worksheet
        there = {line.id: line for line in worksheet.lines()}
        wanted = tuple(there[name] for name in worksheet.version.results if name in there)
        if not wanted:
            by_block = (_lines(block, worksheet) for block in reversed(worksheet.blocks))
            wanted = next(filter(None, by_block), ())[-1:]
        return tuple(
            (line, key, worksheet.step(line.id, key))
            for line in wanted
            for key in worksheet.keys(line.id)
        )

    @property
    def standing(self) -> Standing:
        """How well the results stand."""
        return standing(source for _, _, step in self.results for source in sources(step))

    @property
    def left_out(self) -> tuple[tuple[MethodBlock, tuple[Text, ...]], ...]:
        """The blocks that were not computed, each with what it needs and was not given at all."""
        sheet = self.worksheet
        names = names_of(sheet.version)
        titles: dict[str, Text] = {
            name: entry.title
            for entries in (names.inputs, names.parameters, names.tables)
            for name, entry in entries.items()
        }
        computed_ids = {block.id for block in sheet.blocks}
        return tuple(
            (block, tuple(titles[name] for name in titles if name in lacking))
            for block in sheet.version.blocks
            if block.id not in computed_ids
            for lacking in [absent(block, names, sheet.inputs, sheet.switch_values)]
        )


def computed(
    shelf: Shelf,
    method_id: str,
    given: GivenFigures,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
) -> Case:
    """Return the method as it stands on the day `on`, computed on a file of figures.

    Raises Faults with every fault of the file, at its line; FaultyLaw when the method is.
    """
    if given.method not in (None, method_id):
        values = {"allowed": method_id}
        raise Faults([given.located.fault(Finding(("method",), "law.not_one_of", values))])
    method = shelf.law(method_id, Method, on)
    version = method.in_force_on(on)
    inputs = figures_in(given, version, switches)
    try:
        worksheet = evaluate(method_id, version, inputs)
    except FaultyLaw:
        raise
    except Faults as found:
        chosen = switches or {}
        told = _in_file(found.faults, given.located, method_id, chosen)
        raise Faults(sorted(told, key=lambda fault: fault.line or 0)) from None
    documents = {method_id: shelf.hash_of(method_id)}
    law = shelf.marks(documents, on)
    return Case(method, on, given.located.file, worksheet, documents, law)


def _lines(block: MethodBlock, worksheet: Worksheet) -> tuple[Line, ...]:
    return tuple(line for line in block.lines if worksheet.keys(line.id))


def _in_file(
    faults: Iterable[Fault], located: Located, method_id: str, chosen: Mapping[str, str]
) -> Iterator[Fault]:
    """Yield `faults` with the place and line in the file of figures, where they stand in it."""
    paths = {written_path(path): path for path in located.lines}
    rows = {
        f"tables.{table}[{row.get('id')}]": f"tables.{table}[{position}]"
        for table, entries in (located.tree.get("tables") or {}).items()
        for position, row in enumerate(entries or ())
    }
    for fault in faults:
        place = fault.place
        if fault.file == method_id:
            found = _PLACE.fullmatch(place)
            if found is None or (found[1] == "switches" and found[2][1:] in chosen):
                yield fault
                continue
            part = "inputs" if found[1] == "scalars" else found[1]
            place = part + re.sub(r"^(\.\w+)\[([0-9]+)\]$", r"\1.\2", found[2])
            row = next((one for one in rows if place.startswith(one)), None)
            place = place if row is None else rows[row] + place.removeprefix(row)
        line = located.line(paths[place]) if place in paths else None
        yield replace(fault, file=located.file, place=place, line=line)
