"""A quote that was saved, and an agreement: shown as they were, taken away, accepted."""

from __future__ import annotations

import datetime

import streamlit as st

import engine
from app import elements
from app.documents import shelf
from app.elements.records import facts, link, said_whether_same, saved_at
from app.quote.answer import conclusion, conditions, why
from app.store import records
from app.words import day, language, t, tx
from engine.law import Faults
from engine.quote import (
    Agreement,
    AgreementTerms,
    Quote,
    agree,
    kept_agreement,
    kept_quote,
)
from engine.record import Record
from engine.report import Report, as_word
from engine.show.quote import quote_report
from engine.show.records.agreement import agreement_report
from engine.text import Text

__all__ = ["agreement_page", "kept_page"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def kept_page(number: str) -> None:
    """Show the quote `number` as it was saved, and whether it would be the same today."""
    record = records().find(number)
    if record is None:
        elements.note(t("app.quote.not_found", number=number), "warn")
        _new()
        return
    kept = kept_quote(record.body)
    left, right = st.columns([5, 7], gap="large")
    with right:
        conclusion(kept.sheet)
        why(kept.sheet, kept.why, number)
    with left:
        st.subheader(t("app.quote.kept"))
        customer = kept.sheet.customer
        facts(
            [
                (t("show.quote_number"), number),
                (t("app.kept_on"), saved_at(record)),
                (t("app.quote.customer_name"), customer.name),
                (t("submission.basic_uscc"), customer.credit_code or "–"),
                (t("show.quote_day"), day(kept.sheet.on)),
                (t("show.quote_validity"), _validity(kept.sheet.valid_until)),
            ]
        )
        same = said_whether_same(record, "app.quote.not_the_same")
        _downloads(record, quote_report(kept.sheet, number))
        _agreements(number)
        if same and kept.sheet.total is not None:
            again = engine.prove(shelf(), record)
            if again.number == number:  # else a document changed: what is accepted is asked anew
                _accept(again)
        _new()


def agreement_page(identifier: str) -> None:
    """Show the use agreement `identifier`."""
    record = records().find(identifier)
    if record is None:
        elements.note(t("app.quote.agreement_not_found", number=identifier), "warn")
        _new()
        return
    agreement = kept_agreement(record.body)
    left, right = st.columns([5, 7], gap="large")
    with left:
        st.subheader(t("app.quote.agreement_title"))
        facts(_agreed(agreement, identifier, record))
        said_whether_same(record, "app.quote.not_the_same")
        _downloads(record, agreement_report(agreement, identifier))
        link(t("app.quote.agreement_to_quote"), quote=agreement.quote)
        _new()
    with right:
        conclusion(agreement.terms)
        if agreement.declared:
            st.markdown(f"**{t('show.agreement_declared')}**")
            facts([(tx(fact.title), tx(fact.value)) for fact in agreement.declared])
        if agreement.reclassified is not None:
            st.markdown(f"**{t('show.agreement_reclassified')}**")
            conditions([agreement.reclassified])
        elements.assumptions(agreement.terms.standing)


def _agreed(agreement: Agreement, identifier: str, record: Record) -> list[tuple[str, str]]:
    rows = [(t("show.agreement_id"), identifier), (t("app.kept_on"), saved_at(record))]
    if agreement.supplier is not None:
        rows.append(
            (
                t("show.determination.operator"),
                _party(agreement.supplier.name, agreement.supplier.credit_code),
            )
        )
    rows.append(
        (
            t("app.quote.customer_name"),
            _party(agreement.customer.name, agreement.customer.credit_code),
        )
    )
    for product in agreement.products:
        named = [tx(product.title)]
        named += [] if product.scenario is None else [tx(product.scenario)]
        named += (
            []
            if product.registration is None
            else [t("show.agreement_registration", code=product.registration)]
        )
        rows.append((t("show.agreement_product"), " · ".join(named)))
    if agreement.purpose is not None:
        rows.append((t("show.agreement_purpose"), tx(agreement.purpose)))
    until = t("app.quote.agreement_open") if agreement.until is None else day(agreement.until)
    rows.append(
        (
            t("show.agreement_term"),
            t("app.quote.agreement_from_to", start=day(agreement.from_), end=until),
        )
    )
    rows.append((t("app.quote.agreement_accepted"), day(agreement.accepted)))
    return rows


def _party(name: Text, code: str | None) -> str:
    return tx(name) if code is None else f"{tx(name)}\n{code}"


# --- pieces of both


def _validity(until: datetime.date | None) -> str:
    return (
        t("app.quote.valid_open") if until is None else t("app.quote.valid_until", until=day(until))
    )


def _downloads(record: Record, paper: Report) -> None:
    word, kept = st.columns(2)
    chosen = language()
    word.download_button(
        t("app.quote.word"),
        lambda: as_word(paper, chosen),
        f"{record.number}.docx",
        _WORD,
        on_click="ignore",
        width="stretch",
    )
    kept.download_button(
        t("app.download_record"),
        record.text(),
        f"{record.number}.json",
        "application/json",
        on_click="ignore",
        width="stretch",
    )


def _agreements(number: str) -> None:
    made = [
        record.number
        for record in records().newest_first("agreement", 200)
        if record.body["inputs"]["quote"] == number
    ]
    for identifier in made:
        link(t("app.quote.agreement_made", number=identifier), agreement=identifier)


def _accept(answer: Quote) -> None:
    """Offer to accept the quote: it becomes a use agreement."""
    with st.expander(t("app.quote.agreement_accept")):
        today = datetime.datetime.now(datetime.UTC).date()
        accepted = st.date_input(
            t("app.quote.agreement_accepted"), today, format="YYYY-MM-DD", key="accepted"
        )
        until = st.text_input(t("app.quote.agreement_until"), key="until").strip()
        if not st.button(t("app.quote.agreement_make"), key="make-agreement", type="primary"):
            return
        try:
            last = datetime.date.fromisoformat(until) if until else None
            agreed = agree(shelf(), answer, AgreementTerms(accepted=accepted, until=last))
        except Faults as faults:
            elements.faults(faults)
            return
        except ValueError:
            elements.note(t("app.quote.agreement_not_a_day"), "warn")
            return
        records().add(agreed.body, datetime.datetime.now(datetime.UTC))
        st.query_params.pop("quote", None)
        st.query_params["agreement"] = agreed.id
        st.rerun()


def _new() -> None:
    if st.button(t("app.quote.new"), key="new-quote"):
        st.query_params.pop("quote", None)
        st.query_params.pop("agreement", None)
        st.rerun()
