"""The append-only record of who did what, each entry chained to the one before."""
