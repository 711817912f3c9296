"""Criteria sets: draft, check, freeze, import, export."""
