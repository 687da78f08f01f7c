"""The tariff document, and what was used as it is rated.

Read `schedule` (what any number of units costs), `charge` (the models), `product`, `document`, then
`usage` and `choices` for what a customer brings; `totals` is a charge with what stands around it,
`yaml` writes a document.
"""
