"""The method document, and the inputs that a worksheet is computed from."""
