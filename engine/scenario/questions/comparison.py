"""Two runs compared: what each change makes of the difference, whatever the order (情景比较)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.explain import Step
from engine.law import Faults, Refused
from engine.money import CONTEXT
from engine.reconcile import ORDERS, Shares, shared
from engine.scenario.case import Case, Difference, Leaf, differences_between, mixed
from engine.scenario.walk import Bench, Run, run
from engine.text import joined

__all__ = ["Comparison", "Measure", "Part", "compare", "figure_of"]

_FEN = Decimal("0.01")


class Measure(StrEnum):
    """What is compared, over all years [yuan]."""

    MAXIMUM = "maximum"
    """The maximum permitted revenue."""
    INCOME = "income"
    """Income at the prices charged."""
    RECOVERY = "recovery"
    """Income less the maximum."""


Told = Callable[[int, int], None]
"""Is told how many mixtures of two runs are done, of how many; what it raises ends the work."""

_SHARED = (Measure.MAXIMUM, Measure.INCOME)
"""The measures that are shared out; what is over follows from them."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one change makes of the difference."""

    change: Difference
    amounts: dict[Measure, Decimal]
    """Its share of the difference of each measure [yuan]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A run against another."""

    first: Run
    second: Run
    parts: tuple[Part, ...]
    """Each change with its share; they add up to the difference to the fen."""
    error: Decimal | None
    """Where not every order of the changes was looked at, the greatest standard error of a share
    [yuan]."""
    orders: int
    """How many orders were drawn then."""

    def difference(self, measure: Measure) -> Decimal:
        """Return by how much the second's figure is more [yuan]."""
        first, second = (figure_of(one, measure).number for one in (self.first, self.second))
        return CONTEXT.subtract(second, first)


def figure_of(run_: Run, measure: Measure) -> Step:
    """Return a measure of a run."""
    return {
        Measure.MAXIMUM: run_.maximum,
        Measure.INCOME: run_.income,
        Measure.RECOVERY: run_.recovery,
    }[measure]


def compare(
    bench: Bench,
    first: Run,
    second: Run,
    told: Told | None = None,
) -> Comparison:
    """Return `second` against `first`, the difference shared out over their changes; `told` hears
    how far it has come.

    Shares are the averages of what each change adds over all orders (Shapley); of more changes than
    `shared` takes in every order, over `ORDERS` drawn with a fixed seed. Changes that cannot be
    made without each other are one.
    """
    every = differences_between(first.case, second.case, bench.shelf)
    worths = _Worths(bench, first, second, every, told)
    shares = worths.shares()
    changes = worths.changes
    errors = [of.error for of in shares.values() if of.error is not None]
    error = CONTEXT.multiply(Decimal(float(max(errors))), _FEN) if errors else None
    parts = tuple(
        Part(change, _amounts(*(shares[one].fen[at] for one in _SHARED)))
        for at, change in enumerate(changes)
    )
    error = None if error is None else round(error, 2)
    return Comparison(first=first, second=second, parts=parts, error=error, orders=ORDERS)


def _amounts(maximum: int, income: int) -> dict[Measure, Decimal]:
    """Return the shares of one change from those of maximum and income [fen]."""
    fen = {
        Measure.MAXIMUM: maximum,
        Measure.INCOME: income,
        Measure.RECOVERY: income - maximum,
    }
    return {measure: CONTEXT.multiply(Decimal(amount), _FEN) for measure, amount in fen.items()}


class _NotTogether(Exception):
    """Raised where several changes cannot be made together without others."""

    def __init__(self, mixtures: Sequence[Sequence[Difference]]) -> None:
        self.mixtures = mixtures
        """The changes made in each mixture that cannot be run."""


