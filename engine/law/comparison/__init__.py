"""Versions of a document compared, and pieces of any document in words."""
