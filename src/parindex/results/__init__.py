"""Gather, compute, store, approve: the only bridge to the engine."""
