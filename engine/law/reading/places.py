"""A tree of plain values, with the line of every place in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.law.reading.fault import Fault, Finding, Path, written_path

__all__ = ["Located"]


@dataclass(frozen=True, slots=True)
class Located:
    """A tree of plain values read from a file, with the line of each place."""

    file: str
    tree: Any
    """Mappings, lists, text, int, Decimal, bool, date or None; never a float."""
    lines: Mapping[Path, int] = field(default_factory=dict)
    parts: Mapping[Path, tuple[Located, Path]] = field(default_factory=dict)
    """For a tree put together from several files: the file and the place there of the pieces put
    together; what is below a piece stands below it in its file."""
    digest: str = ""
    """SHA-256 (hexadecimal) of the bytes of the file it was read from; empty for what was not."""

    def place(self, location: Iterable[str | int]) -> Path:
        """Return the part of `location` that stands in the tree.

        Validation names union tags between real keys; they are passed over.
        """
        node: Any = self.tree
        found: list[str | int] = []
        for part in location:
            inside = (
                part in node
                if isinstance(node, dict)
                else isinstance(node, list) and isinstance(part, int) and part < len(node)
            )
            if inside:
                node = node[part]
                found.append(part)
        return tuple(found)

    def line(self, path: Path) -> int | None:
        """Return the line of `path`, or of the nearest place around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def value(self, path: Path) -> object:
        """Return the plain value at `path`; None where there is none or it is a branch."""
        node: Any = self.tree
        for part in path:
            try:
                node = node[part]
            except (KeyError, IndexError, TypeError):
                return None
        return None if isinstance(node, dict | list) else node

    def fault(self, finding: Finding) -> Fault:
        """Return `finding` as a fault of the file it is written in, with its line."""
        value = finding.value if finding.value is not None else self.value(finding.path)
        source, path = self.written(finding.path)
        return Fault(
            source.file,
            written_path(path),
            source.line(path),
            value,
            finding.key,
            finding.values,
        )

    def written(self, path: Path) -> tuple[Located, Path]:
        """Return the file in which `path` is written, and its place there."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.parts:
                source, place = self.parts[path[:length]]
                return source.written((*place, *path[length:]))
        return self, path
