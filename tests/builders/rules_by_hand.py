"""A second reader of decision tables, as plain as can be, and strategies for small tables.

It shares nothing with the engine's reader but the documents: cells are read anew on values, not on
masks, and unknown facts are tried out one completion after another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from engine.rules import RulesVersion

CITED = [{"instrument": "test", "evidence": "text", "applies": "directly"}]
TEXT = {"zh": "一", "en": "one"}
NUMBERS = [Decimal(n) / 2 for n in range(-1, 8)]
"""Every constant of the tables below, and a number between any two and beyond both ends."""
CLASH = "!"
"""In the place of a value: rules match together that may not."""


# --- the second reader ----------------------------------------------------------------------------


def satisfies(value: Any, written: Any) -> bool:
    """Whether `value` is what one entry of a cell says."""
    if not isinstance(value, Decimal):
        return bool(value == written)
    text = str(written)
    if text[0] in "[(":
        low, high = text[1:-1].split(",")
        above = value > Decimal(low) if text[0] == "(" else value >= Decimal(low)
        below = value < Decimal(high) if text[-1] == ")" else value <= Decimal(high)
        return above and below
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            bound = Decimal(text.removeprefix(sign))
            return {
                ">=": value >= bound,
                "<=": value <= bound,
                ">": value > bound,
                "<": value < bound,
            }[sign]
    return value == Decimal(text)


def matches(rule: Any, values: Mapping[str, Any]) -> bool:
    for name, cell in rule.when.items():
        value = values[name]
        if isinstance(value, tuple):
            wanted = set(cell.one_of)
            found = bool(value) if wanted == {"any"} else bool(wanted & set(value))
            found = not value if wanted == {"none"} else found
        else:
            nothing = value is None or value == CLASH
            found = not nothing and any(satisfies(value, one) for one in cell.one_of)
            if nothing and cell.negated:
                return False
        if found is cell.negated:
            return False
    return True


def read(version: RulesVersion, facts: Mapping[str, Any]) -> dict[str, Any]:
    """All outputs of a case in which every fact is known."""
    values: dict[str, Any] = dict(facts)
    for table in version.tables:
        hits = [rule for rule in table.rules if matches(rule, values)]
        for output in table.outputs:
            if table.hit == "collect":
                found = {rule.then[output.id] for rule in hits}
                values[output.id] = tuple(v.id for v in output.values if v.id in found)
            elif (table.hit == "unique" and len(hits) > 1) or (
                table.hit == "any" and any(hit.then != hits[0].then for hit in hits)
            ):
                values[output.id] = CLASH
            else:
                values[output.id] = hits[0].then[output.id] if hits else None
    return values


def domain(fact: Any) -> list[Any]:
    if fact.type == "yes_no":
        return [True, False]
    return NUMBERS if fact.type == "number" else [value.id for value in fact.values]


def completions(version: RulesVersion, known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    open_ = [fact for fact in version.facts if fact.id not in known]
    for values in itertools.product(*(domain(fact) for fact in open_)):
        yield {**known, **dict(zip((fact.id for fact in open_), values, strict=True))}


def presumed(version: RulesVersion, known: Mapping[str, Any]) -> dict[str, Any]:
    """What is known, with what is presumed because nothing is said of it."""

    def certain(when: Mapping[str, Any]) -> bool:
        asked = [fact for fact in version.facts if fact.id in when]
        return all(
            any(satisfies(value, one) for one in when[fact.id].one_of) is not when[fact.id].negated
            for fact in asked
            for value in ([known[fact.id]] if fact.id in known else domain(fact))
        )

    filled: dict[str, Any] = {}
    for one in version.presumptions:
        said = {name: known[name] for name in one.facts if name in known}
        against = [name for name, value in said.items() if not satisfies(value, one.facts[name])]
        if not against and certain(one.when):
            filled = {**one.facts, **filled}
    types = {fact.id: fact.type for fact in version.facts}
    read = {n: Decimal(v) if types[n] == "number" else v for n, v in filled.items()}
    return {**read, **known}


def contradictory(version: RulesVersion, facts: Mapping[str, Any]) -> bool:
    """Whether a case, in which every fact is known, cannot be."""
    return any(
        all(
            any(satisfies(facts[name], one) for one in cell.one_of) is not cell.negated
            for name, cell in one.when.items()
        )
        for one in version.contradictions
    )


def answers(version: RulesVersion, known: Mapping[str, Any], outputs: list[str]) -> set[Any]:
    return {
        tuple(read(version, whole)[name] for name in outputs)
        for whole in completions(version, known)
    }


# --- small tables ---------------------------------------------------------------------------------


def named(*names: str) -> list[dict[str, Any]]:
    return [{"id": name, "title": TEXT} for name in names]


FACTS = [
    {"id": "colour", "type": "enumeration", "values": named("red", "green", "blue")},
    {"id": "round", "type": "yes_no"},
    {"id": "sweet", "type": "yes_no"},
    {"id": "weight", "type": "number", "unit": "kg"},
]
ALL_FACTS = [{**fact, "title": TEXT, "question": TEXT} for fact in FACTS]

_constants = st.integers(0, 3).map(str)
_intervals = st.one_of(
    st.tuples(st.sampled_from([">=", "<=", ">", "<"]), _constants).map(" ".join),
    _constants,
    st.tuples(
        st.sampled_from("[("), st.integers(0, 1), st.integers(2, 3), st.sampled_from(")]")
    ).map(lambda parts: f"{parts[0]}{parts[1]}, {parts[2]}{parts[3]}"),
)


def _cells(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(values, min_size=1, max_size=2, unique=True)
    return st.one_of(values, some, some.map(lambda chosen: {"not": chosen}))


CELLS = {
    "colour": _cells(st.sampled_from(["red", "green", "blue"])),
    "round": st.booleans(),
    "sweet": st.booleans(),
    "weight": _cells(_intervals),
    "first": _cells(st.sampled_from(["a", "b", "c"])),
    "gathered": st.one_of(st.sampled_from(["any", "none"]), _cells(st.sampled_from(["x", "y"]))),
}


def _rules(names: list[str], output: str, values: list[str]) -> st.SearchStrategy[Any]:
    rule = st.fixed_dictionaries(
        {"then": st.sampled_from(values).map(lambda value: {output: value})},
    )
    when = st.fixed_dictionaries({}, optional={name: CELLS[name] for name in names})
    pairs = st.lists(st.tuples(when, rule), min_size=1, max_size=4)
    return pairs.map(
        lambda found: [
            {"id": f"r{place}", "title": TEXT, "when": cells, **then}
            for place, (cells, then) in enumerate(found)
        ]
    )


def _table(
    name: str, hits: list[str], names: list[str], values: list[str]
) -> st.SearchStrategy[Any]:
    return st.tuples(_rules(names, name, values), st.sampled_from(hits)).map(
        lambda made: {
            "id": f"{name}-table",
            "title": TEXT,
            "hit": made[1],
            "outputs": [{"id": name, "title": TEXT, "values": named(*values)}],
            "rules": made[0],
        }
    )


_base = ["colour", "round", "sweet", "weight"]


def version(
    tables: list[dict[str, Any]], facts: list[dict[str, Any]] | None = None, **beside: Any
) -> RulesVersion:
    """Tables as a version in force; `beside` them presumptions and contradictions."""
    return RulesVersion.model_validate(
        {
            "published": "2026-01-01",
            "from": "2026-01-01",
            "cites": CITED,
            "facts": ALL_FACTS if facts is None else facts,
            "tables": tables,
            **beside,
        }
    )


def _tables(last: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.tuples(
        _table("first", ["first", "unique", "any"], _base, ["a", "b", "c"]),
        _table("gathered", ["collect"], [*_base, "first"], ["x", "y"]),
        _table("last", last, [*_base, "first", "gathered"], ["p", "q"]),
    ).map(list)


versions = _tables(["first"]).map(version)
versions_that_clash = _tables(["first", "unique", "any"]).map(version)
"""Of which rules can contradict each other in the last table too, which asks of the others."""


def _whens(least: int) -> st.SearchStrategy[Any]:
    chosen = st.lists(st.sampled_from(_base), min_size=least, max_size=2, unique=True)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries({name: CELLS[name] for name in names})
    )


_given = {
    "colour": st.sampled_from(["red", "green", "blue"]),
    "round": st.booleans(),
    "sweet": st.booleans(),
    "weight": st.sampled_from(["1", "1.5", "3"]),
}
_presumptions = st.lists(
    st.tuples(
        _whens(0),
        st.lists(st.sampled_from(_base), min_size=1, max_size=2, unique=True).flatmap(
            lambda names: st.fixed_dictionaries({name: _given[name] for name in names})
        ),
    ).map(lambda made: {"title": TEXT, "when": made[0], "facts": made[1]}),
    min_size=1,
    max_size=2,
)
_contradictions = st.lists(_whens(2).map(lambda when: {"title": TEXT, "when": when}), max_size=2)


def _numbered(written: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"n{place}", **one} for place, one in enumerate(written)]


versions_with_more = st.builds(
    lambda tables, presumed, excluded: version(
        tables, presumptions=_numbered(presumed), contradictions=_numbered(excluded)
    ),
    _tables(["first"]),
    _presumptions,
    _contradictions,
)
"""Small tables with something presumed, and perhaps something that cannot be."""

known_facts = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.sampled_from(["red", "green", "blue"]),
        "round": st.booleans(),
        "sweet": st.booleans(),
        "weight": st.sampled_from(NUMBERS),
    },
)
