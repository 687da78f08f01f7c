"""The form that a text must have: refused in words, told to editors as a pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, LiteralString

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

__all__ = ["Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """An annotation of `str`: `Annotated[str, Form(pattern, key)]`."""

    pattern: str
    """A regular expression for the whole text."""
    key: LiteralString
    """Key of the sentence that says in words what would be right."""

    def checked(self, written: str) -> str:
        """Return `written`; raises PydanticCustomError `key` when it does not have the form."""
        if re.fullmatch(self.pattern, written) is None:
            raise PydanticCustomError(self.key, "not of this form")
        return written

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "pattern": f"^({self.pattern})$"}
