"""What is changed: a worked file, an upload, or a determination that was saved.

Read `ground` (a base read, wherever its files are), `upload`, then `choice`.
"""

from app.explore.base.choice import Chosen, at_first, chosen_base, worked_titles
from app.explore.base.ground import Files, Ground

__all__ = ["Chosen", "Files", "Ground", "at_first", "chosen_base", "worked_titles"]
