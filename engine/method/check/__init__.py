"""What a method must be before a figure is computed with it."""
