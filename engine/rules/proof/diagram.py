"""Decision diagrams: functions of several facts, written once for all cases alike.

A diagram looks at one fact after another, always in the same order, and parts at each into sets of
cells; equal parts are one and the same. So two functions are equal when they are the same node,
and a function of a million cases is often a few hundred nodes. See R. E. Bryant, Graph-Based
Algorithms for Boolean Function Manipulation (1986), here with masks of cells on the edges.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

__all__ = ["DiagramColumn", "Diagrams", "Node", "TooLargeError"]

Node = int
DiagramColumn = tuple[int, Sequence[int]]
"""What a table's rules ask of one fact: its level, and for each cell the rules that it satisfies,
as a mask of rules."""

_END = 1 << 30
"""The level of a leaf: below every fact."""


class TooLargeError(Exception):
    """The diagrams would need more nodes than the limit allows."""


class Diagrams:
    """Diagrams that share their nodes. A fact is a level, counted from 0; the first is looked at
    first. Leaves hold any hashable value.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._level: list[int] = []
        self._edges: list[tuple[tuple[int, Node], ...]] = []
        self._values: dict[Node, Hashable] = {}
        self._known: dict[Hashable, Node] = {}
        self._steps = 0
        self.no = self.leaf(False)
        self.yes = self.leaf(True)

    def leaf(self, value: Hashable) -> Node:
        """Return the diagram that is `value` in every case."""
        key = (type(value), value)
        if key not in self._known:
            self._known[key] = self._new(_END, ())
            self._values[self._known[key]] = value
        return self._known[key]

    def node(self, level: int, cells: Mapping[Node, int]) -> Node:
        """Return the diagram that parts at `level`: each diagram below it with its mask of cells.

        The masks are disjoint and together all cells of the fact.
        """
        if len(cells) == 1:
            return next(iter(cells))
        edges = tuple(sorted((mask, below) for below, mask in cells.items()))
        key = (level, edges)
        if key not in self._known:
            self._known[key] = self._new(level, edges)
        return self._known[key]

    def _new(self, level: int, edges: tuple[tuple[int, Node], ...]) -> Node:
        self._level.append(level)
        self._edges.append(edges)
        return len(self._level) - 1

    def _count(self) -> None:
        self._steps += 1
        if self._steps > self.limit:
            raise TooLargeError

    # --- reading ------------------------------------------------------------------------------

    def level(self, node: Node) -> int:
        """Return the level at which `node` parts; that of a leaf is beyond all others."""
        return self._level[node]

    def edges(self, node: Node) -> tuple[tuple[int, Node], ...]:
        """Return the parts of `node`: each mask of cells with the diagram below it."""
        return self._edges[node]

    def values(self, node: Node) -> list[Hashable]:
        """Return the values that `node` has in at least one case, always in the same order."""
        return [self._values[below] for below in self._below(node) if below in self._values]

    def at(self, node: Node, cell: Mapping[int, int]) -> Hashable:
        """Return the value of `node` in one case, given as the place of the cell by level."""
        while self._level[node] != _END:
            place = cell[self._level[node]]
            node = next(below for mask, below in self._edges[node] if mask >> place & 1)
        return self._values[node]

    def _below(self, node: Node) -> Iterator[Node]:
        met, waiting = {node}, [node]
        while waiting:
            now = waiting.pop()
            yield now
            for _, below in reversed(self._edges[now]):
                if below not in met:
                    met.add(below)
                    waiting.append(below)

    # --- making from others -------------------------------------------------------------------

    def either(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """Return `then` where `condition` holds, else `otherwise`."""

        def settled(nodes: tuple[Node, ...]) -> Node | None:
            held, left, right = nodes
            if held == self.yes or left == right:
                return left
            return right if held == self.no else None

        return self._together((condition, then, otherwise), settled)

    def both(self, one: Node, other: Node) -> Node:
        """Return where `one` and `other` hold."""
        return self.either(one, other, self.no)

    def without(self, one: Node, other: Node) -> Node:
        """Return where `one` holds and `other` does not."""
        return self.either(other, self.no, one)

    def pairs(self, one: Node, other: Node) -> Node:
        """Return the values of `one` and `other` in pairs; False where they are equal."""

        def settled(nodes: tuple[Node, ...]) -> Node | None:
            left, right = nodes
            if left == right:
                return self.no
            if left in self._values and right in self._values:
                return self.leaf((self._values[left], self._values[right]))
            return None

        return self._together((one, other), settled)

    def mapped(self, node: Node, change: Callable[[Hashable], Hashable]) -> Node:
        """Return `node` with each value changed."""

        def settled(nodes: tuple[Node, ...]) -> Node | None:
            known = nodes[0] in self._values
            return self.leaf(change(self._values[nodes[0]])) if known else None

        return self._together((node,), settled)

    def replaced(self, node: Node, first: int, by: Mapping[int, Node]) -> Node:
        """Return `node` with each two-cell level from `first` on decided by a diagram: `by` its
        level, the second cell where that diagram holds.
        """
        made: dict[Node, Node] = {}

        def go(now: Node) -> Node:
            level = self._level[now]
            if level == _END:
                return now
            if now not in made:
                below = [(mask, go(child)) for mask, child in self._edges[now]]
                if level >= first:
                    cells = dict(below)
                    made[now] = self.either(by[level], cells[2], cells[1])
                else:
                    made[now] = self._parted(level, below)
            return made[now]

        return go(node)

    def _parted(self, level: int, parts: Sequence[tuple[int, Node]]) -> Node:
        """Return the diagram that parts at `level` into diagrams that may look at any level."""
        whole = sum(mask for mask, _ in parts)
        found = parts[0][1]
        for mask, below in parts[1:]:
            inside = self._gathered(level, [(mask, self.yes), (whole & ~mask, self.no)])
            found = self.either(inside, below, found)
        return found

    def box(self, masks: Mapping[int, int], full: Mapping[int, int]) -> Node:
        """Return where each level in `masks` lies in its mask; `full` are all cells by level."""
        node = self.yes
        for level in sorted(masks, reverse=True):
            mask = masks[level]
            parts = {node: mask, self.no: full[level] & ~mask}
            node = self._gathered(level, [(cells, below) for below, cells in parts.items()])
        return node

    def _gathered(self, level: int, parts: Sequence[tuple[int, Node]]) -> Node:
        cells: dict[Node, int] = {}
        for mask, below in parts:
            if mask:
                cells[below] = cells.get(below, 0) | mask
        return self.node(level, cells) if cells else self.no

    def _together(
        self, nodes: tuple[Node, ...], settled: Callable[[tuple[Node, ...]], Node | None]
    ) -> Node:
        made: dict[tuple[Node, ...], Node] = {}

        def go(now: tuple[Node, ...]) -> Node:
            known = settled(now)
            if known is None:
                known = made.get(now)
            if known is None:
                self._count()
                level = min(self._level[node] for node in now)
                parts = [(mask, go(below)) for mask, below in self._parts(level, now)]
                known = made[now] = self._gathered(level, parts)
            return known

        return go(nodes)

    def _parts(self, level: int, nodes: tuple[Node, ...]) -> list[tuple[int, tuple[Node, ...]]]:
        """Return how `nodes` part together at `level`."""
        parts: list[tuple[int, tuple[Node, ...]]] = [(-1, ())]
        for node in nodes:
            edges = self._edges[node] if self._level[node] == level else ((-1, node),)
            parts = [
                (mask & cells, (*below, child))
                for mask, below in parts
                for cells, child in edges
                if mask & cells
            ]
        return parts

    # --- making from a table ------------------------------------------------------------------

    def first(self, columns: Sequence[DiagramColumn], rules: int, otherwise: Hashable) -> Node:
        """Return the place of the first of `rules` rules that matches, or `otherwise`.

        `columns` are in the order of their levels. What is left to decide depends only on the
        rules that can still match; of those, one is left out when an earlier one asks no more of
        the facts that follow. Each set that remains is looked at once.
        """
        table = _Table(columns, rules)
        made: dict[tuple[int, int], Node] = {}

        def go(place: int, alive: int) -> Node:
            alive = table.without_covered(place, alive)
            if not alive:
                return self.leaf(otherwise)
            first = (alive & -alive).bit_length() - 1
            if table.asks_no_more[place] >> first & 1:
                return self.leaf(first)
            key = (place, alive)
            if key not in made:
                self._count()
                parts = [(mask, go(place + 1, alive & met)) for mask, met in table.parts[place]]
                made[key] = self._gathered(columns[place][0], parts)
            return made[key]

        return go(0, (1 << rules) - 1)


class _Table:
    """The columns of a table, with what each rule still asks from each of them on."""

    def __init__(self, columns: Sequence[DiagramColumn], rules: int) -> None:
        everyone = (1 << rules) - 1
        self.parts = [_alike(cells) for _, cells in columns]
        """By column: the cells that satisfy the same rules, with those rules."""
        self.asks_no_more = [0] * len(columns) + [everyone]
        """By column: the rules that no cell of it and those after it excludes."""
        self._covers = [[everyone & ~((2 << rule) - 1) for rule in range(rules)]]
        """By column: for each rule the later rules that, from there on, ask at least as much."""
        for place in reversed(range(len(columns))):
            satisfied = [met for _, met in self.parts[place]]
            always = everyone
            for met in satisfied:
                always &= met
            self.asks_no_more[place] = self.asks_no_more[place + 1] & always
            below = self._covers[0]
            self._covers.insert(
                0, [_covered(below[rule], rule, satisfied) for rule in range(rules)]
            )

    def without_covered(self, place: int, alive: int) -> int:
        covers = self._covers[place]
        rest = alive
        while rest:
            rule = (rest & -rest).bit_length() - 1
            alive &= ~covers[rule]
            rest &= ~covers[rule] & (rest - 1)
        return alive


def _alike(cells: Sequence[int]) -> list[tuple[int, int]]:
    masks: dict[int, int] = {}
    for place, met in enumerate(cells):
        masks[met] = masks.get(met, 0) | 1 << place
    return [(mask, met) for met, mask in masks.items()]


def _covered(later: int, rule: int, satisfied: Sequence[int]) -> int:
    """Return those of `later` that only cells satisfy which satisfy `rule` too."""
    for met in satisfied:
        if not met >> rule & 1:
            later &= ~met
    return later
