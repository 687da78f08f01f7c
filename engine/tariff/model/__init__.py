"""The tariff document.

In: a version as it is written. Out: charges, products and what they cost of a running total. Read
`schedule` (what any number of units costs), `charge` (the models), `product`, `document`, then
`choices` for what a customer brings; `totals` is a charge with what stands around it, `yaml` writes
a document.
"""
