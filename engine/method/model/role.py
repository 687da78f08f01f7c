"""What a method is for, and the documents that it stands on."""

from __future__ import annotations

from enum import StrEnum

from engine.law import DocumentId, Model

__all__ = ["MethodRole", "Uses"]


class MethodRole(StrEnum):
    """What a method is for; of each, the engine knows by name what it fills in and takes."""

    DETERMINATION = "determination"
    """From an operator's accounts to its maximum permitted revenue (核定)."""
    EVALUATION = "evaluation"
    """From the income of a finished cycle to the excess (周期评估)."""
    CEILINGS = "ceilings"
    """From a maximum to the ceiling of each product (上限收费标准)."""
    REFUND = "refund"
    """From overcharges to what each customer is refunded (退还)."""
    RESULT = "result"
    """From the income and cost of a year to its taxes and profit (经营结果)."""


class Uses(Model):
    """The documents that a method stands on, by what they are for."""

    review: DocumentId | None = None
    """Rules: how each item of the accounts is treated."""
    rates: DocumentId | None = None
    """Rules: which published tax rates and yields are taken."""
    ceilings: DocumentId | None = None
    """Method: the ceilings of a maximum that this one determines."""
    evaluation: DocumentId | None = None
    """Method: how a cycle that this one determined is evaluated; its own id where it does so."""
    refund: DocumentId | None = None
    """Method: how what was charged above a ceiling is refunded."""
    disclosure: DocumentId | None = None
    """Register: what is reported and published of what this one determines."""
