"""After the cycle: what came in, how much of it was too much, and what the next cycle loses."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from html import escape

import streamlit as st
from pydantic_core import PydanticCustomError

from app import elements
from app.documents import shelf
from app.elements.answers import Answers
from app.words import language, t, tx
from engine.determination import (
    Deduction,
    Determination,
    accounts_in,
    body_of_determination,
    deduction_of,
)
from engine.law import Faults, Located
from engine.money import FEN, grouped, plain, typed_number
from engine.record import Record, sealed
from engine.settlement import (
    Evaluation,
    Incomes,
    body_of_evaluation,
    evaluate_cycle,
    evaluating,
    excess_switch,
    incomes_in,
    permitted_by,
)
from engine.text import say

__all__ = ["finished_cycle"]

_CLOCK = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""These records are only looked at, never kept: their clock says nothing."""

Again = Callable[[Deduction], Determination]
"""The same determination with a deduction."""


def finished_cycle(answers: Answers, now: Determination, again: Again) -> None:
    """Show fields for the incomes of the cycle, the excess in each reading, the next maximum."""
    with st.expander(t("app.determine.cycle"), expanded=bool(answers.values.get("incomes"))):
        st.caption(t("app.determine.cycle_about"))
        incomes = _incomes(answers, now)
        if incomes is None:
            return
        permitted = _record(body_of_determination(now))
        rows = []
        try:
            for evaluation, default in _readings(now, incomes, permitted):
                rows.append(_row(now, evaluation, default, again))
        except Faults as faults:
            elements.faults(faults)
            return
        heads = ("reading", "excess", "next", "evidence")
        elements.table(
            [t(f"app.determine.head_{name}") for name in heads], rows, right=(1, 2), html=True
        )
        st.caption(t("app.determine.cycle_note"))


def _incomes(answers: Answers, now: Determination) -> Incomes | None:
    """Show a field a year; None while a year is missing or is no number."""
    kept = answers.answered("incomes")
    given: list[dict[str, object]] = []
    for year, column in zip(now.years, st.columns(len(now.years)), strict=True):
        key = answers.key(f"income-{year}")
        written = column.text_input(
            t("app.determine.income", year=year), kept.get(str(year), ""), key=key
        )
        written = written.strip()
        if not written:
            kept.pop(str(year), None)
            continue
        kept[str(year)] = written
        try:
            given.append({"year": year, "amount": plain(typed_number(written))})
        except PydanticCustomError:
            with column:
                elements.note(say("money.not_a_number", language()), "warn")
    if len(given) < len(now.years):
        return None
    submission = now.filed.submission
    tree: dict[str, object] = {
        "operator": submission.operator.name,
        "vat": "excluded",
        "incomes": given,
    }
    if submission.authorisation is not None:
        tree["authorisation"] = submission.authorisation.id
    try:
        return incomes_in(Located(t("app.determine.incomes"), tree))
    except Faults as faults:
        elements.faults(faults)
        return None


def _readings(
    now: Determination, incomes: Incomes, record: Record
) -> Iterator[tuple[Evaluation, bool]]:
    """Yield the evaluation in each reading of what an excess is, and whether it is the default."""
    permitted = permitted_by(record, t("app.determine.record"))
    file = t("app.determine.incomes")
    switch = excess_switch(evaluating(shelf(), now.method_id, now.on)[1])
    for value in (None,) if switch is None else switch.values:
        switches = {} if switch is None or value is None else {switch.id: value.id}
        evaluation = evaluate_cycle(shelf(), file, incomes, permitted, now.on, switches)
        yield evaluation, switch is not None and value is not None and value.id == switch.default


def _row(now: Determination, evaluation: Evaluation, default: bool, again: Again) -> list[str]:
    switch = excess_switch(evaluation.worksheet.version)
    values = evaluation.worksheet.switch_values
    reading = evaluation.excess_line if switch is None else values[switch.id]
    title = escape(tx(reading.title))
    if default:
        title = f'<b>{title}</b> <span class="quiet">{escape(t("app.by_default"))}</span>'
    submission = now.filed.submission
    of = None if submission.authorisation is None else submission.authorisation.id
    file = t("app.determine.record")
    record = _record(body_of_evaluation(evaluation))
    accounts = accounts_in(record, file, submission.operator.name, of)
    following = again(deduction_of([(file, accounts)], now.years[0]))
    amounts = [grouped(following.maximum(year).number, FEN) for year in following.years]
    shown = amounts[:1] if len(set(amounts)) == 1 else amounts
    badges = "<br>".join(
        elements.badge(cite.evidence.value, cite.applies.value) for cite in reading.cites
    )
    return [title, grouped(evaluation.excess.number, FEN), "<br>".join(shown), badges]


def _record(body: dict[str, object]) -> Record:
    return sealed(body, _CLOCK)
