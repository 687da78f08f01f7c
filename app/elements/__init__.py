"""The look: evidence badges, explanation trees, headlines, built from the engine's steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from app.documents import texts
from app.words import day, figure, language, t, tx
from engine.explain import Operation, Step
from engine.law import Citation, Declaration, Faults, Source, Standing
from engine.money import FEN, grouped
from engine.report import Block, Cell, Heading, Paragraph, Points, Table, Tone, written
from engine.text import Text, say

__all__ = [
    "assumptions",
    "badge",
    "citation_line",
    "faults",
    "headline",
    "marks",
    "note",
    "of_blocks",
    "of_both_themes",
    "of_report",
    "style",
    "table",
    "tree",
    "upload_words",
    "watermark",
]

_SHAPES = {
    "text": "●",
    "computed": "∑",
    "secondary": "❝",
    "assumption": "△",
    "illustrative": "◇",
    "declared": "✎",
}


def style() -> None:
    """Put the page's own type and spacing in force."""
    st.html(_STYLE)


def of_both_themes(colour: str) -> str:
    """Return a colour as CSS that follows the reader's theme, also when it changes in between."""
    light, dark = (st.get_option(f"theme.{theme}.{colour}") for theme in ("light", "dark"))
    return f"light-dark({light}, {dark})"


def badge(evidence: str, applies: str | None = None) -> str:
    """Return the small mark of evidence (and application) as HTML: shape and word."""
    words = [say(f"law.evidence_{evidence}", language())]
    if applies not in (None, "directly"):
        words.append(say(f"law.evidence_{applies}", language()))
    shown = escape(" · ".join(words))
    return f'<span class="mark mark-{evidence}">{_SHAPES[evidence]} {shown}</span>'


def marks(standing: Standing) -> str:
    """Return the badge of a result."""
    return badge(standing.evidence.value, standing.applies.value)


def citation_line(source: Source) -> str:
    """Return one source as HTML: instrument, article, badge and note."""
    if isinstance(source, Declaration):
        who = f" · {escape(source.who)}" if source.who else ""
        return f"<li>{badge('declared')} {escape(source.named)}{who}</li>"
    where = escape(source.named)
    noted = f'<div class="quiet">{escape(tx(source.note))}</div>' if source.note else ""
    mark = badge(source.evidence.value, source.applies.value)
    return f"<li>{mark} {where}{noted}{_read_at(source)}{_clause(source)}</li>"


def _read_at(source: Citation) -> str:
    """Return where and when the text was read, as HTML; the address is written, not fetched."""
    if source.address is None or source.seen is None:
        return ""
    said = t("app.read_at", address=source.address, seen=day(source.seen))
    return f'<div class="quiet">{escape(said)}</div>'


def _clause(source: Citation) -> str:
    """Return the clause in the user's own texts, as HTML; empty where it is not among them."""
    own = texts()
    clause = None if own is None else own.clause(source)
    if clause is None:
        return ""
    said = t("app.clause", file=clause.file.name)
    lines = "".join(f"<p>{escape(line)}</p>" for line in clause.text.splitlines())
    return f"<details><summary>{escape(said)}</summary><blockquote>{lines}</blockquote></details>"


def headline(sentence: str, amount: str, mark: str, sub: str = "") -> None:
    """Show the page's answer: one sentence, one figure, its badge."""
    st.html(
        f'<div class="answer"><div class="sentence">{escape(sentence)}</div>'
        f'<div class="amount">{amount} {mark}</div>'
        f'<div class="quiet">{escape(sub)}</div></div>'
    )


def note(text: str, kind: str = "plain") -> None:
    """Show a short remark; kind is plain, warn or ask."""
    st.html(f'<div class="note note-{kind}">{escape(text)}</div>')


def tree(step: Step, opened: int = 1) -> str:
    """Return the explanation as nested HTML details; the first `opened` levels stand open.

    A step that several others use is spelled out once and referred to afterwards.
    """
    return _node(step, opened, set())


def _node(step: Step, opened: int, told: set[int]) -> str:
    operation = say(f"explain.{step.operation.value}", language())
    # The result of a rule stands in its label; its short name is for machines.
    named = step.operation in (Operation.DECIDE, Operation.CHOOSE) and isinstance(step.value, str)
    value = "" if named else escape(figure(step.value, step.unit))
    summary = (
        f'<span class="label">{escape(tx(step.label))}</span>'
        f'<span class="operation">{escape(operation)}</span>'
        f'<span class="value">{value}</span>{_weakest(step)}'
    )
    if id(step) in told and step.children:
        above = f'<span class="quiet">{escape(t("app.as_above"))}</span>'
        return f'<div class="leaf">{summary}{above}</div>'
    told.add(id(step))
    inside = "".join(_node(child, opened - 1, told) for child in step.children)
    cites = "".join(citation_line(source) for source in step.cites)
    if cites:
        inside = f'<ul class="cites">{cites}</ul>{inside}'
    if not inside:
        return f'<div class="leaf">{summary}</div>'
    state = " open" if opened > 0 else ""
    return f'<details class="step"{state}><summary>{summary}</summary>{inside}</details>'


