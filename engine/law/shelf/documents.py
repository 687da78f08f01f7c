"""The documents under one or more folders: found by id, read once, as they are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from engine.law.model.document import Document, Version, overlaps, uncited, with_inherited_citations
from engine.law.model.hashing import content_hash
from engine.law.model.instruments import Instruments, InstrumentsVersion
from engine.law.reading.fault import Fault, Faults, FaultyLaw, Finding, distinct
from engine.law.reading.places import Located
from engine.law.reading.yaml import checked, gathered
from engine.law.shelf.kind import DocumentKind, OtherKind, kind_of, know_all_kinds
from engine.law.shelf.references import REGISTER, followed, nearest
from engine.law.shelf.variation import Variation

__all__ = ["Documents", "Held"]

D = TypeVar("D", bound="Document[Any]")


@dataclass(frozen=True, slots=True)
class Held:
    """A document that was read, with what is known of it."""

    document: Document[Any]
    located: Located
    hash: str
    kind: DocumentKind
    digest: str
    """SHA-256 of the bytes of its file."""
    form: tuple[Finding, ...] = ()
    """What keeps it, in some version, from being read, although its schema holds."""


_READ: dict[tuple[object, ...], Held] = {}
"""Documents of good form that were read in this process, by all that they rest on.

A shelf over the same files finds them again: a draft is laid over all others to be tried.
"""
_MOST_READ = 200


class Documents:
    """The documents under one or more folders; an id is the path there without `.yaml`.

    Where two folders hold the same id, the first folder's document is the one found, so that a
    draft can be tried in place of what is in force. Names that begin with a dot are hidden and are
    no documents.
    """

    def __init__(self, *roots: Path) -> None:
        self.roots = roots
        self._held: dict[str, Held] = {}
        self._unreadable: dict[str, Faults] = {}
        self._digests: dict[str, str | None] = {}
        self._registers: tuple[str, ...] | None = None

    def get(self, identifier: str, schema: type[D]) -> D:
        """Return the document `identifier`, which must be a `schema`.

        Raises Faults when it is missing or of another kind, or cannot be read in all its versions.
        """
        held = self._load(identifier)
        if held.form:
            raise Faults(distinct(held.located.fault(finding) for finding in held.form))
        return self.read(identifier, schema)

    def read(self, identifier: str, schema: type[D]) -> D:
        """Return the document `identifier`, a `schema`, of which some version may name nothing.

        It is for what `law` has given before, and for checks. Raises Faults when it is missing,
        malformed, and OtherKind when it is of another kind.
        """
        held = self._load(identifier)
        if not isinstance(held.document, schema):
            raise OtherKind(identifier, held.kind, held.located, schema)
        return held.document

    def has(self, identifier: str) -> bool:
        """Return whether there is such a document."""
        return identifier in self._held or self._path(identifier) is not None

    def hash_of(self, identifier: str) -> str:
        """Return the content hash of the document `identifier`."""
        return self._load(identifier).hash

    def kind_named(self, identifier: str) -> str:
        """Return the kind of the document `identifier`, as in `register of products`.

        Raises Faults when it is missing or malformed.
        """
        return self._load(identifier).kind.named

    def digest_of(self, identifier: str) -> str | None:
        """Return the SHA-256 of the bytes of the document `identifier`; None where there is none
        that can be read.
        """
        if identifier in self._held:
            return self._held[identifier].digest
        if identifier not in self._digests:
            path = self._path(identifier)
            try:
                read = None if path is None else hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError:
                read = None
            self._digests[identifier] = read
        return self._digests[identifier]

    def varied_by(self, identifier: str) -> Iterator[str]:
        """Yield the id of the document that `identifier`, once read, varies, and so on."""
        while (held := self._held.get(identifier)) is not None:
            if held.document.varies is None:
                return
            identifier = held.document.varies
            yield identifier

    def written(self, identifier: str) -> dict[str, Any]:
        """Return the document `identifier` as it is written, plain values; raises Faults when it
        cannot be read.
        """
        tree: dict[str, Any] = self._opened(identifier)[0].tree
        return tree

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

        Raises FaultyLaw at a malformed document, unless it says that it is of another kind.
        """
        for identifier in self.identifiers():
            try:
                if identifier not in self._held:
                    located, _ = self._opened(identifier)
                    kind = kind_of(located.tree)
                    if not isinstance(kind, DocumentKind) or not issubclass(kind.document, schema):
                        continue
                document = self.get(identifier, Document)
            except Faults as malformed:
                raise FaultyLaw(malformed.faults) from None
            if isinstance(document, schema) and jurisdiction in (None, document.jurisdiction):
                yield document

    def registers(self) -> tuple[Instruments, ...]:
        """Return the registers of instruments that can be read, in order of their ids."""
        found: list[Instruments] = []
        for name in self._register_ids():
            with suppress(Faults):
                found.append(Documents.get(self, name, Instruments))
        return tuple(found)

    def fault_in(self, identifier: str, finding: Finding) -> Fault:
        """Return `finding` in the document `identifier` as a fault, with its file and line."""
        return self._load(identifier).located.fault(finding)

    def _path(self, identifier: str) -> Path | None:
        """Return the first file of this id; an id that leaves the shelf has none."""
        parts = identifier.split("/")
        if any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
            return None
        places = (root / f"{identifier}.yaml" for root in self.roots)
        try:
            return next((place for place in places if place.is_file()), None)
        except OSError:
            return None  # no file can have such a name

    def _name(self, path: Path) -> str:
        """Return `path` as people know it: from the working folder where it lies below it."""
        here = Path.cwd()
        whole = here / path
        return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()

    def _load(self, identifier: str, varied_by: tuple[str, ...] = ()) -> Held:
        if identifier not in self._held:
            if identifier in self._unreadable:
                raise self._unreadable[identifier].with_traceback(None)
            try:
                self._held[identifier] = self._whole(identifier, varied_by)
            except Faults as malformed:
                # Asked for by every document beside it; a circle depends on where it is entered.
                if not varied_by:
                    self._unreadable[identifier] = malformed
                raise
        return self._held[identifier]

    def _whole(self, identifier: str, varied_by: tuple[str, ...]) -> Held:
        held, faults = self._examined(identifier, varied_by)
        if faults or held is None:
            raise Faults(distinct(faults))
        return held

    def _opened(self, identifier: str) -> tuple[Located, list[Fault]]:
        path = self._path(identifier)
        if path is None:
            raise Faults([Fault(f"{identifier}.yaml", "", None, None, "law.no_document")])
        return gathered(path, self._name(path))

    def _examined(
        self, identifier: str, varied_by: tuple[str, ...] = ()
    ) -> tuple[Held | None, list[Fault]]:
        """Return the document when it is of good form, and all faults found without its kind."""
        key = self._rests_on(identifier)
        if (known := _READ.get(key)) is not None:
            return known, []
        held, faults = self._read_anew(identifier, varied_by)
        if held is None or faults or varied_by or held.digest != key[2]:
            return held, faults
        # What varies, or stands beside a register that does, rests on more than the key says.
        beside = self._registers_beside(identifier, varied_by)
        if not any(one.varies for one in (held.document, *beside)):
            if len(_READ) >= _MOST_READ:
                _READ.clear()
            _READ[key] = held
        return held, faults

    def _rests_on(self, identifier: str) -> tuple[object, ...]:
        """Return what a document that varies no other is known by."""
        path = self._path(identifier)
        registers = () if identifier in self._register_ids() else self._register_ids()
        return (
            identifier,
            None if path is None else self._name(path),
            self.digest_of(identifier),
            tuple((name, self.digest_of(name)) for name in registers),
        )

    def _read_anew(
        self, identifier: str, varied_by: tuple[str, ...]
    ) -> tuple[Held | None, list[Fault]]:
        located, faults = self._opened(identifier)
        tree, digest = located.tree, located.digest
        if not isinstance(kind := kind_of(tree), DocumentKind):
            know_all_kinds()  # that of a room which nobody asked for yet is a kind all the same
            kind = kind_of(tree)
        if not isinstance(kind, DocumentKind):
            return None, [*faults, located.fault(kind)]
        try:
            if "varies" in tree:
                base = self._varied(located, kind, (*varied_by, identifier))
                varying = Variation(located, base.document, base.located)
                document, found = varying.read_as(kind.document)
                located, written = varying.located, {"varies": base.hash, "differs": tree}
                faults.extend(found)
            else:
                document = with_inherited_citations(checked(kind.document, located))
                written = tree
        except Faults as malformed:
            faults.extend(malformed.faults)
            places = {fault.place for fault in faults}
            framed = (located.fault(finding) for finding in _misframed(tree, identifier))
            return None, [*faults, *(fault for fault in framed if fault.place not in places)]
        document = followed(document, self._instruments(identifier, varied_by))
        findings = [*uncited(document), *document.overlaps(), *_misplaced(document.id, identifier)]
        faults.extend(located.fault(finding) for finding in findings)
        form = tuple(kind.form(document))
        return Held(document, located, content_hash(written), kind, digest, form), faults

    def _registers_beside(
        self, identifier: str, varied_by: tuple[str, ...]
    ) -> tuple[Instruments, ...]:
        """Return the registers of instruments; none beside a register and what it varies."""
        within = {identifier, *varied_by}
        return () if within & set(self._register_ids()) else self.registers()

    def _instruments(self, identifier: str, varied_by: tuple[str, ...]) -> list[InstrumentsVersion]:
        """Return the registers of instruments for the document, the nearest first.

        One that is faulty tells nothing, and is told when it is checked.
        """
        known = {one.id: one for one in self._registers_beside(identifier, varied_by)}
        near = (known[name] for name in nearest(identifier, tuple(known)))
        return [max(one.versions, key=lambda version: version.from_.start) for one in near]

    def _register_ids(self) -> tuple[str, ...]:
        if self._registers is None:
            named = (one for one in Documents.identifiers(self) if one.split("/")[-1] == REGISTER)
            self._registers = tuple(named)
        return self._registers

    def _varied(self, located: Located, kind: DocumentKind, varied_by: tuple[str, ...]) -> Held:
        """Return the document that the one in `located` varies, itself `varied_by` others.

        Raises Faults when there is none that it can vary.
        """
        named, at = located.tree["varies"], ("varies",)
        if not isinstance(named, str):
            raise Faults([located.fault(Finding(at, "law.not_text"))])
        if named in varied_by:
            circle = {"circle": " → ".join((*varied_by, named))}
            raise Faults([located.fault(Finding(at, "law.varies_itself", circle))])
        if self._path(named) is None:
            raise Faults([located.fault(Finding(at, "law.no_document"))])
        base = self._load(named, varied_by)
        if base.kind is not kind:
            raise Faults([located.fault(Finding(at, "law.varies_other_kind"))])
        return base


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
