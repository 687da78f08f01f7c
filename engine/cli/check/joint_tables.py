"""For `dingjia check`: rules that are read together, and a draft held against what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import typer
from pydantic import ValidationError

from engine.law import Fault, Faults, Finding, Shelf, written_path
from engine.method import Method
from engine.rules import FLAWS, Changes, Part, RulesDocument, changed
from engine.tariff import TariffDocument
from engine.text import Language, say
from engine.use import StandsUnder, wrong_together

__all__ = [
    "FLAWS",
    "changes_as_data",
    "compared",
    "referred_to",
    "standing_on",
    "tell_changes",
    "together",
]


def together(
    shelf: Shelf, identifiers: Sequence[str]
) -> Iterator[tuple[tuple[str, str], tuple[Fault, ...]]]:
    """Yield the pairs of rules that a tariff has read together, with what is wrong in them then.

    One of the three must be among `identifiers`. What is wrong in a document alone is told by its
    own check; until that is right it is not read together with others.
    """
    seen: set[tuple[str, str]] = set()
    for identifier in shelf.identifiers():
        roles = _roles(shelf, identifier)
        if roles is None:
            continue
        names = (roles.use, roles.gate)
        if names in seen or {identifier, *names}.isdisjoint(identifiers):
            continue
        seen.add(names)
        if not any(shelf.check(name) for name in names):
            yield names, _faults(shelf, roles)


def standing_on(
    shelf: Shelf, identifiers: Sequence[str]
) -> Iterator[tuple[tuple[str, str], tuple[Fault, ...]]]:
    """Yield the methods that stand on one of `identifiers`, each with that one and its faults.

    Those among `identifiers` are left out: they are checked for themselves.
    """
    for name in shelf.identifiers():
        if name in identifiers:
            continue
        try:
            used = {one for _, one in shelf.get(name, Method).uses}
        except Faults:
            continue  # not a method, or not a sound one: that is told elsewhere
        for one in identifiers:
            if one in used:
                yield (name, one), shelf.check(name)


def referred_to(
    shelf: Shelf, identifiers: Sequence[str]
) -> Iterator[tuple[tuple[str, str], tuple[Fault, ...]]]:
    """Yield the faulty documents that one of `identifiers` refers to, each with that one.

    Those among `identifiers` are left out: they are checked for themselves.
    """
    seen: set[str] = set()
    for name in identifiers:
        for other in shelf.referred_to(name):
            if other in identifiers or other in seen:
                continue
            seen.add(other)
            if found := shelf.check(other):
                yield (name, other), found


def _roles(shelf: Shelf, identifier: str) -> StandsUnder | None:
    """Return the documents that the tariff `identifier` stands under; None for any other."""
    try:
        under = shelf.get(identifier, TariffDocument).stands_under
        return StandsUnder.model_validate(under) if under else None
    except (Faults, ValidationError):
        return None  # not a tariff, or not a sound one: that is told elsewhere


def _faults(shelf: Shelf, roles: StandsUnder) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    try:
        faults.extend(_fault(finding) for finding in wrong_together(shelf, roles))
    except Faults as unjoinable:
        faults.extend(unjoinable.faults)
    # The same flaw in several pairs of versions is one to be put right.
    return tuple({fault.message(Language.EN): fault for fault in faults}.values())


def _fault(finding: Finding) -> Fault:
    place = written_path(finding.path[1:])
    file = f"{finding.path[0]}.yaml"
    return Fault(file, place, None, finding.value, finding.key, finding.values)


def compared(on_shelf: Shelf, drafts: Shelf, against: str, identifiers: Sequence[str]) -> Changes:
    """Return what the newest version of the rules asked for decides otherwise than the newest of
    `against` on the shelf.

    Raises Faults where not exactly one document of rules is asked for, or `against` is none.
    """
    before = on_shelf.get(against, RulesDocument)
    found = [document for document in drafts.of_kind(RulesDocument) if document.id in identifiers]
    if len(found) != 1:
        names = ", ".join(document.id for document in found)
        raise Faults([Fault(names, "", None, None, "cli.check_one_draft")])
    return changed([_newest(before)], [_newest(found[0])])


def _newest(document: RulesDocument) -> Part:
    return Part(document.id, max(document.versions, key=lambda version: version.from_.start))


def tell_changes(changes: Changes, language: Language) -> None:
    """Print every case that would be decided otherwise."""
    for term in changes.terms:
        typer.echo(term.in_language(language))
    for change in changes.differences:
        typer.echo(
            say(
                "cli.check_change",
                language,
                output=change.output.title,
                before=change.told_before,
                after=change.told_after,
                case=change.box.told,
                example=change.box.told_example,
            )
        )
    for output in changes.more:
        typer.echo(say("cli.check_more", language, output=output))
    for output in changes.not_covered:
        typer.echo(say("cli.check_not_compared", language, output=output))
    if changes.none:
        typer.echo(say("cli.check_no_change", language))


def changes_as_data(changes: Changes) -> dict[str, Any]:
    """Return `changes` as plain data; an example gives each fact by its id."""
    return {
        "differences": [
            {
                "output": change.output.id,
                "before": change.before,
                "after": change.after,
                "cases": {name: told.model_dump() for name, told in change.box.values.items()},
                "example": {
                    name: value if isinstance(value, bool) else str(value)
                    for name, value in change.box.example.items()
                },
            }
            for change in changes.differences
        ],
        "more": list(changes.more),
        "not_compared": list(changes.not_covered),
        "terms": [term.model_dump() for term in changes.terms],
    }
