"""Many cases at once: columns of facts in, columns of results and rule numbers out.

The tables are those that the exact reader uses. Each cell of a fact stands for the rules that it
lets match, as a mask; several facts whose cells together are few share one mask for each
combination. All masks of a case together are the rules that match, the lowest bit the first of
them. Cases in which a fact is missing are gathered into those that are alike, and each of these is
read exactly, so that it is decided when every completion agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.law import Fault, Faults
from engine.rules.columns.cells import MISSING, Cells, cells_of, length_of
from engine.rules.columns.contradictions import refuse_contradictions
from engine.rules.decide.cases import (
    Case,
    OpenQuestion,
    TableReading,
    TooManyCasesError,
    cases,
    held,
    valued,
)
from engine.rules.decide.facts import too_many
from engine.rules.model.document import RulesVersion
from engine.rules.model.presumptions import presumed
from engine.rules.model.program import (
    CONFLICT,
    NO_RULE,
    Part,
    Program,
    ReadyRow,
    ReadyTable,
    RowCondition,
    program,
)

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

__all__ = ["SEVERAL", "UNDETERMINED", "Decisions", "decide_many"]

UNDETERMINED = -3
"""In the place of a value: what is known does not decide."""

SEVERAL = -4
"""In the place of a rule's number: one of several rules decides, all alike."""

_NO_VALUE = ("(undetermined)", "(conflict)", "(no rule)")
"""In words UNDETERMINED, CONFLICT and NO_RULE, which count from the end."""

LARGEST_SPLIT = 20_000
"""How many cases the missing facts of one case may part into."""

_BLOCK = 1 << 16
"""How many cases are read together, so that they stay in the processor's cache."""

_COMBINED = 1 << 14
"""Facts share masks while their combinations are no more than this."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided of many cases, in their order."""

    values: Mapping[str, tuple[str, ...]]
    """By output: its values; results are places in it."""
    results: Mapping[str, np.ndarray[Any, np.dtype[np.int16]]]
    """By output that one rule decides: place of the value, NO_RULE, CONFLICT or UNDETERMINED."""
    rules: Mapping[str, np.ndarray[Any, np.dtype[np.int16]]]
    """Likewise the place of that rule in its table; or NO_RULE and so on, or SEVERAL."""
    collected: Mapping[str, np.ndarray[Any, np.dtype[np.bool_]]]
    """By output that is collected: a column a value, true where it certainly is collected."""

    def named(self, output: str) -> np.ndarray[Any, np.dtype[np.str_]]:
        """Return the value of `output` of each case; in brackets, which no value has, what is none:
        (undetermined), (conflict), (no rule). Raises KeyError for an output that is none of
        `results`."""
        import numpy as np

        names: np.ndarray[Any, np.dtype[np.str_]] = np.array([*self.values[output], *_NO_VALUE])
        return names.take(self.results[output], mode="wrap")


def decide_many(
    document: str, version: RulesVersion, columns: Mapping[str, Any], threads: int = 1
) -> Decisions:
    """Return what `version` of `document` decides of each case, read on so many `threads`.

    `columns` holds for each fact a numpy array or pandas column with one entry a case: yes/no as
    bool, values by their ids (quickest as a pandas Categorical), numbers as whole numbers, Decimal,
    or float (read as the shortest decimal that it stands for), days as datetime64 or dates. An
    entry or a fact that is missing is unknown; an absent switch has its default.
    Raises Faults for facts that the tables do not know, values that they cannot have, columns of
    unlike lengths, the first case whose facts contradict each other, too many cases that are still
    possible, and less than one thread.
    """
    if threads < 1:
        raise Faults([Fault(document, "threads", None, threads, "law.too_small", {"bound": 1})])
    part = Part(document, version)
    tables = program((part,))
    cells = cells_of(tables, document, columns)
    refuse_contradictions(tables, document, cells)
    count = length_of(document, columns)
    made = _Made.empty(tables, count)
    readers = [_Reader(tables, sheet) for sheet in tables.sheets]

    def read(start: int) -> None:
        for reader in readers:
            reader.read(cells, made, slice(start, start + _BLOCK))

    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(read, range(0, count, _BLOCK)):
            pass  # a fault of any block is raised here
    try:
        _fill_holes(tables, cells, made)
    except TooManyCasesError:
        raise too_many([part], LARGEST_SPLIT) from None
    values = {name: tuple(map(str, tables.domains[name].values)) for name in tables.makers}
    return Decisions(values, made.results, made.rules, made.collected)


@dataclass(frozen=True, slots=True)
class _Made:
    """The results, filled block by block."""

    results: dict[str, Array]
    rules: dict[str, Array]
    collected: dict[str, Array]

    def column(self) -> Array:
        """Return one of the columns, all of which are as long."""
        return next(iter((*self.results.values(), *self.collected.values())))

    @classmethod
    def empty(cls, tables: Program, count: int) -> _Made:
        import numpy as np

        made = cls({}, {}, {})
        for name, sheet in tables.makers.items():
            if sheet.table.hit == "collect":
                made.collected[name] = np.zeros((count, tables.domains[name].size), bool)
            else:
                made.results[name] = np.empty(count, np.int16)
                made.rules[name] = np.empty(count, np.int16)
        return made


