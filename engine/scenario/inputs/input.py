"""One input of a case: what it is called, where it stands, and what may stand there."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from engine.law import Declaration
from engine.money import LARGEST, grouped, plain
from engine.text import Text, joined, text

__all__ = ["Allowed", "Choice", "Input", "InputKind", "Value", "choices_of"]

Value = Decimal | int | bool | str
"""What stands at a place: a number, a whole number, yes or no, the id of a choice, a day."""

_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")


class InputKind(StrEnum):
    """What an input is."""

    NUMBER = "number"
    WHOLE = "whole"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values."""

    value: str
    """As it is written."""
    title: Text
    """What it means."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand at a place, as far as it stands there alone: what the law refuses of figures
    together is told by the run."""

    kind: InputKind
    least: Decimal | None = None
    most: Decimal | None = None
    without_least: bool = False
    """Whether the least itself may not stand there."""
    without_most: bool = False
    """Whether the most itself may not stand there."""
    choices: tuple[Choice, ...] = ()
    """For a choice: the values."""

    def within(self, least: Decimal | None = None, most: Decimal | None = None) -> Allowed:
        """Return the same within narrower bounds."""
        own = self
        if least is not None and (own.least is None or least > own.least):
            own = replace(own, least=least, without_least=False)
        if most is not None and (own.most is None or most < own.most):
            own = replace(own, most=most, without_most=False)
        return own

    def allows(self, value: Value) -> bool:
        """Return whether `value` may stand there."""
        match self.kind:
            case InputKind.CHOICE:
                return value in [choice.value for choice in self.choices]
            case InputKind.YES_NO:
                return isinstance(value, bool)
            case InputKind.DAY:
                return isinstance(value, str) and _is_day(value)
            case InputKind.MONTH:
                return isinstance(value, str) and _MONTH.fullmatch(value) is not None
        if isinstance(value, bool | str) or (self.kind is InputKind.WHOLE and value != int(value)):
            return False
        return self._is_above_least(Decimal(value)) and self._is_below_most(Decimal(value))

    def has_another(self, value: object) -> bool:
        """Return whether anything but `value` may stand there."""
        is_choice = self.kind is InputKind.CHOICE
        return not is_choice or any(choice.value != value for choice in self.choices)

    @property
    def said(self) -> Text:
        """What is allowed, in words."""
        if self.kind in (InputKind.NUMBER, InputKind.WHOLE):
            ends = [self._end("least", self.least, self.without_least)]
            ends.append(self._end("most", self.most, self.without_most))
            known = [one for one in ends if one is not None]
            whole = [text("scenario.inputs.whole")] if self.kind is InputKind.WHOLE else []
            return joined([*whole, *known]) if known or whole else text("scenario.inputs.number")
        if self.kind is InputKind.CHOICE:
            return joined([choice.title for choice in self.choices], "；", "; ")
        return text(f"scenario.inputs.{self.kind.value}")

    def _end(self, name: str, number: Decimal | None, without: bool) -> Text | None:
        if number is None or abs(number) >= LARGEST:  # more than anybody files: no end
            return None
        key = f"scenario.inputs.{name}_without" if without else f"scenario.inputs.{name}"
        whole = self.kind is InputKind.WHOLE  # years are not grouped
        return text(key, number=plain(number) if whole else grouped(number))

    def _is_above_least(self, number: Decimal) -> bool:
        if self.least is None:
            return True
        return number > self.least if self.without_least else number >= self.least

    def _is_below_most(self, number: Decimal) -> bool:
        if self.most is None:
            return True
        return number < self.most if self.without_most else number <= self.most


def choices_of(titles: Iterable[tuple[str, Text]]) -> Allowed:
    """Return a choice among values, given with their titles; of several of one value, the last."""
    choices = tuple(Choice(value, title) for value, title in dict(titles).items())
    return Allowed(InputKind.CHOICE, choices=choices)


@dataclass(frozen=True, slots=True)
class Input:
    """What a scenario may change of a case."""

    path: str
    """The names on the way to it, as `sweep --change` takes them."""
    title: Text
    """What it is called: the entry's title and the figure's name."""
    unit: Text
    """The unit of its value; empty where it has none."""
    value: Value | None
    """Where the case has it; None where nothing is said."""
    allowed: Allowed
    """What may stand there."""
    written: Declaration | None = None
    """Where it is written; None where nothing is said."""
    together: tuple[str, ...] = ()
    """The paths of what must be moved with it, since they add up; empty where it moves alone."""

    @property
    def said(self) -> Text:
        """Its value in words."""
        if self.value is None:
            return text("scenario.inputs.unsaid")
        for choice in self.allowed.choices:
            if choice.value == self.value:
                return choice.title
        if isinstance(self.value, bool):
            return text("explain.yes" if self.value else "explain.no")
        is_year = self.allowed.kind is InputKind.WHOLE
        shown = str(self.value) if is_year or isinstance(self.value, str) else None
        shown = shown if shown is not None else grouped(Decimal(self.value))
        return Text(zh=shown, en=shown)


def _is_day(written: str) -> bool:
    try:
        return datetime.date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
