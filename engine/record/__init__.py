"""Records: a result with its inputs and the hashes of its documents, numbered and chained.

In: the body of a result, plain data. Out: a record in a file or in a store. The body holds what a
re-run must reproduce: inputs, documents by hash, switches, result; its number comes from its hash.
The envelope holds what a re-run cannot: the clock and the previous record. Read `record`,
`difference` (record and re-run), `files` (written all or none), `folder` (the order in one, records
built on, one writer), `altered_digit` (which digit was changed), `store` (all in one file), `kinds`
(how a room's records are computed again, what is taken of a body), `verification`, `inspection`.
"""

from engine.record.difference import RecordDifference, differences
from engine.record.files import write_atomically
from engine.record.record import Record, read_record, record_from, sealed

__all__ = [
    "Record",
    "RecordDifference",
    "differences",
    "read_record",
    "record_from",
    "sealed",
    "write_atomically",
]
