"""The Determine page: from accounts to the maximum permitted revenue, and the cycle after."""

from app.determine.page import page

__all__ = ["page"]
