"""Documents, what they prove, and their bytes: content-addressed, versioned, never replaced."""
