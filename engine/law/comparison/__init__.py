"""Two versions of a document compared, and any piece of a document in words.

In: two documents or pieces of one type. Out: each difference with its place, provisions and a
sentence. Read `differences` for what differs, `words` for how a piece is called.
"""
