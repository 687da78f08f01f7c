"""The exact reader: usages and facts in, amounts with their explanation out."""
