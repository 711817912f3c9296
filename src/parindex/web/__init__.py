"""Screens: the only rooms that know HTTP."""
