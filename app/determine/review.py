"""What was cut and why, what awaits a judgement, and what the reviewer decided instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st
from pydantic_core import PydanticCustomError

from app import elements
from app.elements.answers import Answers
from app.words import language, t, tx
from engine.determination import Decided, Determination, Reviewed, decided, review_totals
from engine.law import Citation, Faults, Located
from engine.money import FEN, grouped, parse_number, plain, typed_number
from engine.show.determination.doubt import bounds_in_words
from engine.submission import Filed
from engine.text import say

__all__ = ["kept_decisions", "reviewed_items", "undecided_items"]

_UNCHANGED = "–"
_HEADS = ("item", "submitted", "change", "reviewed", "rule", "clause", "evidence")


def reviewed_items(answers: Answers, now: Determination) -> None:
    """Show what was changed and why, all items folded, and the reviewer's decisions."""
    st.markdown(f"**{t('app.determine.review')}**")
    changed = [
        row
        for row in now.rows
        if _signed(row.change) != _UNCHANGED or row.treatment.decision is not None
    ]
    _table(now, changed, t("app.determine.review_changed", count=len(changed), all=len(now.rows)))
    with st.expander(t("app.determine.review_all", count=len(now.rows))):
        _table(now, now.rows, "")
    _decide(answers, now)


def undecided_items(now: Determination) -> None:
    """Say which items await the reviewer's judgement, within what the maximum could be meanwhile,
    and what is remarked on."""
    waiting = [one.treated.item.title for one in now.undecided]
    if waiting:
        names = t("app.determine.comma").join(map(tx, waiting))
        elements.note(t("app.determine.undecided", count=len(waiting), items=names), "ask")
    for said in bounds_in_words(now):
        elements.note(tx(said), "ask")
    for told in now.remarks:
        elements.note(tx(told.text), "warn")


def kept_decisions(answers: Answers, filed: Filed) -> Decided | None:
    """Return the decisions kept; None when there are none. Raises Faults when they do not fit."""
    kept: list[dict[str, Any]] = answers.values.get("decisions", [])
    if not kept:
        return None
    tree = {
        "reviewer": answers.values.get("reviewer") or t("app.determine.reviewer_unnamed"),
        "decisions": kept,
    }
    return decided(Located(t("app.determine.decisions"), tree), filed)


def _table(now: Determination, rows: Sequence[Reviewed], remark: str) -> None:
    if remark:
        st.caption(remark)
    cells = [_row(now, row) for row in rows]
    submitted, change, reviewed = review_totals(now.worksheet)
    total = f"<b>{escape(t('app.determine.total_of_all'))}</b>"
    sums = (grouped(submitted, FEN), _signed(change), grouped(reviewed, FEN))
    cells.append([total, *sums, "", "", ""])
    elements.table(
        [t(f"app.determine.head_{name}") for name in _HEADS], cells, right=(1, 2, 3), html=True
    )


def _row(now: Determination, row: Reviewed) -> list[str]:
    rule, decision = row.treatment.rule, row.treatment.decision
    why, clause = escape(tx(rule.title)), "<br>".join(escape(one.named) for one in rule.cites)
    reviewed = grouped(row.reviewed, FEN)
    if decision is not None:
        # What the rule says and what the reviewer says both stay in sight.
        reviewed = f'<del class="was">{grouped(row.by_rule, FEN)}</del> {reviewed}'
        why = f"{why}<br>{elements.badge('declared')} {escape(decision.reason)}"
    return [
        escape(tx(row.treatment.item.title)),
        grouped(row.submitted, FEN),
        _signed(row.change),
        reviewed,
        why,
        clause,
        _badges(rule.cites),
    ]


def _badges(cites: Sequence[Citation]) -> str:
    """Return the badges of `cites`; each opens to its citation."""
    return "".join(
        f'<details class="opens"><summary>{elements.badge(one.evidence.value, one.applies.value)}'
        f'</summary><ul class="cites">{elements.citation_line(one)}</ul></details>'
        for one in cites
    )


