"""Placeholder of the lead's branch until the slice's own lands."""
