"""The exact reader: usages and facts in, amounts with their explanation out.

Read `rating`, then `counting` (the quantity that is charged), `component`, which calls `amount`
(units and a charge) and `reductions`; `periods` has subscriptions, `customer` who is charged.
"""
