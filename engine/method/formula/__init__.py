"""The formula language: grammar, names, units, words."""
