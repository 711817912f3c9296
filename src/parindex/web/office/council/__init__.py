"""The council: its cases, its decisions, its meetings and their minutes."""
