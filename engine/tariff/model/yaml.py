"""A tariff document as a YAML file, so that one made by the engine reads like one made by hand."""

from __future__ import annotations

from typing import Any

import yaml

from engine.tariff.model.document import TariffDocument

__all__ = ["as_yaml"]


def as_yaml(document: TariffDocument) -> str:
    """Return `document` as the YAML text that a shelf loads to the same document.

    What is empty or a default is left out. A document that came from a shelf carries its citations
    at every piece; one that is drafted may cite once, at the version.
    """
    plain: dict[str, Any] = document.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude_none=True
    )
    plain["stands_under"] = plain["stands_under"] or "none"
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)
