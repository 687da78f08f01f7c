"""Documents held against the user's official texts: is each passage still as it was read?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.law import Document, Fault, Faults, OfficialTexts, Shelf, altered

__all__ = ["held_against"]


def held_against(
    shelf: Shelf, identifiers: Sequence[str], texts: OfficialTexts
) -> Iterator[tuple[str, list[Fault]]]:
    """Yield of each document the passages that its texts no longer hold; what is malformed is told
    by its own check.

    A passage that a register of instruments among the documents tells is not told again by those
    that cite it.
    """
    registers = shelf.registers()
    known = {register.id for register in registers}
    told: set[str] = set()
    for identifier in sorted(identifiers, key=lambda name: name not in known):
        try:
            document = shelf.get(identifier, Document)
        except Faults:
            continue
        found = list(altered(document, registers, texts, told))
        if found:
            yield identifier, [shelf.fault_in(identifier, finding) for finding in found]
