"""The Determine page: from an operator's accounts to its maximum permitted revenue."""

from __future__ import annotations

import datetime
from decimal import Decimal
from html import escape
from pathlib import Path

import streamlit as st
from pydantic_core import PydanticCustomError

from app import charts, look
from app.answers import Answers
from app.shelf import shelf
from app.store import open_draft
from app.words import amount, change_of, day, language, t, tx
from engine.cost import Filed, read_submission
from engine.law import Declaration, Faults, installed
from engine.method import workbook
from engine.money import grouped, parse_number, plain
from engine.record import sealed
from engine.revenue import (
    Determination,
    Spread,
    body_of_determination,
    determine,
    from_submitted_to_permitted,
    version_in_force,
)
from engine.wording import say, text

__all__ = ["page"]

METHOD = "cn/ndrc-2025-65"
ON = datetime.date(2026, 3, 1)
_TEN_THOUSAND = Decimal(10_000)


def page() -> None:
    """Show the worked operator's determination, with the switches at hand."""
    answers = Answers(open_draft("determine"), {"spread": "", "switches": {}})
    filed = worked_operator()
    base = _determined(filed, (), None)
    if isinstance(base, Faults):
        look.faults(base)
        return
    left, right = st.columns([8, 4], gap="large")
    with right:
        chosen, spread = _switches(answers, base)
    answers.draft.keep()
    now = _determined(filed, tuple(sorted(chosen.items())), spread)
    with left:
        if isinstance(now, Faults):
            look.faults(now)
            return
        _answer(filed, base, now)
    with right:
        _downloads(now)
    _review(now)
    _products(now)
    st.markdown(f"**{t('why')}**")
    st.html(look.tree(now.maximum(now.years[0])))
    look.assumptions(now.standing)


def worked_operator() -> Filed:
    """Return the submission of the worked case."""
    return _filed(str(installed("examples") / "operators" / "circle.yaml"))


@st.cache_resource(show_spinner=False)
def _filed(path: str) -> Filed:
    return read_submission(Path(path))


def _determined(
    filed: Filed, switches: tuple[tuple[str, str], ...], spread: str | None
) -> Determination | Faults:
    chosen = None
    if spread:
        source = Declaration(file=t("page_determine"), place=t("determine_spread"))
        chosen = Spread(parse_number(spread), source)
    try:
        return determine(shelf(), filed, METHOD, ON, dict(switches), chosen)
    except Faults as faults:
        return faults


# --- the switches, on the right ---------------------------------------------------


def _switches(answers: Answers, base: Determination) -> tuple[dict[str, str], str | None]:
    """Show the readings and the spread; return those that differ from the base."""
    st.subheader(t("determine_switches"))
    version = version_in_force(shelf(), METHOD, ON)
    used = {line.by.switch for line in base.worksheet.lines() if line.by is not None}
    kept = answers.answered("switches")
    round_number = answers.values.get("round", 0)
    for switch in version.switches:
        if switch.id not in used:
            continue
        options = [value.id for value in switch.values]
        titles = {value.id: value.title for value in switch.values}
        chosen = st.selectbox(
            tx(switch.title),
            options,
            index=options.index(kept.get(switch.id, switch.default)),
            format_func=lambda name, titles=titles: tx(titles[name]),
            key=answers.key(f"switch-{switch.id}-{round_number}-{language().value}"),
        )
        if chosen == switch.default:
            kept.pop(switch.id, None)
        else:
            kept[switch.id] = chosen
    submitted = plain(base.worksheet.step("spread").number)
    written = st.text_input(
        t("determine_spread"),
        answers.values["spread"] or submitted,
        key=answers.key(f"spread-{round_number}"),
        help=t("determine_spread_help"),
    )
    try:
        differs = parse_number(written) != parse_number(submitted)
    except PydanticCustomError:
        look.note(say("money.not_a_number", language()), "warn")
        differs = False
    answers.values["spread"] = written if differs else ""
    if (kept or differs) and st.button(t("back_to_base"), key=answers.key("base")):
        answers.values.update({"switches": {}, "spread": "", "round": round_number + 1})
        answers.draft.keep()
        st.rerun()
    return dict(kept), written if differs else None


