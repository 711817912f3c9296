"""What every screen shares: tokens, components, access, words and numbers in templates."""
