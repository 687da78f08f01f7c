"""The uses of a request by days: when what they rest on turns, and what was used before."""
