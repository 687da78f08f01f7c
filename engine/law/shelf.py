"""The shelf: documents found by id, loaded once, checked by their kind, in force on a day."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from engine.law.document import (
    Document,
    uncited,
    with_inherited_citations,
)
from engine.law.fault import Fault, Faults, Finding
from engine.law.hashing import content_hash
from engine.law.reading import Located, checked, read_yaml

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
    that a draft can be tried in place of what is in force.
    """

    def __init__(self, *roots: Path) -> None:
        self.roots = roots
        self._held: dict[str, _Held] = {}

    def get(self, identifier: str, schema: type[D]) -> D:
        """Return the document `identifier`, which must be a `schema`.

        Raises Faults when it is missing, faulty, or of another kind.
        """
        document = self._load(identifier).document
        if not isinstance(document, schema):
            file = self._name(self._path(identifier))
            raise Faults([Fault(file, "kind", None, document.kind, "law.other_kind")])
        return document

    def has(self, identifier: str) -> bool:
        """Return whether there is such a document."""
        return self._path(identifier).is_file()

    def hash_of(self, identifier: str) -> str:
        """Return the content hash of the document `identifier`."""
        return self._load(identifier).hash

    def identifiers(self) -> tuple[str, ...]:
        """Return the ids of all files on the shelf, in order."""
        found = {
            path.relative_to(root).with_suffix("").as_posix()
            for root in self.roots
            for path in root.rglob("*.yaml")
        }
        return tuple(sorted(found))

    def of_kind(self, schema: type[D], jurisdiction: str | None = None) -> Iterator[D]:
        """Yield the documents that are a `schema`, of one jurisdiction when it is given."""
        for identifier in self.identifiers():
            document = self._load(identifier).document
            if isinstance(document, schema) and jurisdiction in (None, document.jurisdiction):
                yield document

    def check(self, identifier: str) -> tuple[Fault, ...]:
        """Return every fault of one document: of form, of citation, and of its kind."""
        try:
            held = self._load(identifier)
            return tuple(
                held.located.fault(finding) for finding in held.kind.check(held.document, self)
            )
        except Faults as faults:
            return faults.faults

    def _path(self, identifier: str) -> Path:
        places = [root / f"{identifier}.yaml" for root in self.roots]
        return next((place for place in places if place.is_file()), places[-1])

    def _name(self, path: Path) -> str:
        return Path(os.path.relpath(path)).as_posix()

    def _load(self, identifier: str) -> _Held:
        if identifier not in self._held:
            self._held[identifier] = self._read(identifier)
        return self._held[identifier]

    def _read(self, identifier: str) -> _Held:
        path = self._path(identifier)
        file = self._name(path)
        if not path.is_file():
            raise Faults([Fault(file, "", None, identifier, "law.no_document")])
        located = read_yaml(path, file)
        tree = located.tree if isinstance(located.tree, dict) else {}
        named = (str(tree.get("kind")), tree.get("of"))
        kind = _KINDS.get((named[0], str(named[1]) if named[1] is not None else None))
        if kind is None:
            known = ", ".join(" of ".join(filter(None, key)) for key in _KINDS)
            finding = Finding(("kind",), "law.no_such_kind", {"allowed": known})
            raise Faults([located.fault(finding)])
        document = checked(kind.document, located)
        whole: Document[Any] = with_inherited_citations(document)
        findings = [*uncited(whole), *whole.overlaps()]
        if document.id != identifier:
            findings.append(Finding(("id",), "law.id_is_not_path", {"expected": identifier}))
        if findings:
            raise Faults([located.fault(finding) for finding in findings])
        return _Held(whole, located, content_hash(located.tree), kind)
