"""A determination on paper: the report on it, the written report, the table to be published.

`report` puts the chapters together: `summary`, `review`, `lines`, `products`, `readings`;
`disclosure` makes what is reported to the departments and published; `phrases` says what all of
them say.
"""
