"""Ceasefires, pauses, corridors, stand-offs, exchanges and access of one article, with their breaches."""

from dateline.coding.arrangement.find import find_arrangements

__all__ = ["find_arrangements"]
