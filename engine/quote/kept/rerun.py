"""Computing the record of a quote or of a use agreement again."""

from __future__ import annotations

from typing import Any

from engine.law import Shelf
from engine.quote.kept.agreement import agree_again
from engine.quote.kept.quote import quote_again

__all__ = ["rerun"]


def rerun(body: dict[str, Any], shelf: Shelf, file: str = "") -> dict[str, Any]:
    """Return the body that the inputs of `body` give with the documents on `shelf`.

    Raises Faults when it is neither that of a quote nor of a use agreement, or cannot be computed.
    """
    if body.get("kind") == "agreement":
        return agree_again(body, shelf, file).body
    return quote_again(body, shelf, file).body()
