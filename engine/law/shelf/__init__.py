"""Folders of documents: found by id, checked by their kind, varied by a place, tried as a draft.

In: folders. Out: documents, those of law sound on the day; their hashes, their faults. Read `kind`,
`shelf`, `examination` (what checks found, and on what that rests), `marks` (what a result says of
it), `kept` (found once, kept on disk), `variation`, `draft`; `installation` is where the documents
of this installation are.
"""
