"""Kinds of record: what each holds of a result, and how the result is computed again.

A room that makes results to be kept registers its kinds, so that this room knows none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict

from engine.law import Fault, Faults, Located, Model, Shelf, checked
from engine.record.record import Record

__all__ = [
    "Excerpt",
    "Found",
    "RecordBody",
    "RecordKind",
    "body_of",
    "excerpt_of",
    "kind_of_body",
    "register_record",
]

RecordBody = dict[str, Any]
Found = Mapping[str, Record]
"""Records by number."""
R = TypeVar("R")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class RecordKind(Generic[R]):
    """A kind of record."""

    name: str
    """What bodies give as `kind`."""
    result: type[R]
    """What is recorded."""
    body: Callable[[R], RecordBody]
    """Returns the body of a result: plain data, amounts as text."""
    again: Callable[[RecordBody, Shelf, str], R]
    """Computes the result of a body again, with the documents on a shelf; raises Faults, naming the
    file, when it cannot. The file is in no result: a copy of a record gives the same."""
    rests_on: Callable[[R], Iterable[str]] = lambda result: ()
    """Returns the numbers of the records that a result was built on."""
    against: Callable[[R, Found, str], Iterable[Fault]] = lambda result, found, file: ()
    """Returns what no re-run tells: how the result does not follow from those of the records it was
    built on that were `found`, or is not what its own stage allows. The text names its file."""


_KINDS: dict[str, RecordKind[Any]] = {}


def register_record(kind: RecordKind[Any]) -> None:
    """Make a kind known."""
    _KINDS[kind.name] = kind


def body_of(result: object) -> RecordBody:
    """Return the body of the record of `result`; raises TypeError for what no record is kept of."""
    for kind in _KINDS.values():
        if isinstance(result, kind.result):
            return kind.body(result)
    raise TypeError(f"no record is kept of a {type(result).__name__}")


def kind_of_body(body: RecordBody, file: str = "") -> RecordKind[Any]:
    """Return the kind that `body` is of; raises Faults when none of its name is registered."""
    written = body.get("kind")
    kind = _KINDS.get(written) if isinstance(written, str) else None
    if kind is None:
        allowed = {"allowed": ", ".join(_KINDS)}
        raise Faults([Fault(file, "kind", None, written, "record.no_such_kind", allowed)])
    return kind


class Excerpt(Model):
    """What is taken of a body, or of a piece of it; whatever else stands there is passed over."""

    model_config = ConfigDict(extra="ignore")


def excerpt_of(model: type[M], body: RecordBody, file: str, inside: str = "") -> M:
    """Return what `model` takes of `body`, the body of a record in `file`.

    `inside` is where the body stands, such as `body`, for the places of faults. Raises Faults with
    everything that is not there, or is something else.
    """
    needed = {name: body[name] for name in model.model_fields if name in body}
    try:
        return checked(model, Located(file, needed))
    except Faults as faults:
        if not inside:
            raise
        within = (replace(one, place=f"{inside}.{one.place}") for one in faults.faults)
        raise Faults(within) from None
