"""The stages joined: `process(article, parts) -> Result` for one article. Nothing here reads or writes files.

`load_parts` builds the costly things (language model, place index, tables) once; they are passed in, never global.
"""

from dateline.pipeline.account import LineNote
from dateline.pipeline.coder import Coder
from dateline.pipeline.parts import Parts, load_parts
from dateline.pipeline.process import Result, process

__all__ = ["Coder", "LineNote", "Parts", "Result", "load_parts", "process"]
