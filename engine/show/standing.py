"""What a result rests on, and its marks; how a page says what it leaves out, and where that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.law import Standing, cited, marks
from engine.method import SwitchValue, Worksheet
from engine.report import Block, Paragraph, Points, Tone
from engine.text import Language, Text, joined, say, text

__all__ = [
    "badge",
    "listed",
    "rests_on",
    "switch_data",
    "switched",
    "switches_shown",
    "weak_pieces",
    "where_the_rest_is",
]


def badge(standing: Standing, language: Language) -> str:
    """Return the two marks of a result in words."""
    return marks(standing).in_language(language)


def weak_pieces(standing: Standing, language: Language) -> Iterator[str]:
    """Yield the pieces that make a result weak, each with both marks and its note."""
    if standing.assumptions:
        yield say("show.rests_on", language)
    for citation in standing.assumptions:
        yield f"  · {cited(citation).in_language(language)}"


def rests_on(standing: Standing, whole: bool = False) -> Iterator[Block]:
    """Yield how many assumptions and other weak pieces a result rests on, as a page says it; the
    `whole` of it names each, with both marks and its note."""
    if whole:
        if standing.assumptions:
            yield Paragraph(text("show.rests_on"))
            yield Points(tuple(map(cited, standing.assumptions)))
        return
    weak = Counter(map(marks, standing.assumptions))
    if weak:
        kinds = [text("show.weak_kind", marks=one, count=count) for one, count in weak.items()]
        of = joined(kinds, "；", "; ")
        yield Paragraph(text("show.weak", count=weak.total(), of=of), Tone.QUIET)


def where_the_rest_is(table: str, *others: str) -> Paragraph:
    """Return the last line of a page: under `--table` the tables that the sentence `table` names,
    then what the sentences `others` name."""
    parts = [text("show.rest_table", of=text(table)), *map(text, others)]
    return Paragraph(joined(parts, "；", "; "), Tone.QUIET)


def listed(items: Sequence[Text], most: int) -> Points:
    """Return at most `most` of `items`, and how many more there are."""
    left = len(items) - most
    if left <= 1:
        return Points(tuple(items))
    return Points((*items[:most], text("show.and_more", count=left)))


def switches_shown(worksheet: Worksheet, language: Language) -> Iterator[str]:
    """Yield the readings that were chosen in place of the default."""
    yield from (said.in_language(language) for said in switched(worksheet))


def switched(worksheet: Worksheet) -> Iterator[Text]:
    """Yield the readings that were chosen in place of the default, in both languages."""
    for switch in worksheet.version.switches:
        value = worksheet.switch_values[switch.id]
        if value.id != switch.default:
            yield text(
                "show.switched",
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
