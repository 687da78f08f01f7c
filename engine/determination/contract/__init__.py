"""What the engine knows by name: of the method, and of the rules of review and of rates."""
