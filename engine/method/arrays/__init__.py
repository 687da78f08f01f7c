"""The array reader: many draws at once, with a bound of the error of binary figures."""
