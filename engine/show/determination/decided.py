"""Why the reviewer decided as he did, and where he placed the item, in words."""

from __future__ import annotations

from engine.determination import Determination, ReviewerDecision
from engine.text import Text, text

__all__ = ["reason_in_words"]


def reason_in_words(determination: Determination, decision: ReviewerDecision) -> Text:
    """Return the reason of `decision`, with the pool or the use in which it places the item."""
    reason = Text(zh=decision.reason, en=decision.reason)
    if decision.direct is not None:
        place = text(f"submission.choice_{decision.direct}")
    elif decision.pool is not None:
        pools = {pool.id: pool.title for pool in determination.filed.submission.pools}
        place = pools[decision.pool]
    else:
        return reason
    return text("show.determination.placed", reason=reason, place=place)
