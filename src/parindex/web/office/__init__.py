"""The screens of the coordinating office."""
