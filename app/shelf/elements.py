"""What only the shelf needs of the look: links, badges that open, bars, tables with marked rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from app import elements as shared
from app.words import LANGUAGES, day, language, t, tx
from engine.law import Citation, DayOfForce, Evidence, Source, standing

__all__ = [
    "bars",
    "cited",
    "cited_in_full",
    "facts",
    "force",
    "heading",
    "link",
    "named",
    "place",
    "style",
    "table",
    "tabs",
]

_COLOURS = {
    Evidence.TEXT: "#0E5A60",
    Evidence.COMPUTED: "#57A1A7",
    Evidence.SECONDARY: "#A9CFC9",
    Evidence.ASSUMPTION: "#C99A2E",
    Evidence.ILLUSTRATIVE: "#A9A49A",
}
"""From what was read, dark, to what was not; each segment has its number beside it."""


def style() -> None:
    """Put the shelf's own type in force."""
    st.html(_STYLE.replace("PAPER", shared.of_both_themes("backgroundColor")))


def place(**asked: str) -> str:
    """Return the address of a place on the shelf; a language other than the first goes with it.

    The first would be taken out of the address again, and the back button be caught by that.
    """
    kept = {name: value for name, value in asked.items() if value}
    spoken = next(name for name, value in LANGUAGES.items() if value is language())
    if spoken != next(iter(LANGUAGES)):
        kept["lang"] = spoken
    return f"?{urlencode(kept)}"


def link(label: str, **asked: str) -> str:
    """Return a link to a place on the shelf as HTML."""
    return f'<a href="{escape(place(**asked))}" target="_self">{escape(label)}</a>'


def tabs(entries: Mapping[str, str], chosen: str, name: str, **asked: str) -> None:
    """Show links side by side, of which one is chosen; `name` stands in the address."""
    shown = "".join(
        f'<span class="tab chosen">{escape(label)}</span>'
        if value == chosen
        else f'<span class="tab">{link(label, **{**asked, name: value})}</span>'
        for value, label in entries.items()
    )
    st.html(f'<nav class="tabs">{shown}</nav>')


def cited(sources: Iterable[Source]) -> str:
    """Return the badge of some sources as HTML; it opens to their citations."""
    listed = tuple(dict.fromkeys(sources))
    if not listed:
        return ""
    stand = standing(listed)
    badge = shared.marks(stand) if stand.citations else shared.badge("declared")
    lines = "".join(shared.citation_line(source) for source in listed)
    return (
        f'<details class="cited"><summary>{badge}</summary><ul class="cites">{lines}</ul></details>'
    )


def named(cites: Sequence[Citation]) -> str:
    """Return instruments and articles in a line."""
    return t("app.shelf.comma").join(dict.fromkeys(cite.named for cite in cites))


def cited_in_full(cites: Sequence[Citation]) -> str:
    """Return instruments and articles with a badge that opens to what was assumed, as HTML."""
    return f"{escape(named(cites))} {cited(cites)}"


def facts(entries: Iterable[tuple[str, str]]) -> None:
    """Show what is known of a document in a row of labelled values; the values are HTML."""
    shown = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{value}</dd></div>" for label, value in entries
    )
    st.html(f'<dl class="facts">{shown}</dl>')


def force(found: DayOfForce, name: str = "from") -> str:
    """Return a day, of force or `published`, with the evidence of the day itself, as HTML."""
    if found.unread:
        return escape(t(f"app.shelf.unread_{name}", seen=day(found.start)))
    badge = shared.badge(found.evidence.value) if found.evidence is not None else ""
    return f"{escape(day(found.start))} {badge}"


def bars(counts: Mapping[Evidence, int]) -> str:
    """Return how many pieces rest on each evidence as a small bar with its numbers, as HTML."""
    pieces = "".join(
        f'<i style="flex-grow:{count};background:{_COLOURS[evidence]}"></i>'
        for evidence, count in counts.items()
    )
    words = " · ".join(f"{tx(evidence.in_words)} {count}" for evidence, count in counts.items())
    return (
        f'<div class="bar" title="{escape(words)}">{pieces}</div>'
        f'<div class="quiet small">{escape(words)}</div>'
    )


