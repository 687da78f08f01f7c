"""From a request to its answer: decided, rated, said.

Read `answer`, then what it calls: `days` (what is used when, by which law), `use` (is it free?),
`regimes` (what that comes to), `ends` (how long it holds) and `told` (what is said beside it).
"""
