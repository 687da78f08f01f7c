"""The formula language: grammar, names, units; one walker, and what formulas are in words.

An algebra of the walker says what each piece comes to: `kinds` and `words` here, the exact and
array readers and the Excel formula on the floors above. Read `expression`, `grammar`, `names`,
`walker`, then the algebras; `units` and `reach` (what formulas lead to) stand apart.
"""
