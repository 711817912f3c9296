"""Registers: units, people, the ledger."""
