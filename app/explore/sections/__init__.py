"""What the scenarios come to, a section at a time: only the one that is looked at is computed.

Each module is one section: `difference`, `sensitivity`, `bands`, `readings`, `payers`, `tables`;
`years` are the pictures that are always in view.
"""

from app.explore.sections.choice import section_shown

__all__ = ["section_shown"]
