"""One case decided exactly, with every rule that matched and what is still missing."""
