"""How open questions are read, and the spread: each change shows at once."""

from __future__ import annotations

import streamlit as st
from pydantic_core import PydanticCustomError

from app import elements
from app.elements.answers import Answers
from app.words import language, t, tx
from engine.determination import Chosen, Determination, Spread
from engine.law import Declaration
from engine.money import parse_number, plain
from engine.text import say

__all__ = ["chosen_switches"]


def chosen_switches(answers: Answers, base: Determination) -> tuple[dict[str, str], Spread | None]:
    """Show the readings and the spread; return those that differ from the base."""
    st.subheader(t("app.determine.switches"))
    used = {line.by.switch for line in base.worksheet.lines() if line.by is not None}
    kept = answers.answered("switches")
    round_number = answers.values.get("round", 0)
    for switch in base.worksheet.version.switches:
        if switch.id not in used:
            continue
        options = [value.id for value in switch.values]
        titles = {value.id: tx(value.title) for value in switch.values}
        at = kept.get(switch.id, switch.default)
        chosen = st.selectbox(
            tx(switch.title),
            options,
            index=options.index(at if at in options else switch.default),
            format_func=titles.__getitem__,
            key=answers.key(f"switch-{switch.id}-{round_number}-{language().value}"),
        )
        if chosen == switch.default:
            kept.pop(switch.id, None)
        else:
            kept[switch.id] = chosen
    spread = _spread(answers, base, round_number)
    if (kept or spread is not None) and st.button(t("app.back_to_base"), key=answers.key("base")):
        answers.values.update({"switches": {}, "spread": "", "round": round_number + 1})
        answers.draft.keep()
        st.rerun()
    return dict(kept), spread


def _spread(answers: Answers, base: Determination, round_number: int) -> Spread | None:
    submitted = plain(base.worksheet.step(Chosen.SPREAD).number)
    written = st.text_input(
        t("submission.basic_spread"),
        answers.values.get("spread") or submitted,
        key=answers.key(f"spread-{answers.values.get('operator')}-{round_number}"),
        help=t("app.determine.spread_help", most=_most(base)),
    )
    try:
        value = parse_number(written)
    except PydanticCustomError:
        elements.note(say("money.not_a_number", language()), "warn")
        return None
    if value == parse_number(submitted):
        answers.values["spread"] = ""
        return None
    answers.values["spread"] = written
    return Spread(
        value, Declaration(file=t("app.page_determine"), place=t("submission.basic_spread"))
    )


def _most(base: Determination) -> str:
    """Return the bound of the spread, as the method sets it."""
    spread = next(one for one in base.worksheet.version.parameters if one.id == Chosen.SPREAD)
    return "–" if spread.max is None else plain(spread.max)
