"""What is kept of a quote: its record, the agreement made of it, both computed again."""
