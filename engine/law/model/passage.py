"""A passage of an official text, known by its hash: the words themselves are not kept."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from pydantic import BeforeValidator

from engine.law.model.form import Form

__all__ = ["PassageHash", "PassageHashes", "folded", "passage_hash"]

_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}


def folded(text: str) -> str:
    """Return `text` as copies of it agree: no white space, full-width forms as half-width ones.

    Full-width forms are U+FF01 to U+FF5E; all other characters, punctuation too, stay.
    """
    return "".join(text.split()).translate(_HALF_WIDTH)


def passage_hash(text: str) -> str:
    """Return the SHA-256 (hexadecimal) of `text`, folded."""
    return hashlib.sha256(folded(text).encode()).hexdigest()


PassageHash = Annotated[str, Form("[0-9a-f]{64}", "law.not_a_hash")]
"""What `passage_hash` gives."""


def _one_or_several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


PassageHashes = Annotated[
    tuple[PassageHash, ...],
    BeforeValidator(_one_or_several, json_schema_input_type=PassageHash | list[PassageHash]),
]
"""The hash of a passage, or of each of several that do not stand together."""
