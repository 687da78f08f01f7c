"""The tariff document.

In: a version as it is written. Out: charges, products and what they cost of a running total. Read
`schedule` (what any number of units costs), `bands`, `charge` (the models), `count`, `product` and
`document`; `totals` is a charge with what stands around it, `yaml` writes a document.
"""
