"""A file of YAML as plain values: where each is written, what lies over what, what is wrong.

In: a path or a text. Out: a tree whose places have lines (`places`), or faults (`fault`) that say
what would be right (`refusal`). Read `fault`, `places`, `yaml`, `refusal`, `overlay`.
"""
