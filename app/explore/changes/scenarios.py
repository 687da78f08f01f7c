"""Scenarios with a name, side by side: kept, renamed, copied, dropped, opened again, stacked."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.explore.runs import Runs
from app.explore.scenario_file import NOW, PageFile
from app.words import spoken, t, tx
from engine.law import Faults
from engine.scenario import Run
from engine.show.analysis.scenario import side_by_side
from engine.text import Language, legible, say

__all__ = ["changed_scenarios", "kept_now", "scenarios_side_by_side"]


def kept_now(answers: Answers, file: PageFile, runs: Runs) -> PageFile:
    """Show the fields under which what is tried now is kept, and return the file with it, once it
    is."""
    opened = answers.values.get("opened")
    known = {one["id"]: one for one in file.named}
    before = known.get(opened, {})
    with st.form(answers.key(f"keep-{_turn(answers)}"), border=True):
        left, middle, right = st.columns([4, 5, 3], vertical_alignment="bottom")
        name = left.text_input(t("app.explore.name"), spoken(before["title"]) if before else "")
        reason = middle.text_input(t("app.explore.reason_why"), before.get("reason", ""))
        with right:
            asked = st.form_submit_button(t("app.explore.keep"), width="stretch")
    if not asked:
        return file
    name, reason = legible(name.strip()), legible(reason.strip())
    if not name or not reason:
        elements.note(t("app.explore.name_and_reason"), "warn")
        return file
    same = next((one["id"] for one in file.named if name in one["title"].values()), None)
    if same is not None and same != opened:
        elements.note(t("app.explore.name_taken", name=name), "warn")
        return file
    try:
        runs.run(NOW)
    except Faults as faults:
        elements.faults(faults)
        return file
    answers.values["opened"] = None
    return file.kept(_both(name, before.get("title")), reason, same)


def scenarios_side_by_side(runs: Mapping[str, Run | Faults], runs_of: Runs) -> None:
    """Show the base, the scenarios and what is tried now, and what is wrong with any."""
    found = [one for one in runs.values() if not isinstance(one, Faults)]
    elements.of_report(side_by_side(found))
    for name, one in runs.items():
        if isinstance(one, Faults):
            elements.note(t("app.explore.cannot_run", name=tx(runs_of.title(name))), "warn")
            elements.faults(one)


def changed_scenarios(answers: Answers, file: PageFile, runs: Runs) -> PageFile:
    """Show what can be done with one of the scenarios, and return the file with it done."""
    if not file.named:
        st.caption(t("app.explore.none_named"))
        return file
    titles = {one["id"]: spoken(one["title"]) for one in file.named}
    choose, do = st.columns([4, 8], gap="medium", vertical_alignment="bottom")
    with choose:
        name = answers.choice("one", t("app.explore.one"), list(titles), titles.__getitem__)
    with do, st.container(horizontal=True):
        if _does(answers, "open"):
            answers.values["opened"] = name
            return file.opened(name)
        if _does(answers, "copy"):
            twin = {
                tongue: say("app.explore.copy_of", Language(tongue), name=said)
                for tongue, said in file.one(name)["title"].items()
            }
            return file.copied(name, twin)
        above = [titles.get(one, t("app.explore.title")) for one in file.standing_on(name)]
        if _does(answers, "drop", bool(above)):
            return file.dropped(name)
        with st.popover(t("app.explore.rename"), key=answers.key("rename-popover")):
            renamed = _renamed(answers, file, name)
        with st.popover(t("app.explore.stack"), key=answers.key("stack-popover")):
            stacked = _stacked(answers, file, runs, name, titles)
    if above:
        names = t("app.determine.comma").join(above)
        st.caption(t("app.explore.stood_on", names=names))
    return renamed or stacked or file


def _turn(answers: Answers) -> str:
    return f"{answers.values['round']}-{answers.values.get('opened')}"


def _does(answers: Answers, what: str, disabled: bool = False) -> bool:
    return st.button(t(f"app.explore.{what}"), key=answers.key(what), disabled=disabled)


def _renamed(answers: Answers, file: PageFile, name: str) -> PageFile | None:
    one = file.one(name)
    with st.form(answers.key(f"rename-{name}-{answers.values['round']}"), border=False):
        title = st.text_input(t("app.explore.name"), spoken(one["title"]))
        reason = st.text_input(t("app.explore.reason_why"), one["reason"])
        asked = st.form_submit_button(t("app.explore.rename_do"))
    title, reason = legible(title.strip()), legible(reason.strip())
    if not asked:
        return None
    if not title or not reason:
        elements.note(t("app.explore.name_and_reason"), "warn")
        return None
    return file.renamed(name, _both(title, one["title"]), reason)


def _stacked(
    answers: Answers, file: PageFile, runs: Runs, name: str, titles: Mapping[str, str]
) -> PageFile | None:
    others = [one for one in titles if one != name]
    chosen = st.multiselect(
        t("app.explore.stands_on"),
        others,
        [one for one in file.one(name).get("on") or () if one in others],
        format_func=titles.__getitem__,
        placeholder=t("app.explore.stands_on_base"),
        key=answers.key(f"on-{name}-{answers.values['round']}"),
    )
    if not st.button(t("app.explore.stack_do"), key=answers.key(f"stack-{name}")):
        return None
    stacked = file.stacked(name, chosen)
    try:
        Runs(stacked, runs.ground).run(name)
    except Faults as faults:
        elements.faults(faults)
        return None
    return stacked


def _both(name: str, before: Mapping[str, str] | None) -> dict[str, str]:
    """Return a name that was typed, in both languages; one that was not touched stays as it is."""
    if before is not None and name == spoken(before):
        return dict(before)
    return {"zh": name, "en": name}
