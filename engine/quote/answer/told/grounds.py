"""What an answer rests on: every source of its amount, or of the reasons why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from engine.explain import Step, sources
from engine.law import Source
from engine.quote.question import Question
from engine.tariff import TariffVersion

__all__ = ["grounds"]


def grounds(
    steps: Sequence[Step], missing: Sequence[Question], version: TariffVersion | None
) -> tuple[Source, ...]:
    """Return the sources of `steps` and of what is `missing`, each once; the version's without."""
    found = [source for step in steps for source in sources(step)]
    found += [source for question in missing for source in question.because]
    if not found and version is not None:
        found += version.cites
    return tuple(dict.fromkeys(found))
