"""Exact amounts: Decimal outside, whole micro-yuan (10⁻⁶ yuan, int64) inside the bulk path."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, LiteralString, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer
from pydantic_core import PydanticCustomError

from engine.text.folding import half_width

__all__ = [
    "CONTEXT",
    "FEN",
    "LARGEST",
    "LARGEST_COMPUTED",
    "LARGEST_IN_MICRO",
    "MICRO",
    "ONE_FEN",
    "Number",
    "Rounding",
    "RoundingMode",
    "RoundingUnit",
    "exactly",
    "from_micro",
    "grouped",
    "parse_number",
    "plain",
    "round_to",
    "to_micro",
    "typed_number",
    "with_fen",
]

CONTEXT = decimal.Context(prec=50, rounding=decimal.ROUND_HALF_EVEN)
"""All Decimal arithmetic of the engine is done at 50 significant digits; only a declared rounding
rule shortens a figure."""

FEN = 2
"""Decimals of a yuan to the fen (分), as amounts are shown."""

ONE_FEN = Decimal(1).scaleb(-FEN)
"""One fen (yuan), to which amounts are shown."""

MICRO = 1_000_000
"""Micro-yuan in a yuan."""

LARGEST = 10**28
"""The largest amount or quantity that anybody files: what is computed of it stays exact."""

LARGEST_COMPUTED = Decimal(10**30)
"""The largest figure that is computed: with 50 digits its fen are exact."""

T = TypeVar("T")

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_SEPARATED = re.compile(r"[+-]?[0-9]{1,3}([,' _][0-9]{3})+(\.[0-9]+)?")
_TYPED = re.compile(r"[+-]?[0-9]{1,3}((,[0-9]{3})+|( [0-9]{3})+)(\.[0-9]+)?")
_WITH_UNIT = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)? *(%|[^\W\d_]+)|[¥￥$€£] *[+-]?[0-9][0-9,.]*")

_WIDE = decimal.Context(prec=4 * CONTEXT.prec, rounding=decimal.ROUND_HALF_EVEN)
"""Wide enough that to divide by a rounding unit and to multiply by it again loses no digit."""

_MICRO_BOUND = 2**63
LARGEST_IN_MICRO = Decimal((_MICRO_BOUND - 1) // MICRO)
"""The largest whole number of yuan whose micro-yuan fit in 64 bits."""


def parse_number(value: object) -> Decimal:
    """Return the number written in `value` (a Decimal, an int, or text such as "4.50").

    Floats, exponents, separators and empty text are refused: a float is not the number that was
    written. Raises PydanticCustomError `money.not_a_number`, or the sentence of what is wrong with
    the number, such as `money.too_many_digits` for one that the engine could not carry exactly.
    """
    number: Decimal | None = None
    if isinstance(value, Decimal) and value.is_finite():
        number = value
    elif isinstance(value, int) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        number = Decimal(value.strip())
    if number is None:
        raise PydanticCustomError(_what_is_wrong(value), "not a number")
    if len(number.as_tuple().digits) > CONTEXT.prec or abs(number.adjusted()) > CONTEXT.prec:
        raise PydanticCustomError(
            "money.too_many_digits", "too many digits", {"most": CONTEXT.prec}
        )
    return number


def _what_is_wrong(value: object) -> LiteralString:
    """Return the sentence of why `value` is read as no number."""
    if isinstance(value, float):
        return "money.a_float"
    if not isinstance(value, str):
        return "money.not_a_number"
    written = value.strip()
    narrow = half_width(written)
    if _NUMBER.fullmatch(narrow):
        return "money.full_width"
    if _SEPARATED.fullmatch(narrow):
        return "money.separated"
    if _WITH_UNIT.fullmatch(narrow):
        return "money.per_cent_sign" if narrow.endswith("%") else "money.with_unit"
    return "money.not_a_number"


def typed_number(written: str) -> Decimal:
    """Return the number that a person types in a field; its thousands may be separated.

    Full-width forms are read. Raises PydanticCustomError as `parse_number` does.

    >>> typed_number("1,000.50"), typed_number("１２")
    (Decimal('1000.50'), Decimal('12'))
    """
    narrow = half_width(written).strip()
    if _TYPED.fullmatch(narrow):
        narrow = narrow.replace(",", "").replace(" ", "")
    return parse_number(narrow)


def plain(number: Decimal) -> str:
    """Return `number` without an exponent and without trailing zeros it was not given."""
    return format(number, "f")


Number = Annotated[
    Decimal,
    BeforeValidator(parse_number),
    PlainSerializer(plain, return_type=str, when_used="json"),
]
"""A number in a document or a request, exact as written; text in JSON."""


class RoundingMode(StrEnum):
    """How a figure between two multiples of the unit is rounded."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"


