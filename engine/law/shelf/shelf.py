"""The shelf: documents found by id, loaded once, checked by their kind, in force on a day."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from engine.law.model.document import Document, Version, overlaps, uncited, with_inherited_citations
from engine.law.model.hashing import content_hash
from engine.law.reading.fault import Fault, Faults, FaultyLaw, Finding, distinct
from engine.law.reading.places import Located
from engine.law.reading.yaml import checked, gathered
from engine.law.shelf.examination import Examination, Flaws
from engine.law.shelf.kind import DocumentKind, kind_of, know_all_kinds
from engine.law.shelf.marks import LawMarks, marks_of
from engine.law.shelf.variation import Variation

__all__ = ["Shelf"]

D = TypeVar("D", bound="Document[Any]")


@dataclass(frozen=True, slots=True)
class _Held:
    document: Document[Any]
    located: Located
    hash: str
    kind: DocumentKind
    digest: str
    """SHA-256 of the bytes of its file."""
    form: tuple[Finding, ...] = ()
    """What keeps it, in some version, from being read, although its schema holds."""


class Shelf:
    """The documents under one or more folders; an id is the path there without `.yaml`.

    Where two folders hold the same id, the first folder's document is the one on the shelf, so
    that a draft can be tried in place of what is in force. Names that begin with a dot are hidden
    and stand on no shelf.

    Whatever prices, decides, determines, drafts or evaluates takes its documents by `law`, which
    gives none that is faulty on the day. An `unchecked` shelf gives those too, for who is drafting:
    results say so by their `marks`, and nothing final rests on them.
    """

    def __init__(self, *roots: Path, unchecked: bool = False) -> None:
        self.roots = roots
        self.unchecked = unchecked
        self._held: dict[str, _Held] = {}
        self._digests: dict[str, str | None] = {}
        self._examination = Examination(self)

    def without_check(self) -> Shelf:
        """Return this shelf, unchecked; what was read and found is shared."""
        other = Shelf(*self.roots, unchecked=True)
        other._held, other._digests = self._held, self._digests
        other._examination = self._examination
        return other

    # --- documents of law, sound on a day ---------------------------------------------

    def law(self, identifier: str, schema: type[D], day: datetime.date) -> D:
        """Return the document `identifier`, a `schema`, sound with all that it refers to on `day`.

        What is wrong in a version of other days does not count: `marks` tells it. Raises Faults
        when there is no such document, or it is of another kind, and FaultyLaw when it is faulty;
        on an unchecked shelf, when it is so faulty that it cannot be read.
        """
        if not self.has(identifier):
            return self.get(identifier, schema)
        try:
            self._load(identifier)
        except Faults as malformed:
            raise FaultyLaw(malformed.faults) from None
        document = self.read(identifier, schema)
        flaws = self._examination.flaws(identifier)
        if self.unchecked:
            form = {(one.path, one.key) for one in self._load(identifier).form}
            own = (finding for name, finding in flaws.findings if name == identifier)
            unreadable = (one for one in own if (one.path, one.key) in form)
            flaws = Flaws(tuple((identifier, one) for one in unreadable))
        self._refuse(flaws, day)
        return document

    def sound_together(
        self,
        identifiers: tuple[str, ...],
        find: Callable[[Shelf], Iterable[Finding]],
        day: datetime.date,
    ) -> None:
        """Raise FaultyLaw where `find` finds something in documents read together on `day`.

        The first step of a finding's path is the id of the document that it is in. The verdict is
        kept by the ids, so that one set of documents has one `find`.
        """
        found = self._examination.flaws_together(identifiers, find)
        if not self.unchecked:
            self._refuse(found, day)

    def marks(self, identifiers: Iterable[str], day: datetime.date) -> LawMarks:
        """Return what a result that rests on these documents has to say of their soundness."""
        names = [name for name in identifiers if self.has(name)]
        flaws = [self._examination.flaws(name) for name in names]
        flaws += self._examination.known_together(names)
        return marks_of(flaws, self.unchecked, day)

    def referred_to(self, identifier: str) -> tuple[str, ...]:
        """Return the ids of all documents that the check of `identifier` looks up, in order."""
        return self._examination.referred_to(identifier)

    def _refuse(self, flaws: Flaws, day: datetime.date) -> None:
        if not (flaws.findings or flaws.unread):
            return
        found = [self._load(name).located.fault(finding) for name, finding in flaws.on(day)]
        if faults := distinct([*flaws.unread, *found]):
            raise FaultyLaw(faults)

    # --- documents as they are --------------------------------------------------------

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
        malformed or of another kind.
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
        known = None if identifier in self._held else self._examination.content_of(identifier)
        return self._load(identifier).hash if known is None else known

    def kind_named(self, identifier: str) -> str:
        """Return the kind of the document `identifier`, as in `register of products`.

        Raises Faults when it is missing or malformed.
        """
        kind = self._load(identifier).kind
        return " of ".join(filter(None, (kind.name, kind.of)))

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

    def check(self, identifier: str) -> tuple[Fault, ...]:
        """Return every fault of one document: of form, of citation, and of its kind."""
        know_all_kinds()
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
        # A flaw of one piece is met in every version that the piece stands in.
        return tuple(distinct(faults))

    def check_of_kind(self, identifier: str) -> Iterable[Finding]:
        """Return what the check of its kind finds in the document, which must be of good form."""
        held = self._load(identifier)
        return held.kind.check(held.document, self)

    def consulted(self) -> Consulted:
        """Return this shelf as one that notes which documents are looked up."""
        return Consulted(self)

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

    def _load(self, identifier: str, varied_by: tuple[str, ...] = ()) -> _Held:
        if identifier not in self._held:
            held, faults = self._examined(identifier, varied_by)
            if faults or held is None:
                raise Faults(distinct(faults))
            self._held[identifier] = held
        return self._held[identifier]

    def _opened(self, identifier: str) -> tuple[Located, list[Fault]]:
        path = self._path(identifier)
        if path is None:
            raise Faults([Fault(f"{identifier}.yaml", "", None, None, "law.no_document")])
        return gathered(path, self._name(path))

    def _examined(
        self, identifier: str, varied_by: tuple[str, ...] = ()
    ) -> tuple[_Held | None, list[Fault]]:
        """Return the document when it is of good form, and all faults found without its kind."""
        located, faults = self._opened(identifier)
        kind, tree, digest = kind_of(located.tree), located.tree, located.digest
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
        findings = [*uncited(document), *document.overlaps(), *_misplaced(document.id, identifier)]
        faults.extend(located.fault(finding) for finding in findings)
        form = tuple(kind.form(document))
        return _Held(document, located, content_hash(written), kind, digest, form), faults

    def _varied(self, located: Located, kind: DocumentKind, varied_by: tuple[str, ...]) -> _Held:
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


class Consulted(Shelf):
    """A shelf that notes what is looked up on it: what a verdict rests on."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(*shelf.roots, unchecked=shelf.unchecked)
        self._held, self._digests = shelf._held, shelf._digests
        self.looked_up: set[str] = set()
        """The ids, also of documents that are not there."""
        self.listed = False
        """Whether all ids were asked for."""

    def get(self, identifier: str, schema: type[D]) -> D:
        """Return the document `identifier`; see `Shelf.get`."""
        self.looked_up.add(identifier)
        return super().get(identifier, schema)

    def read(self, identifier: str, schema: type[D]) -> D:
        """Return the document `identifier`; see `Shelf.read`."""
        self.looked_up.add(identifier)
        return super().read(identifier, schema)

    def has(self, identifier: str) -> bool:
        """Return whether there is such a document."""
        self.looked_up.add(identifier)
        return super().has(identifier)

    def hash_of(self, identifier: str) -> str:
        """Return the content hash of the document `identifier`."""
        self.looked_up.add(identifier)
        return super().hash_of(identifier)

    def kind_named(self, identifier: str) -> str:
        """Return the kind of the document `identifier`; see `Shelf.kind_named`."""
        self.looked_up.add(identifier)
        return super().kind_named(identifier)

    def identifiers(self) -> tuple[str, ...]:
        """Return the ids of all documents on the shelf, in order."""
        self.listed = True
        return super().identifiers()

    def of_kind(self, schema: type[D], jurisdiction: str | None = None) -> Iterator[D]:
        """Yield the documents that are a `schema`; see `Shelf.of_kind`."""
        self.looked_up.update(self.identifiers())
        return super().of_kind(schema, jurisdiction)


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
