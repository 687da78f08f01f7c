"""What is uncertain of a case: a distribution for each of some numbers (不确定性)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.law import Model
from engine.money import Number

__all__ = ["Distribution", "Uncertainty"]


class Distribution(Model):
    """Between two ends, all alike or with one that is likeliest; or around a mean."""

    between: tuple[Number, Number] | None = None
    """The least and the greatest."""
    likely: Number | None = None
    """The likeliest (triangular); without it all between the ends are alike (uniform)."""
    mean: Number | None = None
    """The mean of a normal distribution."""
    deviation: Annotated[Number | None, Field(gt=0)] = None
    """Its standard deviation."""
    decimals: Annotated[int, Field(ge=0, le=8)] = 4
    """To how many decimals a draw is rounded: a draw is a number that could be filed."""

    @model_validator(mode="after")
    def _of_one_kind(self) -> Distribution:
        ends, around = self.between, (self.mean, self.deviation)
        if (ends is None) is (around == (None, None)) or (ends is None and None in around):
            raise PydanticCustomError("scenario.distribution", "ends, or a mean and a deviation")
        if ends is not None:
            likely = ends[0] if self.likely is None else self.likely
            if not ends[0] < ends[1] or not ends[0] <= likely <= ends[1]:
                raise PydanticCustomError("scenario.distribution_ends", "from less to more")
        return self


class Uncertainty(Model):
    """What of a base is uncertain, each number on its own."""

    seed: Annotated[int, Field(ge=0)] = 1
    """From which the draws follow."""
    draws: Annotated[int, Field(ge=1, le=1_000_000)] = 10_000
    """How many."""
    of: Annotated[dict[str, Distribution], Field(min_length=1)]
    """By the path of the number, such as `submission.spread.value` or `levers.yield`."""
