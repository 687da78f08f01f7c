"""From a request to its answer: decided, rated, said."""
