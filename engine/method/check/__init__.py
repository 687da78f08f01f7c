"""What a method, and its inputs, must be before a figure is computed with them."""
