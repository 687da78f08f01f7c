"""What a result says to a person, once, for paper, terminal and files."""
