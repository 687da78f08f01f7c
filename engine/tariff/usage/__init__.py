"""What was or will be used, as a tariff rates it: of now, and before."""
