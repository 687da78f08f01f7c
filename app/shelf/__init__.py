"""The law shelf: documents, their versions, drafts."""

from app.shelf.page import page

__all__ = ["page"]