@dataclass(frozen=True, slots=True)
class _Group:
    """Facts or conditions that share masks."""

    keys: tuple[str | RowCondition, ...]
    sizes: tuple[int, ...]
    words: Array
    """For each combination of cells: the rules that match it, 64 to a word."""


class _Reader:
    """One table, made ready to read blocks of cases in which nothing is missing."""

    def __init__(self, tables: Program, sheet: ReadyTable) -> None:
        import numpy as np

        self._tables, self._sheet = tables, sheet
        self._outputs = [output.id for output in sheet.table.outputs]
        self._groups = _groups(tables, sheet)
        rows = range(len(sheet.rows))

        def forbids(one: int, other: int) -> bool:
            return sheet.forbids(sheet.rows[one], sheet.rows[other])

        clashing = [
            sum(
                1 << other
                for other in rows
                if sheet.forbids(sheet.rows[row], sheet.rows[other]) and other != row
            )
            for row in rows
        ]
        # The last two stand for CONFLICT and NO_RULE, which count from the end.
        self._clashing = _words([*clashing, 0, 0], len(sheet.rows)) if any(clashing) else None
        self._then = {
            name: np.array([*(row.then[name] for row in sheet.rows), CONFLICT, NO_RULE], np.int16)
            for name in self._outputs
        }
        self._hit: Array | None = None
        if len(self._groups) == 1 and sheet.table.hit != "collect":
            self._hit = self._first(self._groups[0].words)

    def read(self, cells: Mapping[str, Cells], made: _Made, block: slice) -> None:
        """Write what the table decides of the cases in `block`."""
        import numpy as np

        places = [self._places(group, cells, made, block) for group in self._groups]
        if self._hit is not None:
            self._write(made, block, self._hit.take(places[0]))
            return
        words = self._groups[0].words.take(places[0], axis=1)
        for group, place in zip(self._groups[1:], places[1:], strict=True):
            words &= group.words.take(place, axis=1)
        if self._sheet.table.hit != "collect":
            self._write(made, block, self._first(words))
            return
        for name in self._outputs:
            for value in range(self._tables.domains[name].size):
                giving = sum(
                    1 << number
                    for number, row in enumerate(self._sheet.rows)
                    if row.then[name] == value
                )
                mask = _words([giving], len(self._sheet.rows))
                made.collected[name][block, value] = np.any(words & mask, axis=0)

    def _write(self, made: _Made, block: slice, hit: Array) -> None:
        for name in self._outputs:
            made.rules[name][block] = hit
            made.results[name][block] = self._then[name].take(hit)

    def _first(self, words: Array) -> Array:
        """Return the place of the first rule in each column of `words`, NO_RULE or CONFLICT."""
        import numpy as np

        hit = np.full(words.shape[1], NO_RULE, np.int16)
        for number in reversed(range(len(words))):
            lowest = words[number] & (~words[number] + np.uint64(1))
            # A power of two is exact as a float; its exponent is the place of the bit.
            place = (lowest.astype(np.float64).view(np.int64) >> 52) - 1023
            np.copyto(hit, place.astype(np.int16) + 64 * number, where=lowest != 0)
        if self._clashing is not None:
            hit[np.any(words & self._clashing.take(hit, axis=1), axis=0)] = CONFLICT
        return hit

    def _places(
        self, group: _Group, cells: Mapping[str, Cells], made: _Made, block: slice
    ) -> Array:
        """Return for each case of `block` the combination of cells that it has in `group`."""
        import numpy as np

        found: Array | None = None
        stride = 1
        for key, size in zip(group.keys, group.sizes, strict=True):
            if isinstance(key, RowCondition):
                place = self._held(key, made, block).astype(np.int32) * stride
            else:
                # A missing entry is taken for the first cell here; its case is read exactly later.
                table = np.maximum(cells[key].cells, 0).astype(np.int32) * stride
                place = table.take(cells[key].raw[block])
            found = place if found is None else np.add(found, place, out=found)
            stride *= size
        if found is None:
            return np.zeros(len(made.column()[block]), np.intp)
        return found

    def _held(self, condition: RowCondition, made: _Made, block: slice) -> Array:
        import numpy as np

        cells = range(self._tables.domains[condition.name].size)
        inside = [bool(condition.mask >> cell & 1) for cell in cells]
        if condition.name in made.collected:
            some = made.collected[condition.name][block][:, inside].any(axis=1)
            return np.asarray(some == condition.wanted)
        return np.array([*inside, False, False]).take(made.results[condition.name][block])


