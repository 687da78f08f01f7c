"""What a document of law is: versions with days and citations, the form of texts, the hash.

Read `citation`, `document`, then `series` for the two plain kinds; `form`, `hashing` and
`horizon` stand alone.
"""
