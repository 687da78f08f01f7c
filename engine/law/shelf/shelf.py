"""The shelf: documents found by id, loaded once, checked by their kind, in force on a day."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from engine.law.model.document import Document, Version, overlaps, uncited, with_inherited_citations
from engine.law.model.hashing import content_hash
from engine.law.reading.fault import Fault, Faults, Finding
from engine.law.reading.located import Located
from engine.law.reading.yaml import checked, gathered

__all__ = ["Kind", "Shelf", "kinds", "register_kind"]

D = TypeVar("D", bound="Document[Any]")
Check = Callable[[Any, "Shelf"], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, with its schema and its check; each interpreter registers its own."""

    name: str
    """The name that documents give as `kind`."""
    document: type[Document[Any]]
    """The schema."""
    check: Check
    """Yields what is wrong inside a valid document, or between it and others on the shelf."""
    of: str | None = None
    """For a register: what it lists; the document gives it as `of`."""


_KINDS: dict[tuple[str, str | None], Kind] = {}


def register_kind(kind: Kind) -> None:
    """Make a kind known to every shelf."""
    _KINDS[kind.name, kind.of] = kind


def kinds() -> tuple[Kind, ...]:
    """Return the kinds registered so far."""
    return tuple(_KINDS.values())


@dataclass(frozen=True, slots=True)
class _Held:
    document: Document[Any]
    located: Located
    hash: str
    kind: Kind


class Shelf:
    """The documents under one or more folders; an id is the path there without `.yaml`.

    Where two folders hold the same id, the first folder's document is the one on the shelf, so
    that a draft can be tried in place of what is in force. Names that begin with a dot are hidden
    and stand on no shelf.
    """

    def __init__(self, *roots: Path) -> None:
        self.roots = roots
        self._held: dict[str, _Held] = {}

    def get(self, identifier: str, schema: type[D]) -> D:
        """Return the document `identifier`, which must be a `schema`.

        Raises Faults when it is missing, faulty, or of another kind.
        """
        held = self._load(identifier)
        if not isinstance(held.document, schema):
            raise Faults([held.located.fault(Finding(("kind",), "law.other_kind"))])
        return held.document

    def has(self, identifier: str) -> bool:
        """Return whether there is such a document."""
        return self._path(identifier) is not None

    def hash_of(self, identifier: str) -> str:
        """Return the content hash of the document `identifier`."""
        return self._load(identifier).hash

    def identifiers(self) -> tuple[str, ...]:
        """Return the ids of all documents on the shelf, in order."""
        found = {
            path.relative_to(root).with_suffix("").as_posix()
            for root in self.roots
            for path in _files(root)
            if path.suffix == ".yaml" and path.is_file()
        }
        return tuple(sorted(found))

    def strays(self) -> tuple[Fault, ...]:
        """Return a fault for each name on the shelf that is no document and no `.md` to read."""
        return tuple(
            Fault(
                self._name(path),
                "",
                None,
                None,
                "law.not_a_document" if path.is_file() else "law.no_file",
            )
            for root in self.roots
            for path in _files(root)
            if path.suffix not in (".yaml", ".md") or not path.is_file()
        )

    def of_kind(self, schema: type[D], jurisdiction: str | None = None) -> Iterator[D]:
        """Yield the documents that are a `schema`, of one jurisdiction when it is given.

        Raises Faults at a faulty document, unless it says that it is of another kind.
        """
        for identifier in self.identifiers():
            if identifier not in self._held:
                _, kind, _ = self._opened(identifier)
                if kind is None or not issubclass(kind.document, schema):
                    continue
            document = self._load(identifier).document
            if isinstance(document, schema) and jurisdiction in (None, document.jurisdiction):
                yield document

    def check(self, identifier: str) -> tuple[Fault, ...]:
        """Return every fault of one document: of form, of citation, and of its kind."""
        faults: list[Fault] = []
        try:
            known = self._held.get(identifier)
            held, faults = self._examined(identifier) if known is None else (known, [])
            if held is not None:
                if not faults:
                    self._held[identifier] = held
                for finding in held.kind.check(held.document, self):
                    faults.append(held.located.fault(finding))
        except Faults as others:
            faults.extend(others.faults)
        return tuple(faults)

    def _path(self, identifier: str) -> Path | None:
        """Return the first file of this id; an id that leaves the shelf has none."""
        parts = identifier.split("/")
        if any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
            return None
        places = (root / f"{identifier}.yaml" for root in self.roots)
        return next((place for place in places if place.is_file()), None)

    def _name(self, path: Path) -> str:
        """Return `path` as people know it: from the working folder where it lies below it."""
        here = Path.cwd()
        whole = here / path
        return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()

    def _load(self, identifier: str) -> _Held:
        if identifier not in self._held:
            held, faults = self._examined(identifier)
            if faults or held is None:
                raise Faults(faults)
            self._held[identifier] = held
        return self._held[identifier]

    def _opened(self, identifier: str) -> tuple[Located, Kind | None, list[Fault]]:
        path = self._path(identifier)
        if path is None:
            raise Faults([Fault(f"{identifier}.yaml", "", None, None, "law.no_document")])
        located, faults = gathered(path, self._name(path))
        tree = located.tree if isinstance(located.tree, dict) else {}
        of = tree.get("of")
        kind = _KINDS.get((str(tree.get("kind")), None if of is None else str(of)))
        return located, kind, faults

    def _examined(self, identifier: str) -> tuple[_Held | None, list[Fault]]:
        """Return the document when it is of good form, and all faults found without its kind."""
        located, kind, faults = self._opened(identifier)
        if kind is None:
            return None, [*faults, located.fault(_unknown_kind(located.tree))]
        try:
            document: Document[Any] = with_inherited_citations(checked(kind.document, located))
        except Faults as malformed:
            faults.extend(malformed.faults)
            places = {fault.place for fault in faults}
            framed = (located.fault(finding) for finding in _misframed(located.tree, identifier))
            return None, [*faults, *(fault for fault in framed if fault.place not in places)]
        findings = [*uncited(document), *document.overlaps(), *_misplaced(document.id, identifier)]
        faults.extend(located.fault(finding) for finding in findings)
        return _Held(document, located, content_hash(located.tree), kind), faults


