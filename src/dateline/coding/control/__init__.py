"""Who holds, took, lost or fights over which place, as one article tells it."""

from dateline.coding.control.find import find_control

__all__ = ["find_control"]
