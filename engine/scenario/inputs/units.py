"""The units of inputs: as headings of the submission say them, else as each field has it."""

from __future__ import annotations

import re

from engine.scenario.case import Case, Leaf
from engine.text import Text, text, unit_text

__all__ = ["title_and_unit"]

_BRACKETS = re.compile(r"（([^（）0-9]*)）| \(([^()0-9]*)\)(?=$| \()")
"""What a heading says of its unit; a year in brackets is none."""
_PER_CENT = ("growth", "deviations", "tolerance", "demand", "yield")
_NONE = Text(zh="", en="")


def title_and_unit(leaf: Leaf, title: Text, case: Case) -> tuple[Text, Text]:
    """Return the title of what stands at `leaf`, without the unit where it ends with one, and the
    unit."""
    if leaf[0] == "submission":
        return _of_submission(leaf[1:], title, case)
    if leaf[0] == "market":
        return _bare(title), _of_market(leaf[2:], _unit_of(leaf[1], case))
    if leaf[0] == "decisions" and leaf[-1] == "amount":
        return _bare(title), unit_text("yuan")
    if leaf[0] == "uses" and leaf[-1] == "quantity":
        product = next(one.product for one in case.circumstances.uses if one.id == leaf[1])
        return title, _each(_unit_of(product, case), text("text.year"))
    if leaf[0] == "levers":
        return title, text(f"scenario.unit_{leaf[1]}")
    return _bare(title), unit_text("percent") if leaf[-1] in _PER_CENT else _NONE


def _of_submission(leaf: Leaf, title: Text, case: Case) -> tuple[Text, Text]:
    submission = case.filed.submission
    match leaf:
        case ("products", product, "quantity"):
            return title, _each(_unit_of(product, case), text("text.year"))
        case ("products", product, "tick"):
            return _bare(title), _each(text("text.yuan"), _unit_of(product, case))
        case ("drivers", driver, *_):
            return title, next(one.unit for one in submission.drivers if one.id == driver)
    return _bare(title), _said(title)


def _of_market(field: Leaf, unit: Text) -> Text:
    match field[0]:
        case "price" | "prices" | "forecast_at":
            return _each(text("text.yuan"), unit)
        case "quantities":
            return _each(unit, text("text.year"))
        case "growth" | "deviations":
            return unit_text("percent")
    return _each(unit, text("text.yuan")) if field[-1] == "slope" else _NONE


def _unit_of(product: str, case: Case) -> Text:
    """Return in what a product is charged."""
    products = case.filed.submission.products
    return next((one.unit for one in products if one.id == product), text("text.unit"))


def _each(money: Text, unit: Text) -> Text:
    return text("scenario.inputs.each", money=money, unit=unit)


def _said(title: Text) -> Text:
    """Return the unit that a heading has in brackets; none where it has none."""
    zh, en = (list(_BRACKETS.finditer(written)) for written in (title.zh, title.en))
    if not zh or not en:
        return _NONE
    return Text(zh=zh[-1][1] or zh[-1][2], en=en[-1][1] or en[-1][2])


def _bare(title: Text) -> Text:
    return Text(zh=_BRACKETS.sub("", title.zh), en=_BRACKETS.sub("", title.en))
