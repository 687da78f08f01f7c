"""A sentence in both languages says what it was filled with, as it was written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.text import Text, text

PLACE = Text(zh="广东", en="Guangdong")


@pytest.mark.parametrize(
    "values",
    [
        (Decimal("1.0"), Decimal("1.00")),
        (1, True),
        ("1", 1),
        (PLACE, PLACE.model_copy(update={"en": "GD"})),
    ],
)
def test_values_that_are_equal_or_alike_are_not_taken_for_each_other(
    values: tuple[object, object],
) -> None:
    # Asked for in turn and again: what is kept of one sentence must not answer for another.
    for value in (*values, *values):
        made = text("report.page_of", page=value, pages="9")
        zh, en = (value.zh, value.en) if isinstance(value, Text) else (str(value), str(value))
        assert made == Text(zh=f"第 {zh} 页，共 9 页", en=f"page {en} of 9")
