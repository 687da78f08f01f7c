"""A determination that is kept, opened again by its number: proved before it is shown."""

from __future__ import annotations

import datetime

import streamlit as st

import engine
from app import elements
from app.determine.answer import conclusion, picture
from app.determine.products import ceilings_of, priced_products
from app.documents import shelf
from app.elements.records import facts, is_determination, link, said_whether_same, saved_at
from app.store import records
from app.words import t
from engine.determination import Determination, body_of_determination
from engine.law import Faults
from engine.money import FEN, grouped
from engine.record import Record
from engine.settlement import permitted_by
from engine.show.determination.page import findings, told_beside

__all__ = ["keep", "kept_page"]


def keep(now: Determination) -> None:
    """Offer to keep a determination, as a draft; the address then leads back to it."""
    if st.button(t("app.determine.keep"), key="keep-determination"):
        record = records().add(body_of_determination(now), datetime.datetime.now(datetime.UTC))
        st.query_params["record"] = record.number
        st.rerun()


def kept_page(number: str) -> None:
    """Show the determination `number` as it was kept, once it is proved; else what is wrong."""
    try:
        record = records().find(number)
    except Faults as faults:
        elements.faults(faults)
        _go_on()
        return
    if record is None or not is_determination(number, record):
        elements.note(t("app.determine.not_found", number=number), "warn")
        _go_on()
        return
    left, right = st.columns([8, 4], gap="large")
    with right:
        st.subheader(t("app.determine.kept"))
        facts([(t("show.determination.record"), number), (t("app.kept_on"), saved_at(record))])
        same = said_whether_same(record, "app.determine.not_the_same")
        st.download_button(
            t("app.download_record"),
            record.text(),
            f"{number}.json",
            "application/json",
            on_click="ignore",
            width="stretch",
        )
        if same:
            link(t("app.determine.as_base"), "explore", record=number)
        _go_on()
    with left:
        if same:
            _shown(engine.prove(shelf(), record))
        else:
            _as_saved(record)


def _shown(answer: Determination) -> None:
    """Show what was determined, and say of it what the command says."""
    conclusion(answer, answer)
    picture(answer)
    elements.of_blocks([*told_beside(answer), *findings(answer)])
    priced_products(answer, ceilings_of(answer))
    st.markdown(f"**{t('app.why')}**")
    st.html(elements.tree(answer.maximum(answer.years[0])))
    elements.assumptions(answer.standing)


def _as_saved(record: Record) -> None:
    """Show what was kept, where it is whole and only comes out otherwise today."""
    try:
        permitted = permitted_by(record, record.number)
    except Faults:
        elements.note(t("app.determine.not_shown"), "warn")
        return
    elements.note(t("app.determine.as_saved", operator=permitted.operator), "warn")
    elements.table(
        [t("app.determine.head_year"), t("app.determine.head_maximum")],
        [(str(year), grouped(of, FEN)) for year, of in sorted(permitted.maximum.items())],
        right=(1,),
    )


def _go_on() -> None:
    if st.button(t("app.determine.go_on"), key="go-on"):
        st.query_params.pop("record", None)
        st.rerun()
