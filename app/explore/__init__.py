"""The Explore page: what if."""

from app.explore.page import page

__all__ = ["page"]
