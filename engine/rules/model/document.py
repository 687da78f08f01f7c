"""Decision tables as documents: facts with their questions, tables, rules, cells."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from engine.law import Cited, Document, Identifier, Model, Version
from engine.money import Number, plain
from engine.text import Text

__all__ = [
    "AskedValue",
    "Contradiction",
    "DateFact",
    "DecisionTable",
    "DeclaredFacts",
    "EnumerationFact",
    "Fact",
    "FactValue",
    "Named",
    "NumberFact",
    "Output",
    "Presumption",
    "Reading",
    "Rule",
    "RuleCell",
    "RulesDocument",
    "RulesVersion",
    "Speaks",
    "Switch",
    "YesNoFact",
    "as_written",
]

FactValue = str | bool | Decimal | datetime.date
"""What is known of a fact: a value's id, yes or no, a number in the fact's unit, or a day."""


def as_written(declared: object) -> str | bool:
    """Return the value of a fact as a file holds it: a number and a day as text.

    What text stands for is for the fact to say. Raises PydanticCustomError `rules.not_one_value`
    for what is empty, a float, a list or a mapping.
    """
    match declared:
        case str() | bool():
            return declared
        case int() | Decimal():
            return plain(Decimal(declared))
        case datetime.date():
            return declared.isoformat()
    raise PydanticCustomError("rules.not_one_value", "not one value")


DeclaredFacts = dict[
    Identifier,
    Annotated[str | bool, BeforeValidator(as_written, json_schema_input_type=str | bool | Number)],
]
"""Facts as they are declared in a file, by id: the id of a value, yes or no, a number, a day."""


class Named(Model):
    """One value of an enumeration."""

    id: Identifier
    """Short name."""
    title: Text
    """What it is called."""


Speaks = Literal["towards", "against"]
"""Which way the value of a fact speaks: towards freedom from charge and supply, or against them.
A value that says neither lies between the two."""


class AskedValue(Named):
    """One value that a fact can have."""

    speaks: Speaks | None = None
    """Which way it speaks; it must never make a case freer to move to a value that speaks more
    against freedom."""


class Reading(Cited):
    """One reading of a rule that could not be read, or can be read in several ways."""

    id: Identifier
    """Short name."""
    title: Text
    """What it says."""


class _Asked(Cited):
    """What every fact has; its citations are the clause that makes it matter."""

    id: Identifier
    """Short name, used in the cells of rules."""
    title: Text
    """What it is called."""
    question: Text
    """The question put to the person who knows."""


class EnumerationFact(_Asked):
    """A fact that is one of some named values."""

    type: Literal["enumeration"]
    values: Annotated[tuple[AskedValue, ...], Field(min_length=1)]
    """The values it can have."""


class YesNoFact(_Asked):
    """A fact that holds or does not."""

    type: Literal["yes_no"]
    yes_speaks: Speaks | None = None
    """Which way yes speaks; no then speaks the other way."""


class NumberFact(_Asked):
    """A number."""

    type: Literal["number"]
    unit: str
    """Unit of the number, such as `percent` or `yuan`."""
    within: str | None = None
    """The interval in which it must lie, such as `(0, 100)`; any number when absent."""


class DateFact(_Asked):
    """A day."""

    type: Literal["date"]
    within: str | None = None
    """The interval in which it must lie; any day when absent."""


class Switch(Cited):
    """A choice between readings: like a fact, but with a default, so that it is never asked."""

    type: Literal["switch"]
    id: Identifier
    """Short name, used in the cells of rules."""
    title: Text
    """What the readings differ in."""
    default: Identifier
    """The reading that holds when none is named."""
    values: Annotated[tuple[Reading, ...], Field(min_length=2)]
    """The readings, each with its own citation."""

    @property
    def question(self) -> Text:
        """What is asked where a reading has to be named."""
        return self.title


Fact = Annotated[
    EnumerationFact | YesNoFact | NumberFact | DateFact | Switch, Field(discriminator="type")
]
"""A fact that a rule can look at."""


class RuleCell(Model):
    """What a rule asks of one fact.

    Written as one value, a list (one of them), or `{not: …}` of either; a number or a day also as
    an interval: `>= 3`, `(0, 100)`, `[2026-01-01, 2026-12-31]`.
    """

    one_of: Annotated[tuple[Any, ...], Field(min_length=1)]
    """The values or intervals, as written."""
    negated: bool = False
    """True when the fact must be none of them."""

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, written: Any) -> Any:
        negated = isinstance(written, dict) and set(written) == {"not"}
        values = written["not"] if negated else written
        values = values if isinstance(values, list) else [values]
        if not values or any(isinstance(value, dict | list) or value is None for value in values):
            raise PydanticCustomError("rules.not_a_cell", "not a cell")
        return {"one_of": tuple(values), "negated": negated}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        scalar: JsonSchemaValue = {"type": ["string", "number", "boolean"]}
        values = {"anyOf": [scalar, {"type": "array", "items": scalar, "minItems": 1}]}
        negated = {
            "type": "object",
            "properties": {"not": values},
            "required": ["not"],
            "additionalProperties": False,
        }
        return {"anyOf": [*values["anyOf"], negated], "description": cls.__doc__}


class Output(Model):
    """What a table decides."""

    id: Identifier
    """Short name; later tables use it like a fact."""
    title: Text
    """What it is called."""
    values: Annotated[tuple[Named, ...], Field(min_length=1)]
    """The values it can have."""


class Rule(Cited):
    """One row of a decision table."""

    id: Identifier
    """Short name."""
    title: Text
    """The rule in a sentence."""
    when: dict[Identifier, RuleCell] = Field(default_factory=dict)
    """What it asks of each fact; a fact that is not named may have any value."""
    then: dict[Identifier, Identifier]
    """The value of each output."""
    carries: tuple[Identifier, ...] = ()
    """Facts whose value is part of the result, such as a share: until they are known the rule has
    not decided."""


class DecisionTable(Cited):
    """A decision table."""

    id: Identifier
    """Short name."""
    title: Text
    """What it decides, in a phrase."""
    hit: Literal["unique", "first", "any", "collect"]
    """`unique`: at most one rule may match; `first`: the first that matches decides; `any`: several
    may match and must agree; `collect`: all that match count."""
    outputs: Annotated[tuple[Output, ...], Field(min_length=1)]
    """What it decides."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """The rows, in order."""


class Presumption(Cited):
    """What is taken as so while nothing is said of it, and told wherever it is (可反驳的推定).

    It falls as a whole when one of its facts is said to be otherwise: then the rest is asked.
    """

    id: Identifier
    """Short name."""
    title: Text
    """What is presumed, in a sentence."""
    when: dict[Identifier, RuleCell]
    """What must be known for it to hold, as the cells of a rule; facts only, no outputs."""
    facts: Annotated[DeclaredFacts, Field(min_length=1)]
    """What is presumed of facts of which nothing is said."""


class Contradiction(Cited):
    """Facts that cannot hold together: a case in which they do is a fault of the input."""

    id: Identifier
    """Short name."""
    title: Text
    """Why they exclude each other, in a sentence."""
    when: Annotated[dict[Identifier, RuleCell], Field(min_length=2)]
    """What cannot be so together, as the cells of a rule; facts only, no outputs."""


class RulesVersion(Version):
    """The tables in force together; each may use the outputs of those before it."""

    facts: tuple[Fact, ...]
    """The facts that rules look at."""
    presumptions: tuple[Presumption, ...] = ()
    """What is taken as so while nothing is said of it."""
    contradictions: tuple[Contradiction, ...] = ()
    """What cannot be so together."""
    tables: Annotated[tuple[DecisionTable, ...], Field(min_length=1)]
    """The tables, in order."""

    @field_validator("facts")
    @classmethod
    def _defaults_exist(cls, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        for fact in facts:
            if isinstance(fact, Switch) and fact.default not in {v.id for v in fact.values}:
                raise PydanticCustomError(
                    "rules.no_such_default", "default", {"switch": fact.id, "default": fact.default}
                )
        return facts


class RulesDocument(Document[RulesVersion]):
    """A document of rules (规则表)."""

    kind: Literal["rules"]
