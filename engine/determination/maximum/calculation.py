"""The maximum permitted revenue of each year of a cycle, computed by the method (核定)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from engine.determination.contract.method import Lines
from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.doubt import bounds_of
from engine.determination.maximum.given.inputs import Spread, yield_years
from engine.determination.maximum.given.missing_years import EARLIER_COST, missing_years
from engine.determination.maximum.given.prepared import prepare, refuse_unknown
from engine.determination.maximum.given.reviews import Reviews
from engine.determination.maximum.remarks import told_of
from engine.determination.maximum.result import Determination
from engine.determination.review.decisions import Decided
from engine.law import Document, Fault, Faults, FaultyLaw, Shelf
from engine.method import Inputs, MethodVersion, Worksheet, evaluate
from engine.money import plain
from engine.submission import Filed

__all__ = ["determine", "lacks_yield"]

_NO_YIELD = "determination.no_yield"


def determine(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
    spread: Spread | None = None,
    deduction: Deduction | None = None,
    decided: Decided | None = None,
    *,
    reviews: Reviews | None = None,
) -> Determination:
    """Return the determination of `filed` by the method `method_id` as it stands on the day `on`.

    `switches` names the readings chosen, the others are read by default; `spread` replaces the
    submission's; `deduction` is taken off; `decided` is what the reviewer decided of items;
    `reviews` are those that other determinations have made, where several are of like accounts. The
    rules of review and of rates are those that the method names. Raises Faults with everything
    that is wrong with the inputs, or that the method lacks of its contract.
    """

    def determined(of: Filed) -> Determination:
        return _determined(shelf, of, method_id, on, switches, spread, deduction, decided, reviews)

    refuse_unknown(shelf, filed, method_id, on)
    answer = determined(filed)
    return replace(answer, possible=bounds_of(answer, determined))


def lacks_yield(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
    reviews: Reviews | None = None,
) -> bool:
    """Return whether the method, read so, asks for a yield that nobody has published nor declared.

    Raises Faults with what else is wrong with the submission; see `determine`.
    """
    refuse_unknown(shelf, filed, method_id, on)
    given = prepare(shelf, filed, method_id, on, reviews=reviews)
    alone = replace(
        given.inputs, switches=dict(switches or {}), blocks=(), lines=(Lines.TREASURY_YIELD,)
    )
    try:
        _evaluated(method_id, given.version, alone, filed, on)
    except Faults as wrong:
        return any(fault.key == _NO_YIELD for fault in wrong.faults)
    return False


def _determined(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    switches: Mapping[str, str] | None,
    spread: Spread | None,
    deduction: Deduction | None,
    decided: Decided | None,
    reviews: Reviews | None,
) -> Determination:
    """Return the determination as filed, whatever is in doubt."""
    given = prepare(shelf, filed, method_id, on, spread, deduction, decided, reviews=reviews)
    inputs = replace(given.inputs, switches=dict(switches or {}))
    worksheet = _evaluated(method_id, given.version, inputs, filed, on)
    if worksheet.took(*EARLIER_COST) and (missing := tuple(missing_years(filed, decided))):
        raise Faults(missing)
    answer = Determination(
        method_id,
        on,
        filed,
        spread,
        given.review,
        deduction,
        worksheet,
        {identifier: shelf.hash_of(identifier) for identifier in given.used},
        given.method.title,
        given.watermarks,
        decided,
        given.earlier,
        remarks=told_of(filed, on, worksheet, [shelf.read(one, Document) for one in given.used]),
        law=given.law,
    )
    if answer.carried_on < 0:
        assert deduction is not None
        due = {"due": plain(deduction.open)}
        raise Faults([Fault(method_id, "", None, None, "determination.more_taken_than_due", due)])
    return answer


def _evaluated(
    method_id: str, version: MethodVersion, inputs: Inputs, filed: Filed, on: datetime.date
) -> Worksheet:
    """Return the worksheet; a yield that it asks for and nobody published is told where the
    submission can give it."""
    try:
        return evaluate(method_id, version, inputs)
    except FaultyLaw:
        raise
    except Faults as wrong:
        years = {f"scalars.{name}": year for name, year in yield_years(filed, on).items()}
        raise Faults(
            filed.fault(("yield_override",), _NO_YIELD, year=years[fault.place])
            if fault.place in years
            else fault
            for fault in wrong.faults
        ) from None
