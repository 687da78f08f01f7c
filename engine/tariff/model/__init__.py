"""The tariff document.

In: a version as it is written. Out: charges, products and what they cost of a running total. Read
`schedule` (what any number of units costs), `bands`, `charge` (the models), `count`, `product` and
`document`; `bill` is of whole bills, `yaml` writes a document.
"""
