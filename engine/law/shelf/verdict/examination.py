"""What the checks of a shelf's documents found, each document examined once and the verdict kept.

A verdict is known by the bytes of the document, of all that its check looked up, and of the program
that checked; in memory by shelf, across processes in the user's cache folder. A verdict that is
known needs no reading of documents that the asker does not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.law.model.document import Document
from engine.law.reading.fault import Days, Fault, Faults, Finding, distinct
from engine.law.shelf.kind import know_all_kinds
from engine.law.shelf.verdict.kept import (
    cache_folder,
    packed_finding,
    program_hash,
    read_kept,
    unpacked_finding,
    write_kept,
)

if TYPE_CHECKING:
    from engine.law.shelf.shelf import Shelf

__all__ = ["Examination", "Flaws"]

_MOST_KEPT = 1000
"""So many files of verdicts are kept; the oldest make room."""
_MOST_VARIANTS = 8
"""So many verdicts on the same bytes are kept, each with other documents around them."""
_PROGRAM = (
    "money",
    "law",
    "rules",
    "tariff",
    "method",
    "catalogue",
    "use",
    "determination/contract",
    "settlement/contract",
    "ceiling/contract",
)
"""Where the source of the program that checks is."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one check found, and what it looked up."""

    findings: tuple[Finding, ...] = ()
    """What is wrong, each with the days on which it is so, where it is not so on all."""
    consulted: tuple[str, ...] = ()
    """The documents that the check looked up and that are there, by id."""
    rests: Mapping[str, str | None] | None = None
    """The bytes that the verdict rests on, by id: their SHA-256, or None where there is none."""
    listed: str | None = None
    """Hash of all ids on the shelf, where the check asked for them."""
    content: str = ""
    """Content hash of the document."""
    unread: tuple[Fault, ...] = ()
    """Faults of form, for which the document or one that it needs could not be read."""


@dataclass(frozen=True, slots=True)
class Flaws:
    """What is wrong in a document and in all that its check looked up."""

    findings: tuple[tuple[str, Finding], ...] = ()
    """Each with the id of the document that it is in."""
    unread: tuple[Fault, ...] = ()
    """What is wrong with documents that could not be read."""

    def on(self, day: object) -> tuple[tuple[str, Finding], ...]:
        """Return the findings that hold on `day`."""
        return tuple(one for one in self.findings if one[1].days is None or day in one[1].days)

    def not_on(self, day: object) -> tuple[tuple[str, Finding], ...]:
        """Return the findings that hold on other days only."""
        return tuple(
            one for one in self.findings if one[1].days is not None and day not in one[1].days
        )


