"""The reviews of all years of accounts, made once for the same accounts (历年审核)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.determination.contract.method import (
    ITEMS,
    LINES_OF_REVIEW,
    POOLS,
    SUBSIDIES,
    Blocks,
)
from engine.determination.maximum.given.inputs import review_figures, tables_of
from engine.determination.maximum.result import YearReview
from engine.determination.review.decisions import Decided
from engine.determination.review.review import Review, review
from engine.explain import sources
from engine.law import Source
from engine.method import InputCell, Inputs, MethodVersion
from engine.money import CONTEXT
from engine.rules import RulesVersion
from engine.submission import Filed, of_year

__all__ = ["Reviews", "known_to", "together"]

_ACCOUNTS = (
    "accounts_year",
    "declared_by",
    "drivers",
    "earlier",
    "earlier_years",
    "income",
    "items",
    "local_average_wage",
    "pools",
    "staff",
    "subsidies",
)
"""What of a submission is of its accounts; no review looks at anything else."""
_MOST_KEPT = 32

Rules = tuple[str, RulesVersion]
"""The rules of review, by their id."""
Reviewed = tuple[Review, Mapping[int, YearReview]]
"""The review of the last year of accounts, and of each earlier one, in order."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reviews of accounts. The last ones are kept: what a what-if moves is mostly beside them."""

    _kept: dict[str, tuple[RulesVersion, MethodVersion, Reviewed]] = field(default_factory=dict)
    """By the accounts, and all that their sources say."""

    def of(
        self,
        filed: Filed,
        rules: Rules,
        method_id: str,
        version: MethodVersion,
        decided: Decided | None,
    ) -> Reviewed:
        """Return the review of each year of accounts by `rules` and the lines of a method.

        Raises Faults as `review` does.
        """
        key = _known_by(filed, rules[0], method_id, decided)
        if key in self._kept:
            by, lines, reviewed = self._kept[key]
            if by is rules[1] and lines is version:
                return reviewed
        reviewed = (
            review(filed, *rules, decided),
            {
                of.year: _year_review(of_year(filed, of.year), rules, method_id, version, decided)
                for of in sorted(filed.submission.earlier_years, key=lambda of: of.year)
            },
        )
        while len(self._kept) >= _MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = rules[1], version, reviewed
        return reviewed


def _known_by(filed: Filed, rules: str, method_id: str, decided: Decided | None) -> str:
    """Return what tells the accounts of a submission from any others, in their sources too."""
    moved = {
        path: one.model_dump() for path, one in filed.moved.items() if path.startswith(_ACCOUNTS)
    }
    told = [
        filed.file,
        filed.places,
        moved,
        rules,
        method_id,
        None if decided is None else [decided.file, decided.decisions.model_dump()],
    ]
    accounts = filed.submission.model_dump_json(include=set(_ACCOUNTS))
    return accounts + json.dumps(told, default=str)


def _year_review(
    filed: Filed, rules: Rules, method_id: str, version: MethodVersion, decided: Decided | None
) -> YearReview:
    """Return the review of one earlier year, by the same rules and lines as the last."""
    reviewed = review(filed, *rules, decided, filed.last_year)
    tables = tables_of(filed, reviewed, version, decided)
    inputs = Inputs(
        tables={name: tables[name] for name in (ITEMS, SUBSIDIES, POOLS)},
        scalars=known_to(version, review_figures(filed)),
        blocks=(Blocks.REVIEW,),
        lines=LINES_OF_REVIEW,
    )
    received = {
        subsidy.id: InputCell(subsidy.amount, (filed.declared("subsidies", at, "amount"),))
        for at, subsidy in enumerate(filed.submission.subsidies)
        if subsidy.tag != "asset"
    }
    return YearReview(reviewed, received, method_id, version, inputs)


def known_to(version: MethodVersion, cells: Mapping[str, InputCell]) -> dict[str, InputCell]:
    """Return those of `cells` that the method has an input for."""
    return {entry.id: cells[entry.id] for entry in version.inputs if entry.id in cells}


def together(earlier: Mapping[int, YearReview], explained: bool) -> dict[str, InputCell]:
    """Return what all earlier years came to: items as reviewed, subsidies as received [yuan].

    Where nothing is to be `explained`, items are given without their sources.
    """
    found: dict[str, InputCell] = {}
    for of in earlier.values():
        figures: list[tuple[str, Decimal, tuple[Source, ...]]] = (
            [(row.treatment.item.id, row.reviewed, sources(row.step)) for row in of.rows]
            if explained
            else [(name, amount, ()) for name, amount in of.amounts().items()]
        )
        for name, cell in of.received.items():
            assert isinstance(cell.value, Decimal)
            figures.append((name, cell.value, cell.sources))
        for identifier, amount, cited in figures:
            before = found.get(identifier, InputCell(Decimal(0)))
            assert isinstance(before.value, Decimal)
            all_sources = tuple(dict.fromkeys((*before.sources, *cited)))
            found[identifier] = InputCell(CONTEXT.add(before.value, amount), all_sources)
    return found
