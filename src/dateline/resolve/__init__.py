"""Mentions -> actors, places, times and quantities, or the reason why not."""
