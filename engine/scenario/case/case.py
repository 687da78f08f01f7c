"""The circumstances of one run, read and checked, whatever was laid over them (情况)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.determination import Decided, Deduction, decided
from engine.law import (
    NAMED_BY,
    Declaration,
    Fault,
    Faults,
    Finding,
    Located,
    Overlay,
    Path,
    checked,
    written_path,
)
from engine.scenario.case.form import Circumstances
from engine.scenario.case.tree import made_absolute
from engine.submission import Filed, accepted

__all__ = ["Case", "Layer", "base_case", "read_again"]

_SUBMISSION = "submission"


@dataclass(frozen=True, slots=True)
class Layer:
    """What is laid over circumstances."""

    tree: Mapping[str, Any]
    """Only what differs, as plain values."""
    written: Callable[[Path], tuple[Located, Path]]
    """Returns the file in which a place of the tree is written, and its place there."""
    reasons: tuple[tuple[Located, str], ...] = ()
    """Why, by the file of `written` that only this layer names."""
    is_absolute: bool = False
    """Whether it is of another case: what moves a number of a later cycle is then said anew, and
    not added to what is said already."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a run is computed from."""

    located: Located
    """The whole as a tree of plain values, each of which knows where it is written."""
    circumstances: Circumstances
    """The same, checked."""
    filed: Filed
    """The submission; what was laid over it knows by what, and why."""
    decided: Decided | None
    """What the reviewer decided."""
    deduction: Deduction | None
    """What is to be deducted from the first cycle."""
    base: Filed
    """The submission as it was filed, before anything was laid over it."""
    filed_at: Located
    """Where the values stand of which it was read."""
    reasons: tuple[tuple[Located, str], ...] = ()
    """Why what is written in a file was laid over it, where that was said."""
    over: Located | None = None
    """The file over whose base a scenario is laid: what that says may come to nothing by it."""

    def declared(self, path: Path) -> Declaration:
        """Return the source of what stands at `path` of the tree."""
        return self.declared_in(*self.located.written(path))

    def declared_in(self, source: Located, place: Path) -> Declaration:
        """Return the source of what is written at `place` of a file, and why where that is said."""
        reason = next((reason for one, reason in self.reasons if one is source), None)
        return Declaration(file=source.file, place=written_path(place), reason=reason)

    def fault(self, path: Path, key: str, value: object = None, **values: object) -> Fault:
        """Return a fault of what stands at `path` of the tree, in the file where it is written."""
        source, place = self.located.written(path)
        return Fault(source.file, written_path(place), source.line(place), value, key, values)

    def with_layer(self, layer: Layer) -> Case:
        """Return the case with one more layer; raises Faults with all that is wrong with it."""
        absolute, findings = dict(layer.tree), list[Finding]()
        if not layer.is_absolute:
            absolute, findings = made_absolute(absolute, self.located.tree)
        overlay = Overlay()
        tree = overlay.merged((), absolute, (), self.located.tree, ())
        parts = {
            at: layer.written(origin.own)
            if origin.own is not None
            else (self.located, origin.base or ())
            for at, origin in overlay.origins.items()
        }
        for at, origin in overlay.origins.items():
            if origin.own is not None and origin.base is None:  # taken over whole
                for inside in _paths(_at(tree, at)):
                    parts[*at, *inside] = layer.written((*origin.own, *inside))
        located = Located(self.located.file, tree, parts=parts)
        added = {layer.written(at)[1]: finding for at, finding in overlay.added.items()}
        wrong = [_placed(layer, finding) for finding in (*findings, *overlay.findings)]
        for place in overlay.removed:
            wrong += _removal(layer, place)
        if wrong:
            raise Faults(wrong)
        try:
            return read_again(replace(self, reasons=(*self.reasons, *layer.reasons)), located)
        except Faults as malformed:
            known = {written_path(at): finding for at, finding in added.items()}
            raise Faults(_told(malformed, known, layer)) from None


def base_case(
    located: Located, filed: Filed, found: Decided | None, deduction: Deduction | None
) -> Case:
    """Return circumstances without anything laid over; raises Faults with all that is wrong."""
    filed_at, _ = located.written((_SUBMISSION,))
    circumstances = checked(Circumstances, located)
    return Case(located, circumstances, filed, found, deduction, filed, filed_at)


def read_again(before: Case, located: Located) -> Case:
    """Return the case `before` with `located` for its tree; raises Faults of all its parts."""
    faults: list[Fault] = []
    circumstances: Circumstances | None = None
    try:
        circumstances = checked(Circumstances, located)
    except Faults as wrong:
        faults += wrong.faults
    filed: Filed | None = None
    if isinstance(located.tree.get(_SUBMISSION), dict):
        try:
            filed = _filed(located, before)
        except Faults as wrong:
            faults += wrong.faults
    if faults or circumstances is None or filed is None:
        raise Faults(faults)
    found = None
    if circumstances.decisions is not None:
        at = ("decisions",)
        file = located.written(at)[0].file
        found = decided(Located(file, located.tree["decisions"], parts={(): (located, at)}), filed)
    return replace(before, located=located, circumstances=circumstances, filed=filed, decided=found)


def _filed(located: Located, before: Case) -> Filed:
    """Return the submission of a tree, each figure with the place where it is written."""
    tree, base = located.tree[_SUBMISSION], before.base
    inside = Located(base.file, tree, parts={(): (located, (_SUBMISSION,))})
    filed = accepted(inside, base.places)
    places: dict[str, str] = {}
    lines: dict[str, int] = {}
    moved: dict[str, Declaration] = {}
    for path in _paths(filed.tree):
        source, place = inside.written(path)
        here, there = written_path(path), written_path(place)
        if source is before.filed_at:
            if there in base.places:
                places[here] = base.places[there]
            if there in base.lines:
                lines[here] = base.lines[there]
        elif not isinstance(_at(filed.tree, path), dict | list):
            moved[here] = before.declared_in(source, place)
    return replace(filed, places=places, lines=lines, in_yaml=base.in_yaml, moved=moved)


def _paths(tree: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the place of each value, mapping and list of a tree."""
    if at:
        yield at
    inside = tree.items() if isinstance(tree, Mapping) else ()
    for key, value in enumerate(tree) if isinstance(tree, list) else inside:
        yield from _paths(value, (*at, key))


def _at(tree: Any, path: Path) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def _placed(layer: Layer, finding: Any) -> Fault:
    located, at = layer.written(finding.path)
    return Fault(
        located.file,
        written_path(at),
        located.line(at),
        finding.value,
        finding.key,
        finding.values,
    )


def _removal(layer: Layer, place: Path) -> Iterator[Fault]:
    """Yield what stands beside `removed: true` in an item that takes one away."""
    item = _at(layer.tree, place)
    beside = [name for name in item if name not in (*NAMED_BY, "removed")]
    if item["removed"] is not True or beside:
        located, at = layer.written(place)
        yield Fault(
            located.file, written_path(at), located.line(at), None, "scenario.removed_and_more"
        )


_INNER = re.compile(r"\.[^.\[\]]+$")


def _told(malformed: Faults, added: Mapping[str, Any], layer: Layer) -> Iterator[Fault]:
    """Yield the faults; of an item that is not whole and names none below it, just that."""
    told: set[str] = set()
    for fault in malformed.faults:
        item = _INNER.sub("", fault.place) if fault.key == "law.missing" else fault.place
        if fault.key == "law.missing" and item in added:
            if item not in told:
                told.add(item)
                yield _placed(layer, added[item])
        else:
            yield fault
