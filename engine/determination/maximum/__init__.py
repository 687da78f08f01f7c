"""The maximum of each year: the inputs, with their sources, the method computed, the result."""
