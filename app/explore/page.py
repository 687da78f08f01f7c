"""The Explore page: what if anything were different, over years and cycles?"""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import elements
from app.elements.answers import Answers
from app.explore.again import again
from app.explore.base import Chosen, at_first, chosen_base
from app.explore.changes.at_once import Answer, answer_at_once, answer_of, look_ahead
from app.explore.changes.inputs import searched_input
from app.explore.changes.levers import moved_by_levers
from app.explore.changes.scenarios import changed_scenarios, kept_now, scenarios_side_by_side
from app.explore.changes.view import changes_in_view
from app.explore.runs import Runs
from app.explore.scenario_file import PageFile
from app.explore.sections import section_shown
from app.explore.sections.papers import papers_of_all
from app.explore.sections.years import prices_against_ceilings, year_by_year
from app.store import open_draft
from app.words import amount, change_of, language, spoken, t, tx
from engine.law import Faults
from engine.money import FEN, grouped
from engine.scenario import BASE, Run
from engine.show.analysis.scenario import assumed

__all__ = ["page"]


def page() -> None:
    """A base, what is changed of it, the answer, and the scenarios that were given a name."""
    answers = Answers(open_draft("explore"), {"round": 0, **at_first()})
    style = _STYLE.replace("{paper}", elements.of_both_themes("backgroundColor"))
    st.html(f"{style}{elements.upload_words()}")
    top = st.container(key="explore-answer")
    slot = top.empty()
    left, right = st.columns([3, 9], gap="large")
    chosen: Chosen | None = None
    try:
        with left:
            chosen = chosen_base(answers)
        answers.draft.keep()
        if chosen is None:
            with top:
                elements.note(t("app.explore.nothing_yet"))
            return
        with left:
            file = _explored(answers, chosen)
        runs = Runs(file, chosen.ground)
        base = runs.run(BASE)
        if (soon := answer_at_once(chosen.file, file, chosen.ground)) is not None:
            _answer(slot, base, soon)
    except Faults as faults:
        answers.draft.keep()
        with top:
            elements.faults(faults)
            if chosen is not None:
                _start_over(answers, chosen)
        return
    now = _now(runs, top)
    if now is None:
        slot.empty()
    else:
        _answer(slot, base, answer_of(now))
        with right:
            year_by_year(base, now)
            prices_against_ceilings(now)
    with right:
        after = kept_now(answers, file, runs)
    after = _named_scenarios(answers, after, runs)
    after = section_shown(answers, after, runs, now or base)
    again(answers, chosen, file, runs.now)
    if after != file:
        _go_on(answers, chosen, after)
    standing = Runs(chosen.file.standing, chosen.ground)
    look_ahead(chosen.file, file, chosen.ground, standing.run(standing.now))


def _start_over(answers: Answers, chosen: Chosen) -> None:
    """Offer to begin anew where what is kept over this base cannot be run any longer."""
    if st.button(t("app.explore.start_over"), key=answers.key("start-over")):
        del answers.values["files"][chosen.source]
        answers.values["given"] = None
        answers.values["round"] += 1
        answers.draft.keep()
        st.rerun()


def _explored(answers: Answers, chosen: Chosen) -> PageFile:
    """Show from where it starts and what is changed; return the file with that, which is kept."""
    before = chosen.file
    started = _started(answers, before)
    if started != before:
        _go_on(answers, chosen, started)
    standing = Runs(before.standing, chosen.ground)
    start = standing.run(standing.now)
    of = f"{chosen.source}-{before.start}-{answers.values['round']}"
    st.subheader(t("app.explore.levers"))
    file = moved_by_levers(answers, before, start, of)
    changed = searched_input(answers, file, standing, start)
    if changed != file:
        _go_on(answers, chosen, changed)
    file, is_back = changes_in_view(answers, file, start, chosen.ground)
    if is_back:
        _go_on(answers, chosen, file)
    _keep(answers, chosen, file)
    return file


def _started(answers: Answers, file: PageFile) -> PageFile:
    titles = {one["id"]: spoken(one["title"]) for one in file.named}
    options = [BASE, *titles]
    called = [t("scenario.base"), *titles.values()]
    chosen = st.selectbox(
        t("app.explore.start"),
        range(len(options)),
        index=options.index(file.start),
        format_func=called.__getitem__,
        key=answers.key(f"start-{file.name}-{answers.values['round']}-{language().value}"),
    )
    if len(file.now.get("on") or ()) > 1:
        names = [titles[name] for name in file.now["on"]]
        st.caption(t("app.explore.stands_on_all", names=t("app.determine.comma").join(names)))
    start = options[chosen]
    return file if start == file.start else file.standing_first_on(start)


def _keep(answers: Answers, chosen: Chosen, file: PageFile) -> None:
    answers.values["files"][chosen.source]["text"] = file.text
    answers.draft.keep()


def _go_on(answers: Answers, chosen: Chosen, file: PageFile) -> None:
    """Keep the file, and show the page anew with it: the fields say what it says."""
    answers.values["round"] += 1
    _keep(answers, chosen, file)
    st.rerun()


def _now(runs: Runs, top: DeltaGenerator) -> Run | None:
    """Return what is tried now; None, and what is wrong with it, where it cannot be run."""
    try:
        return runs.run(runs.now)
    except Faults as faults:
        with top:
            elements.faults(faults)
        return None


def _answer(slot: DeltaGenerator, base: Run, now: Answer) -> None:
    figure = escape(amount(now.maximum))
    if now.maximum != base.maximum.number:
        figure = f"{figure} {change_of(base.maximum.number, now.maximum)}"
    judged = "over_income" if now.recovery > 0 else "short"
    with slot:
        elements.headline(
            t("app.explore.answer", first=now.first, last=now.last),
            figure,
            elements.marks(now.standing),
            t(
                f"app.explore.{judged}",
                income=grouped(now.income, FEN),
                recovery=grouped(abs(now.recovery), FEN),
            ),
        )


def _named_scenarios(answers: Answers, file: PageFile, runs: Runs) -> PageFile:
    with st.spinner(t("app.explore.computing")):
        found = runs.runs()
    scenarios_side_by_side(found, runs)
    for said in assumed(one for one in found.values() if isinstance(one, Run)):
        st.caption(tx(said))
    papers_of_all(answers, runs, found)
    return changed_scenarios(answers, file, runs)


# On a telephone the answer stays in view while what is below it is moved.
_STYLE = """<style>
@media (max-width: 640px) {
  :has(> .st-key-explore-answer) { position: sticky; top: 3.2rem; z-index: 90;
    background: {paper}; }
  .st-key-explore-answer .answer { margin: 0; }
  .st-key-explore-answer .answer .amount { font-size: 1.45rem; }
}
</style>"""
