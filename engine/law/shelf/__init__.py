"""Folders of documents: found by id and day, checked, with a draft laid over."""
