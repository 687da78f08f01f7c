"""A trial balance (科目余额表) as accounting programs export it, as a draft submission.

In comes a spreadsheet of any layout met so far, and the register of accounts that says which
account carries which cost; out goes a folder that reads as a submission, in which each figure names
the account it came from, and a list of all that could not be placed, with why. Read `above`
(what stands above the accounts), `book` (accounts, levels, leaves), `several` (rows of one
account), `sheet`, `together` and `reading` (a file as a book), `arithmetic` (does it add up?),
`placement` (accounts into items), `draft` (the files).
"""

from engine.submission.trial_balance.arithmetic import misses
from engine.submission.trial_balance.book import Account, Book
from engine.submission.trial_balance.draft import draft_files
from engine.submission.trial_balance.placement import Placed, Placement, Unplaced, placed_in
from engine.submission.trial_balance.reading import read_book

__all__ = [
    "Account",
    "Book",
    "Placed",
    "Placement",
    "Unplaced",
    "draft_files",
    "misses",
    "placed_in",
    "read_book",
]
