"""The forms of files: how cells, their text and their looks are read of each."""
