"""How much hangs on how the law is read: the band of the maximum, and what moves it most."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app import elements
from app.determine.inputs.law import Law
from app.documents import shelf
from app.elements.readings import drawn_bands, every_reading_as_workbook, moving_most
from app.words import t
from engine.determination import (
    ByPlace,
    Decided,
    Determination,
    MaximaByReading,
    OpenJudgements,
    OpenRange,
    Spread,
    maxima_by_place,
    maxima_by_reading,
    open_judgements,
    open_range,
)
from engine.law import Faults, Shelf
from engine.show.analysis.readings import (
    band_shown,
    judgements_shown,
    places_shown,
    range_shown,
)
from engine.submission import Filed

__all__ = ["every_reading"]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a maximum comes to under every reading."""

    alone: MaximaByReading
    together: OpenRange | None
    """With what awaits judgement."""
    places: tuple[ByPlace, ...]
    """By the methods of other places."""


def every_reading(
    now: Determination, law: Law, spread: Spread | None, decided: Decided | None
) -> None:
    """Show within what the maximum of `now` lies over all readings, and what moves it most."""
    documents, filed = shelf(), now.filed
    known = repr((filed.submission, filed.file, law, spread, decided))
    try:
        found = _maxima(documents, filed, law, spread, decided, known, id(documents))
    except Faults as faults:
        elements.faults(faults)
        return
    st.markdown(f"**{t('app.determine.readings')}**")
    elements.of_blocks([*band_shown(found.alone), *range_shown(found.together)])
    here = t("app.determine.readings_here")
    drawn_bands(found.alone, lambda year: now.maximum(year).number, here)
    with st.expander(t("app.readings_more")):
        moving_most(found.alone)
        switches = {name: value.id for name, value in now.worksheet.switch_values.items()}
        judgements = _judgements(now, f"{known}{switches}", id(documents))
        elements.of_blocks([*judgements_shown(judgements), *places_shown(found.places)])
        every_reading_as_workbook(found.alone, "every-reading")


# They change with the figures only, and not with what else moves on the page; `known` and `which`
# tell one case, and one loading of the documents, from the next.


@st.cache_resource(show_spinner=False, max_entries=8)
def _maxima(
    _documents: Shelf,
    _filed: Filed,
    law: Law,
    _spread: Spread | None,
    _decided: Decided | None,
    known: str,
    which: int,
) -> _Found:
    found = maxima_by_reading(_documents, _filed, *law, _spread, decided=_decided)
    places = maxima_by_place(_documents, _filed, *law, _spread, decided=_decided)
    return _Found(found, open_range(found), places)


@st.cache_resource(show_spinner=False, max_entries=8)
def _judgements(_now: Determination, known: str, which: int) -> OpenJudgements | None:
    return open_judgements(_now)
