"""A round: its set, units, calendar, stage, deadline exceptions."""
