"""What a result rests on, and its marks, as commands print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.law import Standing, cited, marks
from engine.method import SwitchValue, Worksheet
from engine.text import Language, say

__all__ = ["badge", "switch_data", "switches_shown", "weak_pieces"]


def badge(standing: Standing, language: Language) -> str:
    """Return the two marks of a result in words."""
    return marks(standing).in_language(language)


def weak_pieces(standing: Standing, language: Language) -> Iterator[str]:
    """Yield the pieces that make a result weak, each with both marks and its note."""
    if standing.assumptions:
        yield say("show.rests_on", language)
    for citation in standing.assumptions:
        yield f"  · {cited(citation).in_language(language)}"


def switches_shown(worksheet: Worksheet, language: Language) -> Iterator[str]:
    """Yield the readings that were chosen in place of the default."""
    for switch in worksheet.version.switches:
        value = worksheet.switch_values[switch.id]
        if value.id != switch.default:
            yield say(
                "show.switched",
                language,
                name=switch.id,
                title=switch.title,
                value=value.id,
                reading=value.title,
            )


def switch_data(value: SwitchValue, is_default: bool, language: Language) -> Mapping[str, Any]:
    """Return one reading of a switch as plain data."""
    return {
        "value": value.id,
        "title": value.title.in_language(language),
        "default": is_default,
        "cites": [citation.model_dump(mode="json", exclude_none=True) for citation in value.cites],
    }
