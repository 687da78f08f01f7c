"""The Quote page: a use asked about, its answer, what was kept of it."""

from app.quote.page import page

__all__ = ["page"]