class Examination:
    """The verdicts on the documents of one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._verdicts: dict[str, _Verdict] = {}
        self._flaws: dict[str, Flaws] = {}
        self._together: dict[tuple[str, ...], Flaws] = {}
        self._listed: str | None = None

    def content_of(self, identifier: str) -> str | None:
        """Return the content hash of a document by its verdict; None without one."""
        verdict = self._verdicts.get(identifier)
        return None if verdict is None else verdict.content or None

    def flaws(self, identifier: str) -> Flaws:
        """Return what is wrong in the document, and in all that its check looked up.

        Raises Faults when there is no such document.
        """
        if identifier not in self._flaws:
            self._flaws[identifier] = self._gathered([identifier], {})
        return self._flaws[identifier]

    def flaws_together(
        self, identifiers: tuple[str, ...], find: Callable[[Shelf], Iterable[Finding]]
    ) -> Flaws:
        """Return what `find` finds in several documents read together, and in each.

        The first step of a finding's path is the id of the document that it is in.
        """
        if identifiers not in self._together:
            name = " + ".join(identifiers)
            verdict = self._verdict_on(name, self._digest(identifiers), find)
            findings = ((str(one.path[0]), one) for one in verdict.findings)
            self._together[identifiers] = Flaws(
                tuple((name, replace(one, path=one.path[1:])) for name, one in findings),
                verdict.unread,
            )
        return self._together[identifiers]

    def known_together(self, identifiers: Collection[str]) -> Iterator[Flaws]:
        """Yield what was found in those of these documents that were read together."""
        for names, flaws in self._together.items():
            if set(names) <= set(identifiers):
                yield flaws

    def referred_to(self, identifier: str) -> tuple[str, ...]:
        """Return the ids of all documents that the check of `identifier` looks up, in order."""
        seen: dict[str, _Verdict] = {}
        self._gathered([identifier], seen)
        return tuple(sorted(seen.keys() - {identifier}))

    # --- one verdict -----------------------------------------------------------------

    def _gathered(self, names: list[str], seen: dict[str, _Verdict]) -> Flaws:
        while names:
            name = names.pop()
            if name not in seen:
                seen[name] = self._own(name)
                names.extend(seen[name].consulted)
        return Flaws(
            tuple((name, finding) for name, one in seen.items() for finding in one.findings),
            # A document that cannot be read is told by itself and by each that looks it up.
            tuple(distinct(fault for one in seen.values() for fault in one.unread)),
        )

    def _own(self, identifier: str) -> _Verdict:
        """Return the verdict on one document alone."""
        digest = self._shelf.digest_of(identifier)
        known = self._known(identifier, digest)
        if known is not None:
            return known
        know_all_kinds()
        try:
            document = self._shelf.read(identifier, Document)
        except Faults as malformed:
            return self._remember(identifier, _Verdict(unread=malformed.faults))

        def find(view: Shelf) -> Iterator[Finding]:
            for finding in view.check_of_kind(identifier):
                yield _dated(document, finding)

        return self._verdict_on(identifier, self._shelf.digest_of(identifier), find)

    def _verdict_on(
        self, name: str, digest: str | None, find: Callable[[Shelf], Iterable[Finding]]
    ) -> _Verdict:
        known = self._known(name, digest)
        if known is not None:
            return known
        know_all_kinds()
        view = self._shelf.consulted()
        findings: list[Finding] = []
        unread: tuple[Fault, ...] = ()
        try:
            findings.extend(find(view))
        except Faults as others:
            unread = others.faults
        looked_up = sorted(view.looked_up - {name})
        bases = self._bases((name, *looked_up))
        verdict = _Verdict(
            tuple(findings),
            tuple(one for one in looked_up if self._shelf.has(one)),
            {one: self._shelf.digest_of(one) for one in {*looked_up, *bases}},
            self._ids() if view.listed else None,
            self._shelf.hash_of(name) if self._shelf.has(name) else "",
            unread,
        )
        if not unread:
            self._keep(name, digest, verdict)
        return self._remember(name, verdict)

    def _bases(self, names: Iterable[str]) -> set[str]:
        """Return the documents that these vary, and that those vary."""
        return {base for name in names for base in self._shelf.varied_by(name)}

    def _remember(self, name: str, verdict: _Verdict) -> _Verdict:
        self._verdicts[name] = verdict
        return verdict

    # --- kept across processes -------------------------------------------------------

    def _known(self, name: str, digest: str | None) -> _Verdict | None:
        if name in self._verdicts:
            return self._verdicts[name]
        for kept in reversed(self._variants(name, digest)):
            with suppress(KeyError, TypeError, ValueError, AttributeError):
                if self._holds(kept):
                    return self._remember(name, _unpacked(kept))
        return None

    def _variants(self, name: str, digest: str | None) -> list[Any]:
        place = _place(name, digest)
        kept = None if place is None else read_kept(place)
        return kept if isinstance(kept, list) else []

    def _holds(self, kept: Mapping[str, Any]) -> bool:
        """Return whether all that a verdict rests on is as it was."""
        return (kept["listed"] is None or kept["listed"] == self._ids()) and all(
            self._shelf.digest_of(name) == digest for name, digest in kept["rests"].items()
        )

    def _keep(self, name: str, digest: str | None, verdict: _Verdict) -> None:
        place = _place(name, digest)
        if place is None:
            return
        with suppress(TypeError):  # a finding that has no plain form is found again
            variants = [*self._variants(name, digest), _packed(verdict)]
            write_kept(place, variants[-_MOST_VARIANTS:], _MOST_KEPT)

    def _ids(self) -> str:
        if self._listed is None:
            written = "\n".join(self._shelf.identifiers())
            self._listed = hashlib.sha256(written.encode()).hexdigest()
        return self._listed

    def _digest(self, identifiers: Iterable[str]) -> str:
        digests = (str(self._shelf.digest_of(identifier)) for identifier in identifiers)
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _place(name: str, digest: str | None) -> Any:
    folder = cache_folder("verdicts")
    if folder is None or digest is None:
        return None
    known_by = "\n".join((program_hash(*_PROGRAM), name, digest))
    return folder / f"{hashlib.sha256(known_by.encode()).hexdigest()}.json"


def _packed(verdict: _Verdict) -> dict[str, Any]:
    return {
        "findings": [packed_finding(finding) for finding in verdict.findings],
        "consulted": list(verdict.consulted),
        "rests": dict(verdict.rests or {}),
        "listed": verdict.listed,
        "content": verdict.content,
    }


def _unpacked(kept: Mapping[str, Any]) -> _Verdict:
    return _Verdict(
        tuple(unpacked_finding(finding) for finding in kept["findings"]),
        tuple(kept["consulted"]),
        kept["rests"],
        kept["listed"],
        kept["content"],
    )


def _dated(document: Document[Any], finding: Finding) -> Finding:
    """Return `finding` with its days: those of the version that it is in, unless it says others."""
    if finding.days is not None or finding.path[:1] != ("versions",) or len(finding.path) < 2:
        return finding
    version = document.versions[int(finding.path[1])]
    return replace(finding, days=Days(version.from_.start, document.last_day(version)))
