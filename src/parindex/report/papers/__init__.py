"""Papers that come out of a round while it runs: a unit's self-assessment report, the minutes of the council."""
