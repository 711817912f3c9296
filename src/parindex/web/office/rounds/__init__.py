"""Screens of a round: list, set-up, calendar, appraisers, deadline exceptions."""
