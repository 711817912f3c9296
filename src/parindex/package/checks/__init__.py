"""From tables to a round, and everything that is wrong with them."""