def _downloads(now: Determination) -> None:
    """Offer the workbook and the record; both are made only when asked for."""
    spoken, title = language(), text("app.determine_title")
    with st.container(horizontal=True):
        st.download_button(
            t("download_workbook"),
            lambda: workbook(now.worksheet, spoken, title),
            f"{now.on.isoformat()}-determination.xlsx",
            key="download-workbook",
            on_click="ignore",
        )
        st.download_button(
            t("download_record"),
            lambda: _record(now),
            f"{now.on.isoformat()}-determination.json",
            "application/json",
            key="download-record",
            on_click="ignore",
        )


def _record(now: Determination) -> bytes:
    written = datetime.datetime.now(datetime.UTC)
    return sealed(body_of_determination(now), written).text().encode()


# --- the answer, on the left ------------------------------------------------------


def _answer(filed: Filed, base: Determination, now: Determination) -> None:
    year = now.years[0]
    maximum, before = now.maximum(year), base.maximum(year)
    operator = filed.submission.operator.name
    figure = escape(t("a_year", amount=amount(maximum.number)))
    if maximum.number != before.number:
        figure = f"{figure} {change_of(before, maximum)}"
    look.headline(
        t("determine_answer", operator=operator, first=now.years[0], last=now.years[-1]),
        figure,
        look.marks(now.standing),
        t("determine_sub", on=day(now.on), uncovered=grouped(now.uncovered.number, 2)),
    )
    bars = from_submitted_to_permitted(now, year)
    st.altair_chart(
        charts.waterfall(
            [
                charts.Bar(
                    tx(bar.step.label),
                    bar.start,
                    bar.end,
                    bar.kind.value,
                    grouped(bar.step.number / _TEN_THOUSAND, 1),
                )
                for bar in bars
            ],
            _TEN_THOUSAND,
            t("axis_ten_thousand"),
            height=390,
        ),
        width="stretch",
    )


def _review(now: Determination) -> None:
    st.markdown(f"**{t('determine_review')}**")
    heads = ("item", "submitted", "change", "reviewed", "rule", "clause", "evidence")
    rows = []
    for row in now.rows:
        cite = row.treatment.rule.cites[0]
        change = "–" if row.reduction == 0 else grouped(-row.reduction, 2)
        rows.append(
            [
                escape(tx(row.treatment.item.title)),
                grouped(row.submitted, 2),
                change,
                grouped(row.reviewed, 2),
                escape(tx(row.treatment.rule.title)),
                escape(cite.named),
                look.badge(cite.evidence.value, cite.applies.value),
            ]
        )
    worksheet = now.worksheet
    names = ("submitted_total", "reduction_total", "reviewed_total")
    totals = [worksheet.step(name).number for name in names]
    rows.append(
        [
            f"<b>{escape(t('total'))}</b>",
            grouped(totals[0], 2),
            grouped(-totals[1], 2),
            grouped(totals[2], 2),
            "",
            "",
            "",
        ]
    )
    look.table([t(f"determine_head_{name}") for name in heads], rows, right=(1, 2, 3), html=True)


def _products(now: Determination) -> None:
    st.markdown(f"**{t('determine_products')}**")
    heads = ("product", "cost", "share", "quantity", "full_price")
    look.table(
        [t(f"determine_head_{name}") for name in heads],
        [
            (
                tx(priced.product.title),
                grouped(priced.cost.number, 2),
                f"{priced.share.number:.2%}",
                grouped(priced.quantity.number),
                grouped(priced.full_price.number, 6),
            )
            for priced in now.products
        ],
        right=(1, 2, 3, 4),
    )
