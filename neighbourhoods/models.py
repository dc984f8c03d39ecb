"""The index of this app's models; they live in their slices."""

from neighbourhoods.quarter.models import Figure, Quarter

__all__ = ["Figure", "Quarter"]