def _signed(change: Decimal) -> str:
    if grouped(abs(change), FEN) == "0.00":  # less than a fen, as the life of an asset divides it
        return _UNCHANGED
    return f"{'+' if change > 0 else '−'}{grouped(abs(change), FEN)}"


# --- the reviewer -----------------------------------------------------------------


def _decide(answers: Answers, now: Determination) -> None:
    kept: list[dict[str, Any]] = answers.values.setdefault("decisions", [])
    titles = {row.treatment.item.id: tx(row.treatment.item.title) for row in now.rows}
    with st.expander(t("app.determine.decide", count=len(kept)), expanded=False):
        for position, one in enumerate(kept):
            words, change = st.columns([6, 1], vertical_alignment="center")
            amount = one.get("amount")
            shown = (
                t("app.determine.by_rule") if amount is None else grouped(parse_number(amount), FEN)
            )
            words.html(
                f"{escape(titles.get(one['item'], one['item']))} → {shown}"
                f'<div class="quiet">{escape(one["reason"])}</div>'
            )
            if change.button(t("app.determine.take_back"), key=answers.key(f"take-{one['item']}")):
                del kept[position]
                answers.draft.keep()
                st.rerun()
        free = [name for name in titles if all(name != one["item"] for one in kept)]
        _form(answers, now, {name: titles[name] for name in free}, kept)


def _form(
    answers: Answers, now: Determination, titles: dict[str, str], kept: list[dict[str, Any]]
) -> None:
    waiting = [one.treated.item.id for one in now.undecided]
    first = [name for name in dict.fromkeys(waiting) if name in titles]
    options = [*first, *(name for name in titles if name not in first)]
    turn = len(kept)
    left, middle, right = st.columns([3, 2, 4])
    with left:
        item = st.selectbox(
            t("show.determination.item"),
            options,
            format_func=titles.__getitem__,
            key=answers.key(f"item-{turn}"),
        )
    with middle:
        written = st.text_input(t("app.determine.decide_amount"), key=answers.key(f"amount-{turn}"))
    with right:
        reason = st.text_input(t("app.determine.decide_reason"), key=answers.key(f"reason-{turn}"))
    place = _place(answers, now, turn)
    reviewer = st.text_input(
        t("app.determine.reviewer"), answers.values.get("reviewer", ""), key=answers.key("reviewer")
    )
    answers.values["reviewer"] = reviewer
    if not st.button(t("app.determine.decide_do"), key=answers.key("decide")):
        return
    entry: dict[str, Any] = {"item": item, "reason": reason.strip(), **place}
    try:
        if written.strip():
            entry["amount"] = plain(typed_number(written))
        tree = {"reviewer": reviewer.strip(), "decisions": [*kept, entry]}
        decided(Located(t("app.determine.decisions"), tree), now.filed)
    except PydanticCustomError:
        elements.note(say("money.not_a_number", language()), "warn")
        return
    except Faults as faults:
        elements.faults(faults)
        return
    kept.append(entry)
    answers.draft.keep()
    st.rerun()


def _place(answers: Answers, now: Determination, turn: int) -> dict[str, str]:
    """Return the pool or the use in which the reviewer places the item; nothing by default."""
    pools = {f"pool {pool.id}": tx(pool.title) for pool in now.filed.submission.pools}
    uses = {f"direct {use}": t(f"submission.choice_{use}") for use in ("paid", "free")}
    shown = {"": t("app.determine.decide_place_kept"), **pools, **uses}
    chosen = st.selectbox(
        t("app.determine.decide_place"),
        list(shown),
        format_func=shown.__getitem__,
        key=answers.key(f"place-{turn}"),
    )
    kind, _, name = chosen.partition(" ")
    return {kind: name} if name else {}
