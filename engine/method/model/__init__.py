"""The method document, and what a worksheet is computed from."""
