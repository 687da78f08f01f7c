"""A rules document as tables: facts across, rules down, and what is wrong with them marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import streamlit as st

from app import elements
from app.documents import shelf
from app.shelf import elements as shelf_elements
from app.words import language, t, tx
from engine.law import Faults, Finding, Shelf, Teller
from engine.rules import DecisionTable, Part, Rule, RulesDocument, RulesVersion, changed, check
from engine.rules.model.document import Fact, RuleCell
from engine.text import say

__all__ = ["findings_of", "show_decided_otherwise", "show_rules", "show_tables"]

_MOST_BOXES = 6
"""So many groups of cases are told of one change of one output."""

_SIGNS = {">=": "≥", "<=": "≤"}


def show_rules(document: RulesDocument, version: RulesVersion) -> None:
    """Show every table of a version with what its check found, and the questions it asks."""
    number = document.versions.index(version)
    with st.spinner(t("app.shelf.checking")):
        found = findings_of(document, shelf().hash_of(document.id), shelf())
    inside = [one for one in found if one.path[:2] == ("versions", number)]
    rules = sum(len(table.rules) for table in version.tables)
    sizes = {"tables": len(version.tables), "rules": rules, "facts": len(version.facts)}
    if inside:
        elements.note(t("app.shelf.flaws", count=len(inside), **sizes), "warn")
    else:
        elements.note(t("app.shelf.sound", **sizes))
    show_tables(version, inside)
    _questions(version)


@st.cache_resource(show_spinner=False, max_entries=40)
def findings_of(_document: RulesDocument, content: str, _shelf: Shelf) -> tuple[Finding, ...]:
    """Return what the check of the rules finds; `content` is the hash of the document."""
    return tuple(check(_document, _shelf))


def show_tables(version: RulesVersion, found: Sequence[Finding]) -> None:
    """Show the tables of a version; findings stand at their table and mark their rules."""
    teller = Teller(version)
    facts = {fact.id: fact for fact in version.facts}
    for number, table in enumerate(version.tables):
        here = [one for one in found if one.path[2:4] == ("tables", number)]
        _table(table, facts, teller, here)


def _table(
    table: DecisionTable, facts: Mapping[str, Fact], teller: Teller, found: Sequence[Finding]
) -> None:
    hit = say(f"law.comparison.word_{table.hit}", language())
    shelf_elements.heading(
        tx(table.title), t("app.shelf.rules_count", hit=hit, count=len(table.rules))
    )
    for one in found:
        elements.note(say(one.key, language(), **one.values), "warn")
    asked = list(dict.fromkeys(name for rule in table.rules for name in rule.when))
    flawed = _flawed(table, found)
    shelf_elements.table(
        [
            t("app.shelf.rules_rule"),
            *(tx(output.title) for output in table.outputs),
            *(tx(teller.title(name, (table,))) for name in asked),
            t("app.shelf.head_cites"),
        ],
        [_row(rule, table, asked, facts, teller, flawed.get(rule.id, ())) for rule in table.rules],
        marked=[place for place, rule in enumerate(table.rules) if rule.id in flawed],
        look="wide",
    )


def _flawed(table: DecisionTable, found: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """Return the keys of what was found at each rule."""
    marks: dict[str, tuple[str, ...]] = {}
    for one in found:
        place = one.path[5] if len(one.path) > 5 and one.path[4] == "rules" else None
        if isinstance(place, int):
            rule = table.rules[place].id
            marks[rule] = (*marks.get(rule, ()), one.key)
    return marks


def _row(
    rule: Rule,
    table: DecisionTable,
    asked: Sequence[str],
    facts: Mapping[str, Fact],
    teller: Teller,
    flaws: Sequence[str],
) -> Iterator[str]:
    marks = "".join(
        f' <span class="flaw">▲ {escape(t("app.shelf.rules_flawed"))}</span>'
        for _ in dict.fromkeys(flaws)
    )
    yield f'{escape(tx(rule.title))}{marks}<div class="quiet small">{escape(rule.id)}</div>'
    for output in table.outputs:
        value = rule.then.get(output.id, "")
        title = tx(teller.title(value, (output,))) if value else "–"
        carried = [tx(facts[name].title) for name in rule.carries if name in facts]
        more = f'<div class="quiet small">{escape(" · ".join(carried))}</div>' if carried else ""
        yield f'<span class="result">{escape(title)}</span>{more}'
    for name in asked:
        cell = rule.when.get(name)
        if cell is None:
            yield '<span class="any">–</span>'
        else:
            yield escape(_cell(name, cell, facts.get(name), table, teller))
    yield shelf_elements.cited(rule.cites)


def _cell(
    name: str, cell: RuleCell, fact: Fact | None, table: DecisionTable, teller: Teller
) -> str:
    """Return what a rule asks of a fact in words."""
    found = fact or teller.named(name, (table,))
    around = () if found is None else (found,)
    values = [tx(teller.value("one_of", _interval(value), around)) for value in cell.one_of]
    joined = t("app.shelf.or").join(values)
    return t("app.shelf.rules_not", values=joined) if cell.negated else joined


def _interval(value: object) -> object:
    if isinstance(value, str):
        for written, sign in _SIGNS.items():
            if value.strip().startswith(written):
                return value.strip().replace(written, sign, 1)
    return value


def _questions(version: RulesVersion) -> None:
    shelf_elements.heading(
        t("app.shelf.questions"), t("app.shelf.entries", count=len(version.facts))
    )
    heads = [t(f"app.shelf.head_{name}") for name in ("fact", "question", "values", "cites")]
    rows = []
    for fact in version.facts:
        values = fact.values if fact.type in ("enumeration", "switch") else ()
        shown = "\n".join(f"· {tx(value.title)}" for value in values)
        if not values:
            shown = say(f"law.comparison.word_{fact.type}", language())
            within = getattr(fact, "within", None)
            shown = f"{shown} {within}" if within else shown
        if fact.type == "switch":
            default = next(value for value in fact.values if value.id == fact.default)
            shown = f"{shown}\n{t('app.shelf.default', value=tx(default.title))}"
        question = "" if fact.type == "switch" else tx(fact.question)
        rows.append(
            (
                escape(tx(fact.title)),
                escape(question),
                escape(shown),
                shelf_elements.cited(fact.cites),
            )
        )
    shelf_elements.table(heads, rows)


# --- two versions decided -------------------------------------------------------------


def show_decided_otherwise(document: str, before: RulesVersion, after: RulesVersion) -> None:
    """Show every case that two versions of a document decide otherwise, each with an example."""
    try:
        found = changed([Part(document, before)], [Part(document, after)], _MOST_BOXES)
    except Faults as faults:
        elements.faults(faults)
        return
    groups = len(found.differences)
    shelf_elements.heading(t("app.shelf.decided"), t("app.shelf.decided_count", count=groups))
    if found.none:
        elements.note(t("app.shelf.decided_none"))
    if found.differences:
        heads = [t(f"app.shelf.head_{name}") for name in ("output", "now", "then", "cases")]
        shelf_elements.table(
            [*heads, ""],
            [
                (
                    escape(tx(one.output.title)),
                    escape(tx(one.told_before)),
                    f'<span class="result">{escape(tx(one.told_after))}</span>',
                    escape(tx(one.box.told)),
                    f"<details><summary>{escape(t('app.shelf.head_example'))}</summary>"
                    f'<div class="quiet small">{escape(tx(one.box.told_example))}</div>'
                    "</details>",
                )
                for one in found.differences
            ],
        )
    for key, names in (("more", found.more), ("open", found.not_covered)):
        if names:
            elements.note(
                t(f"app.shelf.decided_{key}", outputs=t("app.shelf.list_comma").join(names)), "warn"
            )
    if found.terms:
        terms = t("app.shelf.list_comma").join(tx(term) for term in found.terms)
        elements.note(t("app.shelf.decided_terms", terms=terms), "warn")
