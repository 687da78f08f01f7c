"""What tests are made of: small documents, worked cases, second implementations, a served app."""