_MODES = {
    RoundingMode.HALF_UP: decimal.ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    RoundingMode.UP: decimal.ROUND_UP,
    RoundingMode.DOWN: decimal.ROUND_DOWN,
}


def _divides_exactly(unit: Decimal) -> Decimal:
    if unit <= 0 or unit.normalize().as_tuple().digits not in {(1,), (2,), (5,)}:
        raise PydanticCustomError("money.bad_rounding_unit", "not a rounding unit")
    return unit


RoundingUnit = Annotated[Number, AfterValidator(_divides_exactly)]
"""Of what figures are rounded to multiples: 1, 2 or 5 times a power of ten."""


class Rounding(BaseModel):
    """A declared rounding rule: to which unit, and how."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: RoundingUnit
    """The amount is rounded to a multiple of this many yuan."""
    mode: RoundingMode
    """How halves and remainders are treated; `up` and `down` are away from and towards zero."""


def with_fen(amount: Decimal) -> Decimal:
    """Return an amount (yuan) with two decimals, or with all that it has where it has more."""
    fen = amount.quantize(ONE_FEN, context=CONTEXT)
    return fen if fen == amount else amount.normalize(CONTEXT)


def round_to(amount: Decimal, rounding: Rounding) -> Decimal:
    """Return `amount` (yuan) rounded as `rounding` declares, with the unit's decimals.

    Nothing is rounded on the way; a negative amount that rounds to nothing is 0, not -0.
    """
    with decimal.localcontext(_WIDE):
        steps = (amount / rounding.unit).quantize(Decimal(1), rounding=_MODES[rounding.mode])
        return steps * rounding.unit + 0


def to_micro(amount: Decimal) -> int:
    """Return `amount` (yuan) in whole micro-yuan.

    Raises ValueError when the amount is finer than a micro-yuan, or its micro-yuan do not fit in
    64 bits (about 9.2 million million yuan either way).
    """
    over, under = amount.as_integer_ratio()
    micro, rest = divmod(over * MICRO, under)
    if rest:
        raise ValueError(f"{plain(amount)} yuan is finer than a micro-yuan")
    if not -_MICRO_BOUND <= micro < _MICRO_BOUND:
        raise ValueError(f"{plain(amount)} yuan does not fit in 64 bits of micro-yuan")
    return micro


def from_micro(micro: int) -> Decimal:
    """Return whole micro-yuan as yuan."""
    return exactly(lambda: Decimal(micro) / MICRO)


def grouped(number: Decimal, places: int | None = None) -> str:
    """Return `number` with thousands separated, as screens and reports show it.

    `places` fixes the number of decimals (half up); by default all that the number has.
    """
    if places is not None:
        unit = Decimal(1).scaleb(-places)
        number = _WIDE.add(number.quantize(unit, decimal.ROUND_HALF_UP, context=_WIDE), 0)
    return format(number, ",f")


def exactly(work: Callable[[], T]) -> T:
    """Run `work` under the engine's decimal context and return what it returns."""
    with decimal.localcontext(CONTEXT):
        return work()
