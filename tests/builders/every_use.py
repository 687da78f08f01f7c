"""Every combination of the facts of the shipped gate and rules of use, as arrays.

The rules of use are read once for every complete combination of their facts, under each
combination of readings; what some unknown facts leave open is the union over their values, after
what is presumed is filled in. So a partial case is judged by the meaning of "unknown", not by the
code that splits cases; a sample of them is held against that code elsewhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from engine.rules import RulesVersion, decide_many

__all__ = ["FREE", "GUIDED", "MIXED", "OPEN", "REFUSED", "EveryUse", "Gate", "facts_of", "ranks"]

FREE, MIXED, GUIDED, REFUSED = range(4)
"""How free a case is, the freest first."""
OPEN = MIXED
"""A case that asks stands between free and charged, as one that is partly free does."""

_OF_THE_PRICE = ("differs_from_like_customer", "waived", "tariff_in_force", "tariff_is_trial")
_CHANNELS = ("sharing", "opening", "authorised_operation")
_REGIMES = {"free": FREE, "mixed": MIXED, "guided": GUIDED}

Array = np.ndarray[Any, np.dtype[Any]]


def facts_of(version: RulesVersion) -> dict[str, tuple[Any, ...]]:
    """The values of each fact that decides whether a use is free; a share is left out."""
    found: dict[str, tuple[Any, ...]] = {}
    for fact in version.facts:
        if fact.type == "yes_no" and fact.id not in _OF_THE_PRICE:
            found[fact.id] = (True, False)
        elif fact.type == "enumeration" and fact.id != "channel":
            found[fact.id] = tuple(value.id for value in fact.values)
    return found


def ranks(version: RulesVersion) -> dict[str, dict[Any, int]]:
    """How far each value speaks against freedom: 0 towards it, 1 neither, 2 against it."""
    found: dict[str, dict[Any, int]] = {}
    place = {"towards": 0, None: 1, "against": 2}
    for fact in version.facts:
        if fact.type == "yes_no":
            yes = place[fact.yes_speaks]
            found[fact.id] = {True: yes, False: 2 - yes}
        elif fact.type == "enumeration":
            found[fact.id] = {value.id: place[value.speaks] for value in fact.values}
    return found


def _columns(axes: Mapping[str, tuple[Any, ...]], readings: Mapping[str, str]) -> dict[str, Any]:
    """Every combination of `axes` as columns, under one combination of readings."""
    shape = tuple(len(values) for values in axes.values())
    places = np.indices(shape, dtype=np.int8).reshape(len(shape), -1)
    made: dict[str, Any] = {}
    for row, (name, values) in enumerate(axes.items()):
        if values == (True, False):
            made[name] = places[row] == 0
        else:
            made[name] = pd.Categorical.from_codes(places[row], list(values))
    count = places.shape[1]
    return made | {name: pd.Categorical([value] * count) for name, value in readings.items()}


@dataclass
class EveryUse:
    """The rules of use over every combination of facts, under one combination of readings."""

    version: RulesVersion
    readings: Mapping[str, str]

    @cached_property
    def axes(self) -> dict[str, tuple[Any, ...]]:
        return facts_of(self.version)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(values) for values in self.axes.values())

    @cached_property
    def columns(self) -> dict[str, Any]:
        count = int(np.prod(self.shape))
        # What the price status alone looks at is known too: a case with a hole is read by itself.
        beside = {name: np.full(count, False) for name in _OF_THE_PRICE}
        return {
            **_columns(self.axes, self.readings),
            **beside,
            "free_share": np.full(count, 40),
        }

    @cached_property
    def decided(self) -> Any:
        return decide_many("use", self.version, self.columns)

    def result(self, output: str) -> Array:
        """The place of each case's value of `output`, shaped by the facts."""
        found: Array = self.decided.results[output].reshape(self.shape)
        return found

    def rule(self, output: str) -> Array:
        found: Array = self.decided.rules[output].reshape(self.shape)
        return found

    def collected(self, output: str, value: str) -> Array:
        place = self.decided.values[output].index(value)
        found: Array = self.decided.collected[output][:, place].reshape(self.shape)
        return found

    def where(self, **values: Any) -> Array:
        """Whether each case has these values, each one or several."""
        made: Array = np.ones((1,) * len(self.axes), bool)
        for name, wanted in values.items():
            several = wanted if isinstance(wanted, tuple) else (wanted,)
            held = np.array([value in several for value in self.axes[name]])
            made = made & held.reshape([-1 if axis == name else 1 for axis in self.axes])
        return np.broadcast_to(made, self.shape)

    @cached_property
    def levels(self) -> Array:
        names = self.decided.values["regime"]
        level = np.array([_REGIMES[name] for name in names], np.int8)
        found: Array = level.take(self.result("regime"), mode="clip")
        return found

    @cached_property
    def kinds(self) -> Array:
        """Each case as one bit: its regime, its channel, and whether the data are open."""
        channels = self.decided.values["channel"]
        assert tuple(channels) == _CHANNELS
        place = self.levels.astype(np.int32) * 6 + self.result("channel") * 2
        place = place + self.where(openly_available=True)
        return np.asarray(np.int32(1) << place)

    def _partial(self) -> Array:
        """The kinds that are possible, with one more place on each axis for what is unknown."""
        made = self.kinds
        for axis in range(made.ndim):
            union = np.bitwise_or.reduce(made, axis=axis, keepdims=True)
            made = np.concatenate([made, union], axis=axis)
        return np.asarray(made.reshape(-1)[self._filled(made.shape)])

    @cached_property
    def _coded(self) -> tuple[Array, Array]:
        # Few kinds are possible together: a byte each, since there are millions of partial cases.
        partial = self._partial()
        kinds = np.unique(partial)
        return kinds, np.searchsorted(kinds, partial).astype(np.uint8)

    def possible(self, place: tuple[int, ...]) -> int:
        """The kinds that are possible in one partial case."""
        kinds, codes = self._coded
        assert len(kinds) < 256
        return int(kinds[codes[place]])

    @property
    def partial_cases(self) -> int:
        """How many partial cases there are."""
        return int(self._coded[1].size)

    @cached_property
    def occurring(self) -> tuple[int, ...]:
        """The kinds of which some complete case is."""
        return tuple(int(kind) for kind in np.unique(self.kinds))

    def steps(self, axis: int, one: int, other: int) -> list[tuple[int, int]]:
        """The kinds before and after a fact moves from one place to another, whatever else is
        known or unknown.
        """
        if (axis, one, other) not in self._stepped:
            kinds, codes = self._coded
            before = codes.take(one, axis).astype(np.int32)
            both = before * np.int32(len(kinds)) + codes.take(other, axis)
            found = np.flatnonzero(np.bincount(both.ravel())).tolist()
            pairs = [divmod(pair, len(kinds)) for pair in found]
            self._stepped[axis, one, other] = [(int(kinds[a]), int(kinds[b])) for a, b in pairs]
        return self._stepped[axis, one, other]

    @cached_property
    def _stepped(self) -> dict[tuple[int, int, int], list[tuple[int, int]]]:
        return {}

    def _filled(self, shape: tuple[int, ...]) -> Array:
        """The place of each partial case after what is presumed of it is filled in."""
        names = list(self.axes)
        flat = np.arange(int(np.prod(shape)), dtype=np.int32).reshape(shape)
        strides = [int(np.prod(shape[axis + 1 :])) for axis in range(len(shape))]
        moved, taken = np.zeros(shape, np.int32), dict[int, Array]()

        def cells(axis: int, wanted: set[int]) -> Array:
            held = np.array([place in wanted for place in range(shape[axis])])
            return held.reshape([-1 if other == axis else 1 for other in range(len(shape))])

        for one in self.version.presumptions:
            holds: Array = np.ones((1,) * len(shape), bool)
            for name, cell in one.when.items():
                axis = names.index(name)
                places = {self.axes[name].index(value) for value in cell.one_of}
                holds = holds & cells(axis, places)
            for name, value in one.facts.items():
                axis = names.index(name)
                holds = holds & cells(axis, {self.axes[name].index(value), shape[axis] - 1})
            for name, value in one.facts.items():
                axis = names.index(name)
                unknown = shape[axis] - 1
                fills = holds & cells(axis, {unknown}) & ~taken.get(axis, np.array(False))
                step = (self.axes[name].index(value) - unknown) * strides[axis]
                moved += np.where(fills, np.int32(step), np.int32(0))
                taken[axis] = taken.get(axis, np.array(False)) | fills
        return np.asarray(flat + moved)


