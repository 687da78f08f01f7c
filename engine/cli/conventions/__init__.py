"""What all commands have in common.

`options` gives the options that several take, `answers` finds the documents and tells faults,
`records` writes a result beside its record.
"""
