"""Questions from facts, each in the kinds that its answer has."""
