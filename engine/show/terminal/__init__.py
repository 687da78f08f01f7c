"""Results as pages of a terminal."""