def _words(masks: Sequence[int], rules: int) -> Array:
    """Return masks of `rules` rules as columns of 64-bit words."""
    import numpy as np

    low = (1 << 64) - 1
    return np.array(
        [[mask >> shift & low for mask in masks] for shift in range(0, rules, 64)], np.uint64
    )


def _groups(tables: Program, sheet: ReadyTable) -> list[_Group]:
    """Return what the table asks of, joined while the combinations stay few."""
    rules = len(sheet.rows)
    asked: list[tuple[str | RowCondition, Sequence[int]]] = [
        (column.name, column.cells) for column in sheet.columns
    ]
    held = dict.fromkeys(
        condition
        for row in sheet.rows
        for condition in row.conditions
        if condition.name in tables.makers
    )
    for condition in held:
        free = sum(
            1 << place for place, row in enumerate(sheet.rows) if condition not in row.conditions
        )
        asked.append((condition, (free, (1 << rules) - 1)))
    if not asked:
        return [_Group((), (), _words([(1 << rules) - 1], rules))]
    groups: list[_Group] = []
    joined: list[tuple[str | RowCondition, Sequence[int]]] = []
    for key, masks in sorted(asked, key=lambda one: len(one[1])):
        if joined and len(masks) * prod(len(other) for _, other in joined) > _COMBINED:
            groups.append(_combined(joined, rules))
            joined = []
        joined.append((key, masks))
    return [*groups, _combined(joined, rules)]


def _combined(joined: Sequence[tuple[str | RowCondition, Sequence[int]]], rules: int) -> _Group:
    found = [(1 << rules) - 1]
    for _, masks in joined:
        found = [one & mask for mask in masks for one in found]
    sizes = tuple(len(masks) for _, masks in joined)
    return _Group(tuple(key for key, _ in joined), sizes, _words(found, rules))


# --- cases in which something is missing ----------------------------------------------------------


def _fill_holes(tables: Program, cells: Mapping[str, Cells], made: _Made) -> None:
    """Read the cases in which a fact that rules look at is missing, each kind of them once."""
    import numpy as np
    import pandas as pd

    asked = dict.fromkeys(
        name
        for sheet in tables.sheets
        for name in (
            *(column.name for column in sheet.columns),
            *(name for row in sheet.rows for name in row.rule.carries),
        )
    )
    for one in tables.presumptions:
        asked |= dict.fromkeys((*(condition.name for condition in one.conditions), *one.cells))
    if not any(cells[name].holes for name in asked):
        return
    table = np.stack([cells[name].cells[cells[name].raw] for name in asked], axis=1)
    rows = np.flatnonzero((table == MISSING).any(axis=1))
    if not rows.size:
        return
    missing = pd.DataFrame(table[rows])
    kind_of = missing.groupby(list(missing), sort=False).ngroup().to_numpy()
    _, first_of = np.unique(kind_of, return_index=True)
    kinds = table[rows[first_of]].tolist()
    exact = [_Exact(tables, dict(zip(asked, kind, strict=True))) for kind in kinds]
    for name in made.results:
        found = np.array([kind.decided(name) for kind in exact], np.int16).reshape(-1, 2)
        made.results[name][rows] = found[kind_of, 0]
        made.rules[name][rows] = found[kind_of, 1]
    for name in made.collected:
        held = np.array([kind.collected(name) for kind in exact], bool)
        made.collected[name][rows] = held[kind_of]


class _Exact:
    """A case of which some facts are missing, given by the cells of the others."""

    def __init__(self, tables: Program, places: Mapping[str, int]) -> None:
        self._tables = tables
        self._given = {name for name, place in places.items() if place != MISSING}
        self._known = {name: domain.full for name, domain in tables.domains.items()}
        self._known |= {name: 1 << places[name] for name in self._given}
        for _, filled in list(presumed(tables, self._known, self._given)):
            self._known |= filled
            self._given |= filled.keys()

    def decided(self, output: str) -> tuple[int, int]:
        """Return the place of the value and of the rule that decides, or why there is none."""
        found = self._cases(valued(output))
        needed = {name for case in found for name in case.look.carried()} - self._given
        if needed or len({case.answer for case in found}) > 1:
            return UNDETERMINED, UNDETERMINED
        value = found[0].answer[0]
        if value < 0:
            return value, value
        rows = self._tables.makers[output].rows
        hits = {
            rows.index(hit) for case in found if isinstance(hit := case.look.hit(output), ReadyRow)
        }
        return value, hits.pop() if len(hits) == 1 else SEVERAL

    def collected(self, output: str) -> list[bool]:
        """Return for each value whether it certainly is collected."""
        size = self._tables.domains[output].size
        each = (held(RowCondition(output, 1 << place)) for place in range(size))
        return [{case.answer for case in self._cases(one)} == {(1,)} for one in each]

    def _cases(self, question: OpenQuestion) -> list[Case]:
        return cases(TableReading(self._tables, self._known), question, LARGEST_SPLIT)
