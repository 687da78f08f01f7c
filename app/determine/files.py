"""What can be taken away: the record, the live workbook, the documents, or all of it."""

from __future__ import annotations

import datetime
import io
import zipfile

import streamlit as st

from app import elements
from app.documents import shelf
from app.words import language, t
from engine.ceiling import Ceilings
from engine.determination import Determination, body_of_determination
from engine.law import Faults
from engine.record import Record, sealed
from engine.report import has_chinese_font
from engine.show.determination import dossier_of, workbook_of

__all__ = ["downloads"]

_PACKED = (1980, 1, 1, 0, 0, 0)


def downloads(now: Determination, ceilings: Ceilings | Faults) -> None:
    """Offer the files of the determination; each is made only when it is asked for."""
    spoken, day = language(), now.on.isoformat()
    with st.container(horizontal=True):
        st.download_button(
            t("app.determine.download_all"),
            lambda: _packed(now, ceilings),
            f"{day}-determination.zip",
            "application/zip",
            key="download-all",
            type="primary",
            on_click="ignore",
        )
        st.download_button(
            t("app.download_workbook"),
            lambda: workbook_of(now, spoken),
            f"{day}-determination.xlsx",
            key="download-workbook",
            on_click="ignore",
        )
        st.download_button(
            t("app.download_record"),
            lambda: _record(now).text().encode(),
            f"{day}-determination.json",
            "application/json",
            key="download-record",
            on_click="ignore",
        )
    if not _printable():
        elements.note(t("app.determine.without_pdf"), "warn")


@st.cache_resource(show_spinner=False)
def _printable() -> bool:
    return has_chinese_font()


def _record(now: Determination) -> Record:
    return sealed(body_of_determination(now), datetime.datetime.now(datetime.UTC))


def _packed(now: Determination, ceilings: Ceilings | Faults) -> bytes:
    """Return record, workbook, Word and PDF in one archive."""
    record = _record(now)
    given = None if isinstance(ceilings, Faults) else ceilings
    dossier = dossier_of(now, shelf(), record.number, language(), given)
    files = {"record.json": record.text().encode(), **dossier.files}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _PACKED), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
