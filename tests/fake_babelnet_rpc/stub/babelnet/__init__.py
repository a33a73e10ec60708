"""Stands in for the official client where that is not installed: as much of it as an export touches, and no server."""
