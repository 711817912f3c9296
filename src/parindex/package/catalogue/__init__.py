"""Every kind of problem that building and checking a package can report, with its sentences."""
