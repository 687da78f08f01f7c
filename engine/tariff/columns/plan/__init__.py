"""A product made into whole numbers, once for each answer to its facts; without numpy."""
