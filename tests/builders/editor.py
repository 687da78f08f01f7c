"""What an editor makes of a document that is written out."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any


def as_json(node: Any) -> Any:
    """A tree as an editor's YAML reader sees it: days are text, fractions are floats."""
    if isinstance(node, dict):
        return {key: as_json(item) for key, item in node.items()}
    if isinstance(node, list):
        return [as_json(item) for item in node]
    if isinstance(node, datetime.date):
        return node.isoformat()
    return float(node) if isinstance(node, Decimal) else node
