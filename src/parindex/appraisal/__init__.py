"""Assignments, appraised points, findings, explanations, council."""
