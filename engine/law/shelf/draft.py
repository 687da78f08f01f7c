"""A draft laid over the shelf: read and checked in place of what is in force, changing nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from engine.law.reading.fault import Fault
from engine.law.reading.yaml import read_tree, read_yaml
from engine.law.shelf.shelf import Shelf

__all__ = ["DraftDocument", "laid_over"]

_PLACE = re.compile("[a-z0-9-]+(/[a-z0-9-]+)+")
_NOWHERE = "draft"
"""Where a draft lies whose own id is no place on a shelf; its check says so."""


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """A draft on a shelf of its own."""

    shelf: Shelf
    """The shelf, on which the draft stands in place of the document of its id."""
    id: str
    """The id."""
    faults: tuple[Fault, ...]
    """Everything wrong with it, of form and of its kind."""


@contextmanager
def laid_over(shelf: Shelf, draft: FilePath | str, shown: str = "") -> Iterator[DraftDocument]:
    """Lay a draft, a file or its YAML text, over `shelf` while the context lasts.

    `shown` names the draft in faults; a file's own name does when it is empty. Documents should be
    taken from the draft's shelf within the context. The shelf itself is not touched.
    Raises Faults when the draft is no YAML, or cannot be read.
    """
    # Only a draft needs it: a quote should not wait for it.
    from tempfile import TemporaryDirectory

    file = shown or str(draft)
    tree = (read_yaml(draft, file) if isinstance(draft, FilePath) else read_tree(draft, file)).tree
    given = tree.get("id") if isinstance(tree, dict) else None
    identifier = given if isinstance(given, str) and _PLACE.fullmatch(given) else _NOWHERE
    with TemporaryDirectory() as folder:
        place = FilePath(folder, f"{identifier}.yaml").absolute()
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(draft, FilePath):
            place.write_bytes(draft.read_bytes())
        else:
            place.write_text(draft, encoding="utf-8")
        over = Shelf(FilePath(folder), *shelf.roots)
        faults = over.check(identifier)
        yield DraftDocument(
            over, identifier, tuple(_renamed(fault, place, file) for fault in faults)
        )


def _renamed(fault: Fault, place: FilePath, file: str) -> Fault:
    return replace(fault, file=file) if FilePath(fault.file).absolute() == place else fault
