"""From a request to its answer: decided, rated, said.

Read `answer`, then what it calls: `use` (is it free?), `lines`, `questions` (what is missing) and
`changes` (what would make it otherwise).
"""
