"""Records as files in a folder: the one before, those built on, and one writer at a time."""