def heading(title: str, remark: str = "") -> None:
    """Show the heading of a part, with a quiet remark beside it."""
    aside = f' <span class="quiet">{escape(remark)}</span>' if remark else ""
    st.html(f'<h4 class="part">{escape(title)}{aside}</h4>')


def table(
    heads: Sequence[str],
    rows: Iterable[Iterable[str]],
    right: Sequence[int] = (),
    marked: Sequence[int] = (),
    look: str = "",
) -> None:
    """Show a table whose cells are HTML; `marked` rows have something wrong with them.

    `look` is wide (it may scroll, the first column stays), prices or lines (fixed columns).
    """

    def cell(position: int, content: str, tag: str) -> str:
        side = ' class="right"' if position in right else ""
        return f"<{tag}{side}>{content}</{tag}>"

    head = "".join(cell(position, escape(content), "th") for position, content in enumerate(heads))
    body = "".join(
        ('<tr class="flawed">' if number in marked else "<tr>")
        + "".join(cell(position, content, "td") for position, content in enumerate(row))
        + "</tr>"
        for number, row in enumerate(rows)
    )
    st.html(
        f'<div class="scroll"><table class="desk {look}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


_STYLE = """<style>
.stHtml a { color: inherit; text-decoration-color:
  color-mix(in srgb, currentColor 40%, transparent); text-underline-offset: .18em; }
.stHtml a:hover { text-decoration-color: currentColor; }
.tabs { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; margin: .1rem 0 .3rem;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.tab { padding: .1rem 0 .35rem; } .tab a { text-decoration: none; }
.tab.chosen { font-weight: 600; border-bottom: 3px solid #C99A2E; }
.bar { display: flex; height: .5rem; min-width: 6rem; gap: 1px; margin-top: .4rem; }
.bar i { min-width: 2px; }
.small { font-size: .78rem; line-height: 1.3; }
h4.part { font-size: 1.05rem; margin: .6rem 0 0; padding: 0; }
h4.part .quiet { font-weight: 400; }
details.cited { display: inline-block; vertical-align: top; }
details.cited > summary { list-style: none; cursor: pointer; }
details.cited > summary::-webkit-details-marker { display: none; }
table.desk summary { white-space: nowrap; }
details.cited[open] { display: block; }
details.cited ul { margin-left: 0; min-width: 15rem; white-space: normal; }
table.desk td { white-space: pre-line; }
table.wide { width: max-content; min-width: 100%; }
table.wide th { white-space: normal; vertical-align: bottom; opacity: 1; }
table.wide th, table.wide td { min-width: 4.5rem; max-width: 12rem; }
table.wide th:first-child, table.wide td:first-child { position: sticky; left: 0; z-index: 1;
  width: 15rem; max-width: 15rem; background: PAPER; }
table.prices { table-layout: fixed; }
table.prices th:nth-child(1) { width: 21%; } table.prices th:nth-child(2) { width: 19%; }
table.prices th:nth-child(4) { width: 16%; }
table.lines { table-layout: fixed; }
table.lines th:nth-child(1) { width: 26%; } table.lines th:nth-child(3) { width: 9%; }
table.lines th:nth-child(4) { width: 10%; } table.lines th:nth-child(5) { width: 17%; }
table.shelf td:first-child { white-space: nowrap; }
tr.flawed td { background: color-mix(in srgb, #B0472A 9%, transparent); }
tr.group td { font-weight: 600; padding-top: .8rem; }
dl.facts { display: flex; flex-wrap: wrap; gap: .4rem 1.8rem; margin: .2rem 0 .3rem; padding: 0; }
dl.facts dt { font-size: .78rem; opacity: .7; }
dl.facts dd { margin: 0; padding: 0; font-size: .92rem; }
.any { opacity: .35; }
.result { font-weight: 600; }
.flaw { color: #B0472A; font-weight: 500; }
code.hash { font-size: .78rem; opacity: .8; }
.change { padding: .4rem 0 .35rem; border-bottom: 1px solid
  color-mix(in srgb, currentColor 12%, transparent); }
.change .sides { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: flex-start;
  font-size: .85rem; }
.change code { font-size: .78rem; opacity: .75; }
</style>"""
