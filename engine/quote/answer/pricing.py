"""How a line without one unit price is priced, in words."""

from __future__ import annotations

from engine.tariff import Component
from engine.text import Text, text

__all__ = ["pricing"]


def pricing(component: Component) -> Text:
    """Return the words for the charge model of `component`; classes may have different ones."""
    models = {charge.model for charge in component.charges()}
    if len(models) > 1:
        return text("quote.priced_by_tariff")
    return text(f"quote.priced_{models.pop()}")
