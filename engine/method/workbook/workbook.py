"""The worksheet as a live Excel workbook: the same formulas, on cells that can be changed."""

from __future__ import annotations

import datetime
import io

from engine.method.exact.worksheet import Worksheet
from engine.text import Language, Text

__all__ = ["workbook"]

_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def workbook(
    worksheet: Worksheet, language: Language, title: Text, watermark: Text | None = None
) -> bytes:
    """Return `worksheet` as an .xlsx file whose figures are Excel formulas.

    Inputs, parameters and the readings of switches stand in cells of their own; a change to any of
    them changes every figure that rests on it. Beside each line stand its unit, its formula in
    words, its citation and both marks. What was not given holds #N/A, never 0. The creation time
    is fixed, so that the same worksheet gives the same file.
    """
    import xlsxwriter  # 0.1 s, and only a download needs it

    from engine.method.workbook.book import BookWriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": title.in_language(language), "created": _CREATED})
    BookWriter(worksheet, language, title, watermark, book).write()
    book.close()
    return stream.getvalue()
