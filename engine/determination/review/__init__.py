"""The cost review: by which rule each item is treated, and what the reviewer decided."""
