"""Decision tables as documents, and made ready to be read."""
