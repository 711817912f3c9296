"""The screens of the units that are assessed."""
