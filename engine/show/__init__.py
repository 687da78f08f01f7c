"""What a result says to a person, once.

A quote or an agreement comes in and goes out as blocks, which `engine.report` draws for the
terminal, Word and PDF; other results go out as lines for the terminal, tables, or the documents of
a dossier. Read `quote` first, then `agreement`; `standing` says what a result rests on, for
`ceilings`, `settlement` and `determination`; `analysis` has what analysts ask for, `verification`
the words for what is found of a record.
"""
