"""Units (dates, predecessors, blocks), people and their roles."""