class _Worths:
    """The figures of mixtures of two runs, each run once."""

    def __init__(
        self,
        bench: Bench,
        first: Run,
        second: Run,
        changes: Sequence[Difference],
        told: Told | None,
    ) -> None:
        self._bench = bench
        self._told = told
        self._first, self._second = first, second
        self.changes = tuple(changes)
        """The changes whose mixtures are asked for."""
        self._runs: dict[frozenset[Leaf], Run] = {
            frozenset(): first,
            _places(changes): second,
        }

    def shares(self) -> dict[Measure, Shares]:
        """Return the shares of the changes in each measure, those that cannot be made without each
        other as one, also where that shows only when several are made."""
        self.changes = self.together(self.changes)
        while True:
            try:
                return {one: shared(len(self.changes), self.of(one)) for one in _SHARED}
            except _NotTogether as wrong:
                one = min(map(self._least, wrong.mixtures), key=_sizes)
                left = (each for each in self.changes if each not in one)
                self.changes = self.together((_as_one(one), *left))

    def together(self, changes: tuple[Difference, ...]) -> tuple[Difference, ...]:
        """Return the changes, those that cannot be made without each other as one: neither alone,
        nor all others without it."""
        tangled = [one for one in changes if self._is_refused(changes, one)]
        if len(changes) < 2 or not tangled:
            return changes
        one = tangled[0]
        others = [other for other in changes if other is not one]
        partners = [other for other in others if not self._is_refused(changes, one, other)]
        with_it = partners[:1] or [other for other in tangled if other is not one] or others
        whole = _as_one([each for each in changes if each is one or each in with_it])
        left = (each for each in changes if each is not one and each not in with_it)
        return self.together((whole, *left))

    def _is_refused(self, changes: Sequence[Difference], *some: Difference) -> bool:
        """Return whether `some` of the changes cannot be made alone, or not be left out alone."""
        try:
            self._run(some)
            self._run([one for one in changes if one not in some])
        except Refused:
            raise
        except Faults:
            return True
        return False

    def of(self, measure: Measure) -> Callable[[Iterable[Iterable[object]]], Sequence[int]]:
        """Return what gives a measure of cases × changes [fen]."""

        def worth(made: Iterable[Iterable[object]]) -> Sequence[int]:
            wanted = [tuple(map(bool, one)) for one in made]
            self._run_all(dict.fromkeys(wanted))
            return [
                int(CONTEXT.divide(figure_of(self._run(self._taken(one)), measure).number, _FEN))
                for one in wanted
            ]

        return worth

    def _least(self, taken: Sequence[Difference]) -> Sequence[Difference]:
        """Return those made or those left out, whichever are fewer: the same from either run."""
        return min(taken, [one for one in self.changes if one not in taken], key=_sizes)

    def _run_all(self, wanted: Iterable[tuple[bool, ...]]) -> None:
        taken = [self._taken(one) for one in wanted]
        ahead = [one for one in taken if _places(one) not in self._runs]
        refused: list[Sequence[Difference]] = []
        for done, one in enumerate(ahead):
            if self._told is not None:
                self._told(done, len(ahead))
            try:
                self._run(one)
            except Refused:
                raise
            except Faults:
                if not 1 < len(one) < len(self.changes) - 1:
                    raise
                refused.append(one)
        if refused:
            raise _NotTogether(refused)

    def _taken(self, made: tuple[bool, ...]) -> list[Difference]:
        return [change for change, is_made in zip(self.changes, made, strict=True) if is_made]

    def _run(self, taken: Sequence[Difference]) -> Run:
        places = _places(taken)
        if places not in self._runs:
            case: Case = mixed(self._first.case, self._second.case, taken)
            title = self._second.title
            self._runs[places] = run(self._bench, "mixture", title, case, is_mixture=True)
        return self._runs[places]


def _places(changes: Iterable[Difference]) -> frozenset[Leaf]:
    return frozenset(place for change in changes for place in change.places)


def _sizes(changes: Sequence[Difference]) -> tuple[int, list[Leaf]]:
    return len(changes), sorted(_places(changes))


def _as_one(changes: Sequence[Difference]) -> Difference:
    """Return several changes as one."""
    return Difference(
        joined([change.title for change in changes]),
        tuple(move for change in changes for move in change.moves),
        tuple(place for change in changes for place in change.places),
    )
