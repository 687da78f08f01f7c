"""The shelf: documents found by id, loaded once, checked by their kind, sound on a day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from engine.law.model.document import Document
from engine.law.reading.fault import Fault, Faults, FaultyLaw, Finding, distinct
from engine.law.shelf.documents import Documents
from engine.law.shelf.kind import know_all_kinds
from engine.law.shelf.references import unfollowed
from engine.law.shelf.verdict.examination import Examination, Flaws
from engine.law.shelf.verdict.marks import LawMarks, marks_of

__all__ = ["Consulted", "Shelf"]

D = TypeVar("D", bound="Document[Any]")


class Shelf(Documents):
    """Documents of law, each sound when it is taken as law.

    Whatever prices, decides, determines, drafts or evaluates takes its documents by `law`, which
    gives none that is faulty on the day. An `unchecked` shelf gives those too, for who is drafting:
    results say so by their `marks`, and nothing final rests on them.
    """

    def __init__(self, *roots: Path, unchecked: bool = False) -> None:
        super().__init__(*roots)
        self.unchecked = unchecked
        self._examination = Examination(self)

    def without_check(self) -> Shelf:
        """Return this shelf, unchecked; what was read and found is shared."""
        other = Shelf(*self.roots, unchecked=True)
        other._held, other._digests = self._held, self._digests
        other._examination = self._examination
        return other

    def law(self, identifier: str, schema: type[D], day: datetime.date) -> D:
        """Return the document `identifier`, a `schema`, sound with all that it refers to on `day`.

        What is wrong in a version of other days does not count: `marks` tells it. Raises Faults
        when there is no such document, or it is of another kind, and FaultyLaw when it is faulty;
        on an unchecked shelf, when it is so faulty that it cannot be read. A moment is no day: in
        which zone its day would be taken is not known.
        """
        if type(day) is not datetime.date:
            raise Faults([Fault(identifier, "on", None, day, "law.not_a_date")])
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
                faults.extend(held.located.fault(one) for one in unfollowed(held.document))
        except Faults as others:
            faults.extend(others.faults)
        # A flaw of one piece is met in every version that the piece stands in.
        return tuple(distinct(faults))

    def hash_of(self, identifier: str) -> str:
        """Return the content hash of the document `identifier`."""
        known = None if identifier in self._held else self._examination.content_of(identifier)
        return super().hash_of(identifier) if known is None else known

    def check_of_kind(self, identifier: str) -> Iterable[Finding]:
        """Return what the check of its kind finds in the document, which must be of good form."""
        held = self._load(identifier)
        return held.kind.check(held.document, self)

    def consulted(self) -> Consulted:
        """Return this shelf as one that notes which documents are looked up."""
        return Consulted(self)


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
