"""From what is counted to an amount: charge, class, float, limits, discounts, rounding."""
