"""JSON Schema of each kind of document, for editors."""

from __future__ import annotations

from typing import Any

from engine.law.shelf.shelf import Kind

__all__ = ["schema_of"]


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of documents of `kind`."""
    schema = kind.document.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
