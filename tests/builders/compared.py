"""The published change of a real tariff on 1 July 2025, 发改价格〔2025〕668号, and how it is told."""

from __future__ import annotations

import datetime
from pathlib import Path

import engine.catalogue
import engine.method
import engine.rules
import engine.tariff
from engine.law import Difference, Document, Shelf, compare_days

TARIFFS = Path(__file__).parents[2] / "tariffs"
SHELF = Shelf(TARIFFS)
BEFORE, AFTER = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
ROOMS = (engine.catalogue, engine.method, engine.rules, engine.tariff)
"""The rooms that know the kinds of documents that are compared."""


def credit_reference() -> tuple[Difference, ...]:
    """What changed in the fees of the credit reference centre on that day."""
    document = SHELF.get("cn/credit-reference", Document)
    return compare_days(document, BEFORE, document, AFTER)


def said(found: tuple[Difference, ...]) -> set[str]:
    """Each difference in Chinese words."""
    return {one.said.zh for one in found}
