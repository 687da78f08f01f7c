"""Scenario files kept with all that their bases stand on, by ids (情景的保存).

They are kept in a store of records: the id is the record's number, made from the content, so that
the same content has the same id, and what was altered is noticed. No kind of record is registered
for them: there is no result to compute again, only what runs are computed from.
"""

from __future__ import annotations

import base64
import datetime
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.law import ACCOUNTS, Fault, Faults, bytes_of
from engine.record import Record
from engine.record.store import RecordStore
from engine.scenario.case import ScenarioFile, read_scenarios
from engine.scenario.case.reading import Recorded

__all__ = ["is_scenario_id", "kept", "save", "saved"]

_KIND = "scenarios"
_ID = re.compile(r"SCENARIOS-[0-9a-f]{12}")
_OF_BASE = ("submission", "decisions", "record")
"""What of a base is a file or folder."""
_MOST_LISTED = 1000


def is_scenario_id(written: str) -> bool:
    """Return whether `written` has the form of an id under which scenarios are kept."""
    return _ID.fullmatch(written) is not None


def save(
    store: RecordStore, path: Path, written: datetime.datetime, recorded: Recorded | None = None
) -> Record:
    """Keep the scenario file at `path` with the files of its base; return its record, whose number
    is its id. What is there already is not kept twice.

    Raises Faults with every fault of the file, of which nothing is kept then.
    """
    file = read_scenarios(path, recorded)
    base = file.scenarios.base
    named = {name: getattr(base, name) for name in _OF_BASE}
    body = {
        "kind": _KIND,
        "title": file.scenarios.title.model_dump(),
        "file": {"name": path.name, **_content(path)},
        "base": {
            name: dict(_entry(path.parent / of)) for name, of in named.items() if of is not None
        },
    }
    return store.add(body, written)


def kept(store: RecordStore, number: str, recorded: Recorded | None = None) -> ScenarioFile:
    """Return the scenario file that is kept as `number`, read with the files kept with it.

    Raises Faults where there is none, or it is not what was kept; else as `read_scenarios`.
    """
    record = store.find(number)
    if record is None:
        known = ", ".join(one.number for one in saved(store)) or "–"
        values = {"allowed": known}
        raise Faults([Fault(store.path.name, "", None, number, "law.not_one_of", values)])
    if record.number != number or any(record.broken()) or record.body.get("kind") != _KIND:
        raise Faults([Fault(store.path.name, number, None, None, "scenario.altered")])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = _written(place / "file", record.body["file"])
        beside = {
            name: _written(place / name, entry) for name, entry in record.body["base"].items()
        }
        return read_scenarios(file, recorded, beside)


def saved(store: RecordStore) -> list[Record]:
    """Return the records of the scenario files that are kept, the newest first."""
    return store.newest_first(_KIND, _MOST_LISTED)


def _entry(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the name of a file or folder, and what it holds."""
    yield "name", path.resolve().name
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.is_file())
        yield "files", {one.name: _content(one) for one in files}
    else:
        yield from _content(path).items()


def _content(path: Path) -> dict[str, str]:
    content = bytes_of(path, path.name, ACCOUNTS)
    try:
        return {"text": content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode("ascii")}


def _written(folder: Path, entry: Mapping[str, Any]) -> Path:
    """Write what was kept into `folder` under its own name; return where it stands."""
    place = folder / Path(entry["name"]).name
    inside = entry.get("files")
    for path, content in (
        [(place, entry)]
        if inside is None
        else [(place / Path(name).name, one) for name, one in inside.items()]
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(content))
    return place


def _bytes(content: Mapping[str, str]) -> bytes:
    if "text" in content:
        return content["text"].encode("utf-8")
    return base64.b64decode(content["base64"], validate=True)
