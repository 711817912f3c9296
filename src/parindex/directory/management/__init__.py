"""Commands of this room for Django's command line."""