def moves(
    axes: Mapping[str, tuple[Any, ...]], ranked: Mapping[str, Mapping[Any, int]]
) -> Iterator[tuple[int, str, int, int]]:
    """Each move of one known fact against freedom: its axis, its name, from where to where."""
    for axis, (name, values) in enumerate(axes.items()):
        for one, other in itertools.permutations(range(len(values)), 2):
            if ranked[name][values[one]] < ranked[name][values[other]]:
                yield axis, name, one, other


@dataclass
class Gate:
    """The gate over every combination of its facts, by channel and whether the data are open."""

    version: RulesVersion
    readings: Mapping[str, str]

    @cached_property
    def axes(self) -> dict[str, tuple[Any, ...]]:
        return {
            name: values
            for name, values in facts_of(self.version).items()
            if name != "openly_available"
        }

    @cached_property
    def supply(self) -> Array:
        """0 allowed, 1 not decided here, 2 refused, 3 undecided; by channel, by open or not, then by facts."""
        contradictory = self._contradictory
        axes = {"channel": _CHANNELS, "openly_available": (False, True), **self.axes}
        columns = _columns(axes, self.readings)
        columns["openly_available"] = ~_columns({**axes, "openly_available": (True, False)}, {})[
            "openly_available"
        ]
        shape = tuple(len(values) for values in axes.values())
        keep = ~contradictory.reshape(-1)
        held = {name: column[keep] for name, column in columns.items()}
        decided = decide_many("gate", self.version, held)
        order = {"allowed": 0, "not_decided_here": 1, "refused": 2}
        level = np.array([order[name] for name in decided.values["supply"]], np.int8)
        made = np.full(keep.shape, -1, np.int8)
        found = decided.results["supply"]
        made[keep] = np.where(found < 0, np.int8(3), level.take(found, mode="clip"))
        return made.reshape(shape)

    @property
    def _contradictory(self) -> Array:
        axes = {"channel": _CHANNELS, "openly_available": (False, True), **self.axes}
        shape = tuple(len(values) for values in axes.values())
        made = np.zeros(shape, bool)
        for one in self.version.contradictions:
            held = np.ones((1,) * len(shape), bool)
            for name, cell in one.when.items():
                inside = np.array([value in cell.one_of for value in axes[name]])
                held = held & inside.reshape([-1 if axis == name else 1 for axis in axes])
            made |= held
        return made

    @cached_property
    def partial(self) -> Array:
        """The supplies possible as bits, with one more place on each axis of facts for unknown;
        0 where all is contradictory.
        """
        made = np.where(self.supply < 0, 0, np.int64(1) << np.maximum(self.supply, 0))
        for axis in range(2, made.ndim):
            union = np.bitwise_or.reduce(made, axis=axis, keepdims=True)
            made = np.concatenate([made, union], axis=axis)
        return np.asarray(made)

    @cached_property
    def _levels(self) -> dict[int, Array]:
        return {}

    def level(self, kinds: int) -> Array:
        """How free a use of one of `kinds` is, for each partial state of the facts of the gate;
        -1 where all is contradictory.
        """
        if kinds in self._levels:
            return self._levels[kinds]
        regimes, supplies = set[int](), np.zeros(self.partial.shape[2:], np.int64)
        for place in range(24):
            if kinds >> place & 1:
                regime, rest = divmod(place, 6)
                regimes.add(regime)
                supplies = supplies | self.partial[rest // 2, rest % 2]
        sure = regimes.pop() if len(regimes) == 1 else OPEN
        found = np.full(supplies.shape, OPEN, np.int8)
        found[supplies == 1] = sure
        found[supplies == 4] = REFUSED
        found[supplies == 0] = -1
        self._levels[kinds] = found
        return found
