"""What a result has to say of the soundness of its law: faults gone past, faults of other days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.law.reading.fault import Days, Fault, Finding, written_path
from engine.law.shelf.verdict.examination import Flaws
from engine.text import Text, text

__all__ = ["LawMarks", "marks_of"]


@dataclass(frozen=True, slots=True)
class LawMarks:
    """What to say beside a result."""

    unchecked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The documents that are faulty on the day and were used all the same, by id: each fault as its
    place and its key. Empty for sound law."""
    remarks: tuple[Text, ...] = ()
    """What is wrong on other days only, a sentence a document."""
    sound_until: datetime.date | None = None
    """The day before the first later one on which something is wrong; None while there is none."""

    def beside(self, *others: LawMarks) -> LawMarks:
        """Return what there is to say of this and of `others` together."""
        every = (self, *others)
        ends = [one.sound_until for one in every if one.sound_until is not None]
        return LawMarks(
            {name: faults for one in every for name, faults in one.unchecked.items()},
            tuple(dict.fromkeys(remark for one in every for remark in one.remarks)),
            min(ends, default=None),
        )

    @property
    def watermarks(self) -> tuple[Text, ...]:
        """A warning for each document that was used although it is faulty."""
        return tuple(
            text("law.unchecked", document=name, count=str(len(faults)))
            for name, faults in self.unchecked.items()
        )

    @property
    def unchecked_data(self) -> dict[str, Any]:
        """What the body of a record says of faults gone past: nothing at all of sound law."""
        if not self.unchecked:
            return {}
        return {"unchecked": {name: list(faults) for name, faults in self.unchecked.items()}}

    @property
    def data(self) -> dict[str, Any]:
        """What plain data say of both: nothing at all of law that is sound on every day."""
        remarks = [remark.model_dump() for remark in self.remarks]
        return {**self.unchecked_data, **({"of_other_days": remarks} if remarks else {})}


def marks_of(flaws: Iterable[Flaws], unchecked: bool, day: datetime.date) -> LawMarks:
    """Return what to say of `flaws` on `day`; of an `unchecked` shelf they were gone past."""
    now: dict[str, dict[str, None]] = {}
    later: dict[str, dict[tuple[str, str], Finding]] = {}
    for one in flaws:
        if unchecked:
            for name, written in _gone_past(one, day):
                now.setdefault(name, {})[written] = None
        for name, finding in one.not_on(day):
            place = written_path(finding.path)
            later.setdefault(name, {})[place, finding.key] = finding
    begins = [
        finding.days.first
        for found in later.values()
        for finding in found.values()
        if finding.days is not None and finding.days.first > day
    ]
    return LawMarks(
        {name: tuple(faults) for name, faults in sorted(now.items())},
        tuple(_remark(name, list(found.values())) for name, found in sorted(later.items())),
        min(begins) - datetime.timedelta(days=1) if begins else None,
    )


def _gone_past(flaws: Flaws, day: datetime.date) -> Iterator[tuple[str, str]]:
    for fault in flaws.unread:
        yield fault.file, _written(fault)
    for name, finding in flaws.on(day):
        yield name, f"{written_path(finding.path)} {finding.key}"


def _written(fault: Fault) -> str:
    return f"{fault.place} {fault.key}"


def _remark(name: str, findings: list[Finding]) -> Text:
    first = findings[0]
    days = first.days or Days(datetime.date.min)
    return text(
        "law.other_days",
        document=name,
        count=str(len(findings)),
        place=written_path(first.path),
        first=days.first.isoformat(),
        last="–" if days.last is None else days.last.isoformat(),
        said=text(first.key, **first.values),
    )
