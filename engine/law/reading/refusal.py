"""What validation refuses, as findings whose sentences stand in `sentences`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.law.reading.allowed import allowed_keys, nearest_first
from engine.law.reading.fault import Fault, Finding, Path
from engine.law.reading.places import Located

__all__ = ["AS_A_DAY", "SENTENCES_BY_ERROR", "faults_of"]

SENTENCES_BY_ERROR = {
    "missing": "law.missing",
    "extra_forbidden": "law.unknown_key",
    "enum": "law.not_one_of",
    "literal_error": "law.not_one_of",
    "union_tag_invalid": "law.not_one_of",
    "union_tag_not_found": "law.missing",
    "string_type": "law.not_text",
    "string_sub_type": "law.not_text",
    "string_unicode": "law.not_text",
    "string_not_ascii": "law.not_this_form",
    "string_pattern_mismatch": "law.not_this_form",
    "string_too_short": "law.blank",
    "string_too_long": "law.too_long",
    "too_short": "law.too_short",
    "too_long": "law.too_long",
    "list_type": "law.not_a_list",
    "tuple_type": "law.not_a_list",
    "set_type": "law.not_a_list",
    "frozen_set_type": "law.not_a_list",
    "iterable_type": "law.not_a_list",
    "dict_type": "law.not_a_mapping",
    "mapping_type": "law.not_a_mapping",
    "model_type": "law.not_a_mapping",
    "model_attributes_type": "law.not_a_mapping",
    "dataclass_type": "law.not_a_mapping",
    "dataclass_exact_type": "law.not_a_mapping",
    "none_required": "law.not_empty",
    "bool_type": "law.not_yes_no",
    "bool_parsing": "law.not_yes_no",
    "int_type": "law.not_whole",
    "int_parsing": "law.not_whole",
    "int_parsing_size": "law.not_whole",
    "int_from_float": "law.not_whole",
    "multiple_of": "law.not_a_multiple",
    "decimal_type": "money.not_a_number",
    "decimal_parsing": "money.not_a_number",
    "finite_number": "money.not_a_number",
    "decimal_max_digits": "law.too_many_digits",
    "decimal_max_places": "law.too_many_digits",
    "decimal_whole_digits": "law.too_many_digits",
    "date_type": "law.not_a_day",
    "date_parsing": "law.not_a_day",
    "date_from_datetime_parsing": "law.not_a_day",
    "date_from_datetime_inexact": "law.not_a_day",
    "greater_than": "law.not_above",
    "greater_than_equal": "law.too_small",
    "less_than": "law.not_below",
    "less_than_equal": "law.too_big",
}
"""The sentence for each type of error that documents and requests can raise."""


AS_A_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A day as it is written, be there such a day or not."""

_MOST_COMPARED = 100
"""How many unknown keys are compared with those that are known: more are not told one by one."""


def faults_of(error: ValidationError, located: Located, model: type[BaseModel]) -> list[Fault]:
    """Return the faults in a validation error of `model`, placed in the file.

    A validator of ours raises PydanticCustomError with the key of its own sentence.
    """
    return [located.fault(finding) for finding in _findings(error, located, model)]


def _findings(
    error: ValidationError, located: Located, model: type[BaseModel]
) -> Iterator[Finding]:
    """Yield each place and reason of `error` once; a plain union tells one for each branch."""
    told: set[tuple[Path, str]] = set()
    strangers = 0
    for detail in error.errors(include_url=False):
        if _only_looks_short(detail):
            continue
        strangers += detail["type"] == "extra_forbidden"
        finding = _finding(detail, located, model, strangers <= _MOST_COMPARED)
        if (finding.path, finding.key) not in told:
            told.add((finding.path, finding.key))
            yield finding


def _only_looks_short(detail: ErrorDetails) -> bool:
    """Return whether a list is long enough, and was called short for its faulty items."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= int(least)


def _finding(
    detail: ErrorDetails, located: Located, model: type[BaseModel], compare: bool
) -> Finding:
    kind, context = detail["type"], dict(detail.get("ctx", {}))
    key = kind if "." in kind else SENTENCES_BY_ERROR.get(kind, "law.not_right")
    path, value = _place(detail, context, located)
    if kind == "model_type" and (names := allowed_keys(model, tuple(detail["loc"]))):
        return Finding(path, "law.not_a_mapping_of", {"allowed": ", ".join(names)}, value)
    if key == "law.not_a_day" and AS_A_DAY.fullmatch(str(detail["input"])):
        return Finding(path, "law.no_such_day", {}, value)
    if key == "law.unknown_key":
        return _unknown(detail, path, value, model, compare)
    return Finding(path, key, _named(key, context), value)


def _unknown(
    detail: ErrorDetails, path: Path, value: object, model: type[BaseModel], compare: bool
) -> Finding:
    """Return that a key is not known, with those that are; what it most resembles comes first,
    where they are to be compared."""
    *around, written = detail["loc"]
    allowed = allowed_keys(model, tuple(around))
    if compare:
        allowed = nearest_first(str(written), allowed)
    key = "law.unknown_key_alone" if detail["input"] is None else "law.unknown_key"
    return Finding(path, key, {"allowed": ", ".join(allowed)}, value)


def _place(detail: ErrorDetails, context: dict[str, Any], located: Located) -> tuple[Path, object]:
    """Return where the fault is, and the value there when it is not the one in the tree."""
    location, kind, given = detail["loc"], detail["type"], detail["input"]
    path = located.place(location)
    if kind == "missing":
        return (*path, location[-1]), None
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        tag = str(context.get("discriminator", "")).strip("'")
        return ((*path, tag) if tag.isidentifier() else path), context.get("tag")
    branch = given is None or isinstance(given, dict | list | tuple)
    if location and location[-1] == "[key]":
        return path, given
    return path, None if branch or located.value(path) is not None else given


def _named(key: str, context: dict[str, Any]) -> dict[str, Any]:
    """Return what the sentence `key` names, from the context that validation gives."""
    if key == "law.not_one_of":
        allowed = context.get("expected") or context.get("expected_tags") or ""
        return {"allowed": str(allowed).replace("'", "").replace(" or ", ", ")}
    if key in {"law.too_small", "law.too_big", "law.not_above", "law.not_below"}:
        return {"bound": next(iter(context.values()))}
    if key == "law.too_short":
        return {"least": context.get("min_length", 1)}
    if key == "law.too_long":
        return {"most": context.get("max_length", 0)}
    if key == "law.not_a_multiple":
        return {"unit": context["multiple_of"]}
    return context
