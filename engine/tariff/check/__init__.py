"""What a valid tariff document can still get wrong."""
