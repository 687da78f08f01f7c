"""Folders of documents: found by id, checked by their kind, varied by a place, tried as a draft.

In: folders. Out: documents, their hashes, their faults. Read `kind`, `shelf`, `variation`, `draft`;
`installation` is where the documents of this installation are.
"""