def _files(root: Path) -> Iterator[Path]:
    """Yield the files below `root` but those hidden; folders that are links are followed once."""
    been: set[str] = set()
    for folder, below, names in os.walk(root, followlinks=True):
        real = os.path.realpath(folder)
        if real in been:
            below.clear()
            continue
        been.add(real)
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _unknown_kind(tree: Any) -> Finding:
    if not isinstance(tree, dict):
        return Finding((), "law.not_a_mapping")
    if "kind" not in tree:
        return Finding(("kind",), "law.missing")
    known = ", ".join(" of ".join(filter(None, key)) for key in _KINDS)
    several = "of" in tree and any(tree["kind"] == name for name, _ in _KINDS)
    return Finding(("of" if several else "kind",), "law.no_such_kind", {"allowed": known})


def _misplaced(given: object, identifier: str) -> Iterator[Finding]:
    if isinstance(given, str) and given != identifier:
        yield Finding(("id",), "law.id_is_not_path", {"expected": identifier})


def _misframed(tree: Any, identifier: str) -> Iterator[Finding]:
    """Yield what is wrong with the id, citations and dates of a document that is malformed."""
    yield from _misplaced(tree.get("id"), identifier)
    versions = tree.get("versions")
    framed: list[tuple[int, Version]] = []
    for position, version in enumerate(versions if isinstance(versions, list) else []):
        if not isinstance(version, dict):
            continue
        if not version.get("cites"):
            yield Finding(("versions", position), "law.uncited")
        # Whatever else is wrong with it, its days can be held against the others'.
        days = {"published": version.get("from"), "from": version.get("from")}
        try:
            dated = Version.model_validate({**days, "until": version.get("until")})
            framed.append((position, dated))
        except ValidationError:
            continue  # told with the form of the whole document
    yield from overlaps(framed)
