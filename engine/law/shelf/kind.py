"""Kinds of documents: each interpreter registers its own, with a schema and a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from engine.law.model.document import Document
from engine.law.reading.fault import Fault, Faults, Finding
from engine.law.reading.places import Located
from engine.law.shelf.variation import VaryingDocument

if TYPE_CHECKING:
    from engine.law.shelf.shelf import Shelf

__all__ = [
    "DocumentKind",
    "OtherKind",
    "kind_of",
    "kinds",
    "kinds_named",
    "know_all_kinds",
    "register_kind",
    "schema_of",
]


Check = Callable[[Any, "Shelf"], Iterable[Finding]]


def _nothing(document: Any) -> Iterable[Finding]:
    return ()


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document, with its schema and its check; each interpreter registers its own."""

    name: str
    """The name that documents give as `kind`."""
    document: type[Document[Any]]
    """The schema."""
    check: Check
    """Yields what is wrong inside a valid document, or between it and others on the shelf."""
    of: str | None = None
    """For a register: what it lists; the document gives it as `of`."""
    form: Callable[[Any], Iterable[Finding]] = _nothing
    """Yields what is wrong inside a valid document so that it cannot be read, such as a name of
    nothing; a shelf gives no such document. `check` tells it too."""

    @property
    def named(self) -> str:
        """The kind as a document names it, as `register of products`."""
        return " of ".join(filter(None, (self.name, self.of)))


_KINDS: dict[tuple[str, str | None], DocumentKind] = {}


def register_kind(kind: DocumentKind) -> None:
    """Make a kind known to every shelf."""
    _KINDS[kind.name, kind.of] = kind


def know_all_kinds() -> None:
    """Have the front door import every room that brings kinds of documents or contracts.

    They stand above this one; a verdict must not depend on which of them were asked for.
    """
    front = import_module("engine")
    front.make_known(*front.ROOMS_WITH_KINDS, *front.ROOMS_WITH_CONTRACTS)


def kinds_named(schema: type) -> str:
    """Return the kinds that are read as `schema`, as documents name them."""
    return ", ".join(one.named for one in kinds() if issubclass(one.document, schema))


class OtherKind(Faults):
    """A document was named where one of another kind is needed; it may be sound itself."""

    def __init__(self, identifier: str, kind: DocumentKind, located: Located, schema: type) -> None:
        self.identifier = identifier
        """What was named."""
        self._values = {"found": kind.named, "expected": kinds_named(schema)}
        super().__init__([located.fault(Finding(("kind",), "law.other_kind", self._values))])

    def at(self, file: str, place: str, line: int | None = None) -> Fault:
        """Return the fault as one of where the document was named."""
        return Fault(file, place, line, self.identifier, "law.other_kind", self._values)


def kinds() -> tuple[DocumentKind, ...]:
    """Return the kinds registered so far."""
    return tuple(_KINDS.values())


def kind_of(tree: Any) -> DocumentKind | Finding:
    """Return the kind that the plain values of a document name, or what is wrong with the name."""
    if not isinstance(tree, dict):
        return Finding((), "law.not_a_mapping")
    if "kind" not in tree:
        return Finding(("kind",), "law.missing")
    name, of = tree["kind"], tree.get("of")
    found = _KINDS.get((str(name), None if of is None else str(of)))
    if found is not None:
        return found
    known = ", ".join(" of ".join(filter(None, key)) for key in _KINDS)
    several = "of" in tree and any(name == each for each, _ in _KINDS)
    return Finding(("of" if several else "kind",), "law.no_such_kind", {"allowed": known})


def schema_of(kind: DocumentKind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of documents of `kind`, for editors.

    Of a document that varies another its head is held to the kind, and of its versions the frame.
    """
    schema = kind.document.model_json_schema(by_alias=True)
    varying = VaryingDocument.model_json_schema(by_alias=True)
    whole = _versions(schema, schema.pop("required"))
    differing = _versions(varying, [*varying["required"], *(["of"] if kind.of else [])])
    schema["properties"]["versions"] = {"type": "array"}
    return {
        **schema,
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": varying["$defs"] | schema["$defs"],
        "if": {"required": ["varies"]},
        "then": differing,
        "else": whole,
    }


def _versions(schema: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """Return what a schema asks of the versions, and which items are `required`."""
    return {"required": required, "properties": {"versions": schema["properties"]["versions"]}}
