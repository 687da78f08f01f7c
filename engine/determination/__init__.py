"""Determination: costs reviewed, split, and the maximum permitted revenue of each year (核定).

In comes a submission with the id of its method; out goes a determination, every figure a step.
Read `contract/` first: all that the engine knows by name of the method, and of the rules that the
method names. Then `review/`; `stages` for how far it has come; `maximum/`, whose `result` is what
comes out; `record` for what is kept. `drivers` and `waterfall` show what moves it.
"""

from engine.determination.contract.method import (
    ITEMS,
    POOLS,
    Chosen,
    Given,
    Lines,
    PoolColumns,
    ProductColumns,
    published_figures,
)
from engine.determination.drivers import DriverEffect, driver_effects
from engine.determination.maximum.account import Account, ProvisionalReason, Taking, added
from engine.determination.maximum.calculation import determine, lacks_yield
from engine.determination.maximum.deduction import (
    Deduction,
    DeductionRefused,
    accounts_in,
    deduction_by,
    deduction_of,
    hindrances,
    taken_over,
    unlike_evaluated,
)
from engine.determination.maximum.given.inputs import Spread
from engine.determination.maximum.given.reviews import Reviews
from engine.determination.maximum.result import (
    Bounds,
    Determination,
    PricedProduct,
    Reviewed,
    YearReview,
    review_totals,
)
from engine.determination.readings.band import Band, bands_of, refusals_of
from engine.determination.readings.by_place import ByPlace, maxima_by_place
from engine.determination.readings.judgements import Judged, OpenJudgements, open_judgements
from engine.determination.readings.maxima import (
    MaximaByReading,
    Outcome,
    maxima_by_reading,
)
from engine.determination.readings.open_range import OpenRange, open_range
from engine.determination.readings.ranking import Hanging, ranked_clauses, ranked_switches
from engine.determination.record import body_of_determination, ledger_after, redetermined
from engine.determination.review.decisions import (
    Decided,
    ReviewerDecision,
    ReviewerDecisions,
    decided,
    read_decisions,
)
from engine.determination.review.review import Review, Treatment, Undecided, choice, review
from engine.determination.review.unknown_values import (
    Nameable,
    nameable_values,
    unknown_values,
)
from engine.determination.stages import (
    Objection,
    Proceeding,
    Stage,
    misplaced_objections,
    proceeding_after,
    read_objections,
)
from engine.determination.succession import out_of_stage, records_before
from engine.determination.waterfall import from_submitted_to_permitted
from engine.record.kinds import RecordKind, register_record

__all__ = [
    "ITEMS",
    "POOLS",
    "Account",
    "Band",
    "Bounds",
    "ByPlace",
    "Chosen",
    "Decided",
    "Deduction",
    "DeductionRefused",
    "Determination",
    "DriverEffect",
    "Given",
    "Hanging",
    "Judged",
    "Lines",
    "MaximaByReading",
    "Nameable",
    "Objection",
    "OpenJudgements",
    "OpenRange",
    "Outcome",
    "PoolColumns",
    "PricedProduct",
    "Proceeding",
    "ProductColumns",
    "ProvisionalReason",
    "Review",
    "Reviewed",
    "ReviewerDecision",
    "ReviewerDecisions",
    "Reviews",
    "Spread",
    "Stage",
    "Taking",
    "Treatment",
    "Undecided",
    "YearReview",
    "accounts_in",
    "added",
    "bands_of",
    "body_of_determination",
    "choice",
    "decided",
    "deduction_by",
    "deduction_of",
    "determine",
    "driver_effects",
    "from_submitted_to_permitted",
    "hindrances",
    "lacks_yield",
    "ledger_after",
    "maxima_by_place",
    "maxima_by_reading",
    "misplaced_objections",
    "nameable_values",
    "open_judgements",
    "open_range",
    "proceeding_after",
    "published_figures",
    "ranked_clauses",
    "ranked_switches",
    "read_decisions",
    "read_objections",
    "redetermined",
    "refusals_of",
    "review",
    "review_totals",
    "taken_over",
    "unknown_values",
    "unlike_evaluated",
]

register_record(
    RecordKind(
        "determination",
        Determination,
        body_of_determination,
        redetermined,
        rests_on=records_before,
        against=out_of_stage,
    )
)
