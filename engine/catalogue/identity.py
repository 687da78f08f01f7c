"""Who a body is: its unified social credit code (统一社会信用代码)."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

__all__ = ["CreditCode"]


def _with_right_check_digit(code: str) -> str:
    """Return `code`; PydanticCustomError when its form or its check digit (GB 32100) is wrong."""
    # Imported here: a quote without a customer does not need it.
    from stdnum.cn import uscc

    if code != code.strip().upper() or not uscc.is_valid(code):
        raise PydanticCustomError("catalogue.not_a_credit_code", "not a unified social credit code")
    return code


CreditCode = Annotated[str, AfterValidator(_with_right_check_digit)]
"""A unified social credit code: 18 signs, the last a check digit."""
