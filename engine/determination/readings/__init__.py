"""The maximum under every reading of the law (口径全览), and what hangs on each clause."""
