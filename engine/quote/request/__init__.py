"""What is asked for: read, written, and made into usages that a tariff can rate."""
