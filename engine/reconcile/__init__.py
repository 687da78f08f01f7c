"""Why two results differ: the gap shared out over named decisions and inputs (差异分解).

In come two determinations, two evaluations, or two quotes; out goes their difference in parts that
add up to the fen. Read `subject`, `changes`, `shares`, `reconciled`; then `requests` and `quotes`.
"""

from engine.reconcile.changes import Change, Move
from engine.reconcile.quotes import Quoted, quoted, reconciled_quotes
from engine.reconcile.reconciled import Part, Reconciled, reconciled
from engine.reconcile.shares import ORDERS, Shares, shared
from engine.reconcile.subject import Subject, subject_of

__all__ = [
    "ORDERS",
    "Change",
    "Move",
    "Part",
    "Quoted",
    "Reconciled",
    "Shares",
    "Subject",
    "quoted",
    "reconciled",
    "reconciled_quotes",
    "shared",
    "subject_of",
]
