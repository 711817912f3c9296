"""The screens of criteria sets."""
