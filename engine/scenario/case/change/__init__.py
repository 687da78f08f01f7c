"""What a case changes, in words (改动说明): `words` names a value, `change` tells what differs."""

from engine.scenario.case.change.change import Change, change_at, changes_in_words
from engine.scenario.case.change.words import title_of

__all__ = ["Change", "change_at", "changes_in_words", "title_of"]
