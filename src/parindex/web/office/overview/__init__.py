"""The overview of a round: how far, what waits, who is late, and the reminders that follow."""
