"""What open explanations can still move."""
