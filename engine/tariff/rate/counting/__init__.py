"""From what was used to the units charged: windows, then free quotas, then running totals.

All uses of a product are counted together, by the keys that its rules name. Read `buckets`, which
calls the others.
"""
