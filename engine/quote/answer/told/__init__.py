"""What an answer tells beside its amounts: sources, remarks, names, and what would change it."""
