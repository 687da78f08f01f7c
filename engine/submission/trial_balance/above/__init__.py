"""What stands above the accounts of a trial balance, and says what its figures are.

In come the rows of a sheet; out go its heading, which tells what each column holds, and its titles,
with the period, the firm and the unit of money. Read `column` (what one heading says), then
`heading` (the rows of it), then `titles`, and `pages`, where both stand again; `money` and `months`
read units and periods as written.
"""

from engine.submission.trial_balance.above.column import (
    BALANCES,
    MOVEMENTS,
    Column,
    Period,
    Side,
    amount_in,
    column_in,
    is_of_a_part,
    on_side,
    squeezed,
)
from engine.submission.trial_balance.above.heading import (
    Flaw,
    Heading,
    flaw_of_columns,
    flaw_of_signs,
    heading_of,
)
from engine.submission.trial_balance.above.money import is_home, is_of_currencies, is_one_currency
from engine.submission.trial_balance.above.months import (
    Months,
    is_whole_year,
    month_in,
    months_in,
    of_year,
    some_months_in,
    written_months,
)
from engine.submission.trial_balance.above.pages import Pages, flaw_of_pages, pages_of
from engine.submission.trial_balance.above.titles import (
    Titles,
    is_branch,
    is_head_office,
    is_of_firms,
    is_same_firm,
    notes_of_unit,
    titles_of,
    unit_of,
)

__all__ = [
    "BALANCES",
    "MOVEMENTS",
    "Column",
    "Flaw",
    "Heading",
    "Months",
    "Pages",
    "Period",
    "Side",
    "Titles",
    "amount_in",
    "column_in",
    "flaw_of_columns",
    "flaw_of_pages",
    "flaw_of_signs",
    "heading_of",
    "is_branch",
    "is_head_office",
    "is_home",
    "is_of_a_part",
    "is_of_currencies",
    "is_of_firms",
    "is_one_currency",
    "is_same_firm",
    "is_whole_year",
    "month_in",
    "months_in",
    "notes_of_unit",
    "of_year",
    "on_side",
    "pages_of",
    "some_months_in",
    "squeezed",
    "titles_of",
    "unit_of",
    "written_months",
]
