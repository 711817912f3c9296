"""Score sheets: claimed points, signing and submitting."""
