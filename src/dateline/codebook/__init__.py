"""The codebook as checked, typed tables: codes, rules and word classes, read from `data/codebook/`.

`load_codebook` is the one way in; nothing is read at import.
"""

from dateline.codebook.rules import Compose, Frame, Rule
from dateline.codebook.tables import CameoCode, Codebook, Context, EventType, Mode, load_codebook

__all__ = [
    "CameoCode", "Codebook", "Compose", "Context", "EventType", "Frame", "Mode", "Rule", "load_codebook",
]
