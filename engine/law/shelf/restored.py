"""Documents as they were: what was added to them since, versions or figures, is left out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.law.model.hashing import canonical, content_hash
from engine.law.shelf.shelf import Shelf

__all__ = ["restored"]

Tree = dict[str, Any]


@contextmanager
def restored(shelf: Shelf, hashes: Mapping[str, str]) -> Iterator[tuple[Shelf, tuple[str, ...]]]:
    """Give a shelf with the documents of these `hashes`, and the ids of those that went on since.

    A document that has another hash now is put back when leaving out what stands last in it gives
    the hash again: later versions, or the last or first entries of a list of its newest version
    (the points of a series, the entries of a register). Others are left as they are, as is one that
    varies another. Documents should be taken from the shelf while the context lasts.
    """
    earlier: dict[str, Tree] = {}
    for identifier, before in hashes.items():
        if shelf.has(identifier) and shelf.hash_of(identifier) != before:
            shorter = _shorter(shelf.written(identifier))
            tree = next((tree for tree in shorter if content_hash(tree) == before), None)
            if tree is not None:
                earlier[identifier] = tree
    if not earlier:
        yield shelf, ()
        return
    # Only a document that went on needs it: other records should not wait for it.
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        for identifier, tree in earlier.items():
            place = Path(folder, f"{identifier}.yaml")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(canonical(tree), encoding="utf-8")  # JSON is YAML
        yield Shelf(Path(folder), *shelf.roots), tuple(earlier)


def _shorter(tree: Tree) -> Iterator[Tree]:
    versions = tree.get("versions")
    if not isinstance(versions, list):
        return
    newest_last = sorted(range(len(versions)), key=lambda at: _begins(versions[at]))
    for count in range(len(versions), 0, -1):
        stay = sorted(newest_last[:count])
        kept = [versions[at] for at in stay]
        last = stay.index(newest_last[count - 1])
        for version in _ended_or_not(kept[last], count < len(versions)):
            whole = [*kept[:last], version, *kept[last + 1 :]]
            yield {**tree, "versions": whole}
            for name, entries in version.items():
                if isinstance(entries, list):
                    for fewer in _fewer(entries):
                        shortened = {**version, name: fewer}
                        yield {**tree, "versions": [*kept[:last], shortened, *kept[last + 1 :]]}


def _ended_or_not(version: Tree, followed: bool) -> Iterator[Tree]:
    """Yield `version`, and without the last day that it was given when another followed it."""
    yield version
    if followed and "until" in version:
        yield {name: value for name, value in version.items() if name != "until"}


def _fewer(entries: list[Any]) -> Iterator[list[Any]]:
    for count in range(len(entries) - 1, 0, -1):
        yield entries[:count]
        yield entries[-count:]


def _begins(version: Any) -> str:
    begins = version.get("from") if isinstance(version, dict) else None
    if isinstance(begins, dict):
        begins = begins.get("day") or begins.get("seen")
    return str(begins)
