"""Mentions -> actors, places, times and quantities, or the reason why not."""

from dateline.resolve.resolution import resolve

__all__ = ["resolve"]