def _weakest(step: Step) -> str:
    for source in step.cites:
        if isinstance(source, Citation):
            return badge(source.evidence.value, source.applies.value)
        return badge("declared")
    return ""


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    html: bool = False,
) -> None:
    """Show a table with figures flush right; cells are HTML only when `html` says so."""

    def cell(position: int, content: str, tag: str) -> str:
        side = ' class="right"' if position in right else ""
        if tag == "td":  # a card on a telephone names what each figure is
            side += f' data-head="{escape(heads[position])}"'
        return f"<{tag}{side}>{content if html and tag == 'td' else escape(content)}</{tag}>"

    head = "".join(cell(position, content, "th") for position, content in enumerate(heads))
    body = "".join(
        f"<tr>{''.join(cell(position, content, 'td') for position, content in enumerate(row))}</tr>"
        for row in rows
    )
    st.html(
        f'<div class="scroll"><table class="desk"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def faults(found: Faults) -> None:
    """Show every fault of an input as a table: where, what is there, what would be right."""
    note(t("app.faults", count=len(found.faults)), "warn")
    table(
        [t("report.place"), t("app.fault_value"), t("app.fault_right")],
        [
            (
                f"{fault.file} {fault.place}".strip(),
                "" if fault.value is None else str(fault.value),
                say(fault.key, language(), **fault.values),
            )
            for fault in found.faults
        ],
    )


def of_report(report: Table) -> None:
    """Show a table of the engine, figures flush right."""
    st.markdown(f"**{tx(report.title)}**")
    figures = [
        place
        for place in range(len(report.columns))
        if report.columns[place].figures
        or any(isinstance(row[place], Decimal) for row in report.rows)
    ]
    table(
        [column.heading(language()) for column in report.columns],
        [
            [_cell(cell, column.unit) for cell, column in zip(row, report.columns, strict=True)]
            for row in report.rows
        ],
        right=figures,
    )
    for remark in report.notes:
        st.caption(tx(remark))


def of_blocks(blocks: Iterable[Block]) -> None:
    """Show headings, sentences, lists and tables of the engine."""
    for block in blocks:
        match block:
            case Table():
                of_report(block)
            case Heading(text=said):
                st.markdown(f"**{tx(said)}**")
            case Points(items=items):
                st.markdown("\n".join(f"- {tx(item)}" for item in items))
            case Paragraph(text=said, tone=tone):
                note(tx(said), "warn" if tone is Tone.WARNING else "plain")
            case _:
                raise TypeError(type(block).__name__)


def _cell(cell: Cell, unit: str) -> str:
    if isinstance(cell, Decimal) and unit in ("yuan", "yuan/year"):
        return grouped(cell, FEN)
    if isinstance(cell, bool):
        return say("explain.yes", language()) if cell else ""
    return written(cell, language(), group=isinstance(cell, Decimal))


def upload_words() -> str:
    """Return what makes a field for uploads, in a container `upload`, speak the reader's language:
    the toolkit's own words are English only, and are drawn over."""
    return _UPLOAD_WORDS.replace("{drop}", t("app.upload_drop")).replace(
        "{browse}", t("app.upload_browse")
    )


def watermark(text: Text | None) -> None:
    """Show the warning that an illustrative document carries."""
    if text is not None:
        st.html(f'<div class="watermark">{escape(tx(text))}</div>')


def assumptions(standing: Standing) -> None:
    """Show what the result rests on that was assumed, and everything else that it cites."""
    if standing.assumptions:
        lines = "".join(citation_line(source) for source in standing.assumptions)
        st.html(
            f'<details class="step" open><summary><span class="label">'
            f"{escape(t('app.assumptions', count=len(standing.assumptions)))}</span></summary>"
            f'<ul class="cites">{lines}</ul></details>'
        )
    others = [source for source in standing.citations if source not in standing.assumptions]
    if others:
        lines = "".join(citation_line(source) for source in others)
        st.html(
            f'<details class="step"><summary><span class="label">'
            f"{escape(t('app.citations', count=len(others)))}</span></summary>"
            f'<ul class="cites">{lines}</ul></details>'
        )


_STYLE = """<style>
.stApp { font-variant-numeric: tabular-nums; }
.block-container { max-width: 1240px; padding-top: 3.4rem; }
.st-key-language-switch { position: fixed; top: .55rem; right: 1rem; width: auto; z-index: 999991; }
h1 { letter-spacing: .02em; }
.answer { border-left: 4px solid #0E5A60; padding: .35rem 0 .35rem 1rem; margin: 0 0 .5rem; }
.answer .sentence { font-size: 1.05rem; opacity: .85; }
.answer .amount { font-size: 2.1rem; font-weight: 600; line-height: 1.3;
  display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.quiet { opacity: .72; font-size: .87rem; }
.mark { display: inline-block; font-size: .75rem; font-weight: 500; line-height: 1.35;
  border: 1px solid currentColor; border-radius: .7rem; padding: 0 .5rem; white-space: nowrap;
  opacity: .85; letter-spacing: 0; }
.mark-assumption, .mark-illustrative { border-style: dashed; }
.mark-secondary { border-style: dotted; }
.note { border-radius: .3rem; padding: .5rem .8rem; margin: .15rem 0; font-size: .92rem;
  background: color-mix(in srgb, currentColor 6%, transparent); }
.note-warn { border-left: 4px solid #B0472A; }
.note-ask { border-left: 4px solid #C99A2E; }
.watermark { border: 1px dashed currentColor; border-radius: .3rem; padding: .2rem .7rem;
  font-size: .82rem; opacity: .8; }
details.step, .leaf { font-size: .92rem; }
details.step > details.step, details.step > .leaf { margin-left: 1.1rem; }
details.step > summary { cursor: pointer; padding: .16rem 0; }
.leaf { padding: .16rem 0 .16rem .95rem; }
details.step summary > *, .leaf > * { margin-right: .6rem; }
.step .value, .leaf .value { font-weight: 600; }
.step .operation, .leaf .operation { opacity: .6; font-size: .8rem; }
ul.cites { list-style: none; margin: .1rem 0 .3rem 1.1rem; padding: 0; font-size: .85rem;
  overflow-wrap: anywhere; }
ul.cites li { margin: .12rem 0; }
.scroll { overflow-x: auto; }
table.desk { width: 100%; border-collapse: collapse; font-size: .9rem; }
table.desk th { text-align: left; font-weight: 600; opacity: .75; white-space: nowrap;
  border-bottom: 1px solid color-mix(in srgb, currentColor 35%, transparent); }
table.desk th, table.desk td { padding: .28rem .55rem; vertical-align: top; }
table.desk td:first-child { min-width: 9rem; }
table.desk td { border-bottom: 1px solid color-mix(in srgb, currentColor 12%, transparent); }
table.desk .name { white-space: nowrap; }
[data-testid="InputInstructions"] { display: none; } /* English in both languages */
table.desk .right { text-align: right; white-space: nowrap; }
del { opacity: .55; }
[data-testid="stSliderThumbValue"],
button[data-variant="segmented_control"][data-selected="true"],
button[data-variant="segmented_control"][data-selected="true"] * { color: inherit !important; }
[data-testid="stCaptionContainer"] { opacity: .8; }
[data-testid="stCaptionContainer"] p { opacity: 1; }
table.desk th.right { white-space: normal; vertical-align: bottom; }
@media (max-width: 640px) {
  table.desk thead { display: none; }
  table.desk, table.desk tbody, table.desk tr, table.desk td { display: block; }
  table.desk tr { padding: .35rem 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 35%, transparent); }
  table.desk td { border: 0; padding: .08rem 0; overflow-wrap: anywhere; }
  table.desk td:first-child { font-weight: 600; }
  table.desk td.right { display: flex; justify-content: space-between; gap: .8rem; }
  table.desk td:empty { display: none; }
  table.desk td:not(:first-child)::before { content: attr(data-head); opacity: .72;
    font-weight: 400; margin-right: .6rem; text-align: left; white-space: normal; }
  details.step > details.step, details.step > .leaf { margin-left: .25rem; }
  .mark { white-space: normal; }
}
.answer .was, .answer .moved { font-size: 1.1rem; font-weight: 500; }
</style>"""
_UPLOAD_WORDS = """<style>
.st-key-upload [data-testid="stFileUploaderDropzone"] button p,
.st-key-upload [data-testid="stFileUploaderDropzoneInstructions"] span { font-size: 0; }
.st-key-upload [data-testid="stFileUploaderDropzone"] button p::after {
  content: "{browse}"; font-size: 1rem; }
.st-key-upload [data-testid="stFileUploaderDropzoneInstructions"] span::after {
  content: "{drop}"; font-size: .875rem; }
</style>"""
