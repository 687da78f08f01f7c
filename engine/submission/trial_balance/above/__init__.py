"""What stands above the accounts of a trial balance, and says what its figures are.

In come the rows of a sheet; out go its heading, which tells what each column holds, and its titles,
with the period, the firm and the unit of money. Read `column` (what one heading says), then
`heading` (the rows of it), then `titles`; `money` and `months` read units and periods as written.
"""

from engine.submission.trial_balance.above.column import (
    BALANCES,
    MOVEMENTS,
    Column,
    Period,
    Side,
    column_in,
    squeezed,
)
from engine.submission.trial_balance.above.heading import (
    Flaw,
    Heading,
    flaw_of_columns,
    heading_of,
)
from engine.submission.trial_balance.above.money import is_home
from engine.submission.trial_balance.above.months import Months, months_in
from engine.submission.trial_balance.above.titles import Titles, titles_of, unit_of

__all__ = [
    "BALANCES",
    "MOVEMENTS",
    "Column",
    "Flaw",
    "Heading",
    "Months",
    "Period",
    "Side",
    "Titles",
    "column_in",
    "flaw_of_columns",
    "heading_of",
    "is_home",
    "months_in",
    "squeezed",
    "titles_of",
    "unit_of",
]
