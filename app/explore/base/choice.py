"""Which base: a worked file, a determination that was saved, or an upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.elements.records import is_determination
from app.explore.base.ground import Files, Ground, begun, ground_of, over
from app.explore.base.upload import Kept, uploaded
from app.explore.scenario_file import PageFile
from app.store import records
from app.words import t, tx
from engine.law import Faults, installed, read_yaml
from engine.record import Record
from engine.scenario import read_scenarios
from engine.text import Text, text

__all__ = ["Chosen", "at_first", "chosen_base", "worked_titles"]

_UPLOAD = "upload"
_SAVED = "record:"
_RECORD = "record"
"""The name under which an address says of which determination the page is to begin."""
_MOST_SAVED = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """The base of the page."""

    source: str
    """Which it is: what is explored over it is kept by this."""
    file: PageFile
    """The scenario file over it."""
    ground: Ground
    """The base, read."""
    beside: Files
    """What is to stand beside the scenario file."""
    is_worked: bool
    """Whether it is a worked file, whose base stands in the examples."""


def at_first() -> dict[str, str]:
    """Return the base that the address names, as the answer of a page that was not touched yet."""
    asked = st.query_params.get(_RECORD)
    return {} if asked is None else {"base": f"{_SAVED}{asked}"}


def chosen_base(answers: Answers) -> Chosen | None:
    """Show the choice of a base and return it; None, and why, where there is none yet.

    Raises Faults with what is wrong with it.
    """
    titles = worked_titles()
    asked = st.query_params.get(_RECORD)
    saved = _saved(asked, answers.values.get("base"))
    if asked is not None and f"{_SAVED}{asked}" not in saved:
        elements.note(t("app.determine.not_found", number=asked), "warn")
    source = answers.choice(
        "base",
        t("scenario.base"),
        [*titles, *saved, _UPLOAD],
        lambda name: _called(name, titles, saved),
    )
    kept: dict[str, Kept] = answers.values.setdefault("files", {})
    beside: Files = {}
    if source == _UPLOAD:
        found, beside = uploaded(answers, kept.get(source))
        if found is None:
            elements.note(t("app.explore.upload_first"), "ask")
            return None
        kept[source] = found
    elif source in saved:
        record = saved[source]
        beside = {f"{record.number}.json": record.text().encode()}
    if source not in kept:
        file = _over_saved(saved[source]) if source in saved else _of_worked(source)
        kept[source] = {"name": file.name, "text": file.text}
    file = PageFile.read(kept[source]["name"], kept[source]["text"])
    return Chosen(source, file, ground_of(file, beside), beside, source in titles)


@st.cache_resource(show_spinner=False)
def worked_titles() -> dict[str, Text]:
    """Return the worked files by name, the smallest first, with their titles."""
    paths = sorted(
        (installed("examples") / "scenarios").glob("*.yaml"), key=lambda path: path.stat().st_size
    )
    return {path.name: read_scenarios(path).scenarios.title for path in paths}


def _of_worked(name: str) -> PageFile:
    return begun(name, read_yaml(Path(installed("examples")) / "scenarios" / name).tree)


def _over_saved(record: Record) -> PageFile:
    name = f"{record.number}.json"
    return begun(name, over({"record": name}, text("app.explore.over", file=record.number)))


def _saved(asked: str | None, base: str | None) -> dict[str, Record]:
    """Return the determinations that are kept, the newest first, by what they are called as a base;
    with that which is `asked` for, and the present `base`, however old these are."""
    found = {f"{_SAVED}{one.number}": one for one in _newest()}
    for number in (asked, (base or "").removeprefix(_SAVED)):
        older = records().find(number) if number else None
        if number and older is not None and is_determination(number, older):
            found.setdefault(f"{_SAVED}{number}", older)
    return found


def _newest() -> list[Record]:
    """Return the last determinations that are kept; none, with what is wrong, where one cannot be
    read: a page that needs none of them goes on."""
    try:
        return records().newest_first("determination", _MOST_SAVED)
    except Faults as faults:
        elements.faults(faults)
        return []


def _called(name: str, titles: Mapping[str, Text], saved: Mapping[str, Record]) -> str:
    if name in titles:
        return t("app.explore.worked", title=tx(titles[name]))
    if name in saved:
        return t("app.explore.saved", number=saved[name].number)
    return t("app.explore.upload")
