"""What checks found of the documents on a shelf, on what that rests, and what results say of it.

In: a shelf. Out: the flaws of a document and of all that its check looked up, each with its days.
Read `examination`, `kept` (found once, kept on disk), `marks` (what a result says of it).
"""
