"""What is wrong in tables and what differs between two: proven for all cases at once."""
