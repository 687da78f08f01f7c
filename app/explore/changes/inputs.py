"""Every input behind a search box: found by any word, and given another value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import streamlit as st
from pydantic_core import PydanticCustomError

from app import elements
from app.elements.answers import Answers
from app.explore.base import Ground
from app.explore.runs import Runs
from app.explore.scenario_file import PageFile
from app.words import language, t, tx
from engine.law import Faults
from engine.money import typed_number
from engine.scenario import Input, InputKind, Run, found, inputs_of, written_change
from engine.scenario.inputs.input import Value
from engine.text import say, text

__all__ = ["searched_input"]

_MOST_SHOWN = 40


def searched_input(answers: Answers, file: PageFile, standing: Runs, start: Run) -> PageFile:
    """Show the search, and return the file with an input given another value, once one is."""
    words = answers.written("search", t("app.explore.search"))
    if not words:
        return file
    try:
        every = _inputs(standing.key(standing.now), standing.ground, start)
    except Faults as faults:
        elements.faults(faults)
        return file
    hits = list(islice(found(every, [words]), _MOST_SHOWN + 1))
    if not hits:
        elements.note(t("app.explore.search_none", words=words), "ask")
        return file
    if len(hits) > _MOST_SHOWN:
        st.caption(t("app.explore.search_more", most=_MOST_SHOWN))
    return _changed(answers, file, start, hits[:_MOST_SHOWN], words)


@st.cache_resource(show_spinner=False, max_entries=8)
def _inputs(known: str, _ground: Ground, _start: Run) -> tuple[Input, ...]:
    return inputs_of(_start.case, _ground.bench.shelf)


def _changed(
    answers: Answers, file: PageFile, start: Run, hits: Sequence[Input], words: str
) -> PageFile:
    called = [tx(one.title) for one in hits]
    place = st.selectbox(
        t("app.explore.search_hits", count=len(hits)),
        range(len(hits)),
        format_func=called.__getitem__,
        key=answers.key(f"hits-{words}-{answers.values['round']}-{language().value}"),
    )
    one = hits[place]
    stands = tx(one.said) if one.value is None else f"{tx(one.said)} {tx(one.unit)}".strip()
    allowed = tx(one.allowed.said)
    st.caption(t("app.explore.input_now", value=stands, allowed=allowed))
    if one.together:
        st.caption(t("app.explore.input_together", count=len(one.together)))
    value = _value(answers, one)
    if not st.button(t("app.explore.input_do"), key=answers.key("input"), width="stretch"):
        return file
    if value is None:
        elements.note(t("app.explore.input_missing"), "warn")
        return file
    if not one.allowed.allows(value):
        elements.note(t("app.explore.input_not", allowed=allowed), "warn")
        return file
    try:
        said = written_change(start.case, one.path, value, text("app.explore.reason").zh)
    except Faults as faults:
        elements.faults(faults)
        return file
    return file.with_written(said)


def _value(answers: Answers, one: Input) -> Value | None:
    """Show the field for another value; None, and what is wrong, while there is none."""
    unit = tx(one.unit)
    label = t("app.explore.input_new", unit=unit) if unit else t("app.explore.input_new_plain")
    key = answers.key(f"value-{one.path}-{answers.values['round']}")
    match one.allowed.kind:
        case InputKind.CHOICE:
            choices = one.allowed.choices
            called = [tx(choice.title) for choice in choices]
            at = st.selectbox(label, range(len(choices)), format_func=called.__getitem__, key=key)
            return choices[at].value
        case InputKind.YES_NO:
            called = [say(f"explain.{word}", language()) for word in ("yes", "no")]
            return st.selectbox(label, range(2), format_func=called.__getitem__, key=key) == 0
    written = st.text_input(label, key=key).strip()
    if not written or one.allowed.kind in (InputKind.DAY, InputKind.MONTH):
        return written or None
    try:
        number = typed_number(written)
    except PydanticCustomError:
        elements.note(say("money.not_a_number", language()), "warn")
        return None
    is_whole = one.allowed.kind is InputKind.WHOLE and number == int(number)
    return int(number) if is_whole else number
