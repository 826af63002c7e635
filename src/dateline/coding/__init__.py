"""`Reading` + `Resolution` + codebook -> claims, arrangements and control claims."""

from dateline.coding.coder import Coded, code
from dateline.coding.parts import CodingParts

__all__ = ["Coded", "CodingParts", "code"]
