"""Results: the stored runs of a round, its ranking, and every unit's points from the maximum to what counts."""
