"""What a determination is made of: the method and its day, the accounts, the open readings.

Read `law`, `submission`, then `switches`.
"""
