"""`Article` -> `Reading`: sentences, mentions, who says what, negation and modality, reference of pronouns."""

from dateline.analyze.language import load_language, parse
from dateline.analyze.reading import Tools, analyse

__all__ = ["Tools", "analyse", "load_language", "parse"]
