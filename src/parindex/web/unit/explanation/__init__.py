"""What the first appraisal took, and the unit's answers: the list, one leaf, the button that sends them."""
