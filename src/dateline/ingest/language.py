"""Tells English from other languages, on the body and not on a headline.

Takes text, gives an ISO 639-1 code. The commonest English words decide; only where they are rare is the language
identifier asked, whose tables take a second to load and which calls three-word headlines French.
"""

from __future__ import annotations

import re

from dateline.ingest.lexicon import lexicon

_LETTER = re.compile(r"[^\W\d_]")
# Letters beyond Latin with its extensions.
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")


def _identified(text: str) -> str:
    """The identifier's answer; its tables are loaded on first need."""
    from py3langid import classify  # noqa: PLC0415

    return str(classify(text)[0])


def language_of(text: str) -> str:
    """The language of a text; English where it is too short to tell and no other script dominates."""
    limits = lexicon().language
    sample = text[: limits.sample_characters]
    words = sample.casefold().split()
    share = sum(map(limits.stop_words.__contains__, words)) / len(words) if words else 0.0
    scripted = not sample.isascii() and len(_FOREIGN.findall(sample)) > limits.max_foreign_letters * len(
        _LETTER.findall(sample)
    )
    enough = limits.short_share if len(words) < limits.short_words else limits.min_share
    if not scripted and (share >= enough or len(words) < limits.min_words):
        return "en"
    code = _identified(sample.casefold())
    if code == "en" and scripted:
        return "und"
    return "en" if not scripted and share > limits.doubtful_share else code
