"""Does what was filed fit together? Every misfit is found, even beside entries that are broken."""

from collections.abc import Iterator

from engine.law import Finding
from engine.submission.check.accounts import misfits_of_accounts
from engine.submission.check.drivers import misfits_of_drivers
from engine.submission.check.years import misfits_of_years
from engine.submission.entries import Entries

__all__ = ["misfits"]


def misfits(entries: Entries) -> Iterator[Finding]:
    """Yield what does not fit together in the entries of a submission."""
    yield from misfits_of_accounts(entries)
    yield from misfits_of_drivers(entries)
    yield from misfits_of_years(entries)
