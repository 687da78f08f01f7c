"""The user's official texts at a command: each cited clause is shown once, beside what cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from engine.cli.conventions.options import option
from engine.law import Citation, OfficialTexts, Source
from engine.text import Language, say

__all__ = ["Clauses", "TextsOption"]

TextsOption = Annotated[Path | None, option("--texts", "cli.option_texts", file_okay=False)]


class Clauses:
    """The clauses of the texts in `folder`, none without a folder.

    Raises Faults when there is no such folder, or it holds no text.
    """

    def __init__(self, folder: Path | None) -> None:
        self._texts = None if folder is None else OfficialTexts(folder)
        self._shown: set[tuple[str, ...]] = set()

    def beside(self, sources: Iterable[Source]) -> Iterator[str]:
        """Yield the clauses that `sources` cite, with where they stand, but those shown before."""
        if self._texts is None:
            return
        for source in sources:
            if not isinstance(source, Citation) or source.passage is None:
                continue
            clause = self._texts.clause(source)
            if clause is None or source.passage in self._shown:
                continue
            self._shown.add(source.passage)
            yield f"[{source.named}] {clause.file.name}"
            yield from (f"  {line}" for line in clause.text.splitlines())

    def listed(self, sources: Iterable[Source], language: Language) -> Iterator[str]:
        """Yield the clauses under a heading; nothing where none was found, but that it is so."""
        if self._texts is None:
            return
        found = list(self.beside(sources))
        yield from ("", say("cli.texts" if found else "cli.texts_none", language))
        yield from (f"  {line}" for line in found)
