"""Checks of a release, or of any published JSON: small functions with codes whose docstrings are the messages."""
