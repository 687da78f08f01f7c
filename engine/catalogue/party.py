"""Who takes part: operators, authorising bodies, customers (当事人), by name and credit code."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, ConfigDict
from pydantic_core import PydanticCustomError

from engine.law import Model

__all__ = ["CreditCode", "Party"]


def _valid(code: str) -> str:
    """Return `code` as written; PydanticCustomError when its form or check digit is wrong."""
    # Imported where it is needed: most parties have no code.
    from stdnum.cn import uscc

    if not uscc.is_valid(code):
        raise PydanticCustomError("catalogue.not_a_credit_code", "not a unified social credit code")
    return code


CreditCode = Annotated[str, AfterValidator(_valid)]
"""A unified social credit code (统一社会信用代码, GB 32100): 18 signs, the last a check digit.

It is kept as it was written.
"""

Name = TypeVar("Name")


class Party(Model, Generic[Name]):
    """A body or a person; its name is text or, in a register, a phrase in both languages.

    A file may call `credit_code` by another name, which is then the field's alias: `uscc` in a
    submission, `unified_social_credit_code` in a request for a quote and in a use agreement.
    Records are written with the file's name.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    name: Name
    """Its name."""
    credit_code: CreditCode | None = None
    """Its unified social credit code; a person has none."""

    @property
    def compact_code(self) -> str | None:
        """The code without signs between and in capitals, as one is compared with another."""
        if self.credit_code is None:
            return None
        from stdnum.cn import uscc

        return str(uscc.compact(self.credit_code))
