"""Many cases at once: columns of facts in, columns of results out."""
