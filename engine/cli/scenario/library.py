"""Scenario files by path or by id: read, kept, listed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from engine.record import Record
from engine.record.store import RecordStore
from engine.report import Block, Table
from engine.scenario import ScenarioFile, is_scenario_id, kept, read_scenarios, save, saved
from engine.show.analysis.kept_scenarios import kept_data, kept_table
from engine.text import Language, say

__all__ = ["STORE", "Library", "refuse_files"]

STORE = Path("var/dingjia.sqlite")
"""Where scenarios are kept unless it is said otherwise: with what the pages keep."""

Answered = tuple[list[Block], list[Table], list[dict[str, Any]]]


def refuse_files(is_list: bool, files: Sequence[Path], lang: Language) -> None:
    """Raise BadParameter where a list is asked for of files, or anything else of none."""
    if bool(files) is is_list:
        raise typer.BadParameter(say(f"scenario.{'no_file' if is_list else 'one_file'}", lang))


@dataclass(frozen=True, slots=True)
class Library:
    """Scenario files, those of a store among them."""

    store: RecordStore
    recorded: Callable[[Path], Any]
    """Returns the result of a record, which was proved first."""

    def read(self, named: Path) -> ScenarioFile:
        """Return the scenario file at a path, or kept under an id."""
        if is_scenario_id(str(named)):
            return kept(self.store, str(named), self.recorded)
        return read_scenarios(named, self.recorded)

    def save(self, files: Sequence[Path]) -> Answered:
        """Keep files, and show under which ids."""
        now = datetime.datetime.now(datetime.UTC)
        return _answered([save(self.store, file, now, self.recorded) for file in files])

    def listed(self) -> Answered:
        """Show what is kept."""
        return _answered(saved(self.store))


def _answered(records: Sequence[Record]) -> Answered:
    table = kept_table(records)
    return [table], [table], kept_data(records)
