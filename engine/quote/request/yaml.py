"""A request as a YAML file, so that one that was asked for reads like one written by hand."""

from __future__ import annotations

from typing import Any

import yaml

from engine.quote.request.request import QuoteRequest

__all__ = ["as_yaml"]


def as_yaml(request: QuoteRequest) -> str:
    """Return `request` as the YAML text that reads back to the same request."""
    data: dict[str, Any] = request.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
