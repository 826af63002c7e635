"""The ways that a clause tells: from where, through what, to where, and for whom, in the words of the report.

The small parser hangs "from", "through" and "to" anywhere, so the words are read in a row: behind each such preposition
stands a place of the tables, a name, or a plain noun of place ("the northern part of the city").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.names import clause_of
from dateline.coding.arrangement.triggers import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.parties import MentionMap

PHRASE_REACH = 8
"""Words of a phrase behind a preposition that are looked at."""
ENDING = frozenset({"VERB", "AUX", "PUNCT", "CCONJ", "PRON"})
"""Parts of speech at which a phrase ends."""
JOINING = frozenset({"-", "al"})
SITED = frozenset({"at", "in", "near", "of"})
"""Words between a noun of place and its name ("camps at Imishli", "the outskirts of Aleppo")."""


class Ways:
    """What stands in one clause behind the prepositions of ways."""

    def __init__(self, token: Token, mentions: MentionMap, book: ArrangementBook) -> None:
        self.clause = clause_of(token)
        self._words = book.words
        self._places: dict[int, str] = {}
        self._taken: set[int] = set()
        for index, mention in enumerate(mentions.reading.mentions):
            if not self.clause.start <= mention.first < self.clause.end:
                continue
            if mention.kind == "place" and (index in mentions.resolution.places or mention.form == "name"):
                self._places.setdefault(_start(mention.first, self.clause), mention.text)
            elif mention.kind in {"time", "quantity", "actor"}:
                self._taken.update(range(mention.first, mention.last))

    def named(self) -> bool:
        """Whether the clause names a way: a road, a route, a corridor."""
        return any(key in self._words.way_nouns for one in self.clause for key in keys(one))

    def from_(self) -> str | None:
        """Where it begins: the first place behind "from" or "out of"."""
        return next(self._behind(self._words.route_from - {"of"}), None)

    def via(self) -> tuple[str, ...]:
        """What it passes, in order."""
        return tuple(dict.fromkeys(self._behind(self._words.route_via)))

    def to(self) -> tuple[str, ...]:
        """Where it leads, in order; "for" leads there only behind a word of leaving ("left the town for Idlib")."""
        ends = list(self._behind(self._words.route_to))
        if not ends and any(key in self._words.departing for one in self.clause for key in keys(one)):
            ends = list(self._behind(self._words.route_for))
        if not ends:
            ends = [
                one.text for one in self.clause
                if one.lower_ in self._words.headings and (one.i + 1 == len(one.doc) or one.nbor().lower_ != "of")
                and one.nbor(-1 if one.i else 0).pos_ in {"VERB", "NOUN", "PROPN", "ADV"}
            ]
        return tuple(dict.fromkeys(ends))

    def _behind(self, words: frozenset[str]) -> Iterator[str]:
        for one in self.clause:
            pair = f"{one.lower_} {one.nbor().lower_}" if one.i + 1 < len(one.doc) else ""
            double = pair in words
            if not double and one.lower_ not in words:
                continue
            if one.i > self.clause.start and one.nbor(-1).lower_ == "back" and one.lower_ == "to":
                continue
            place = self._place(one.i + 1 + double)
            if place is not None:
                yield place

    def _place(self, first: int) -> str | None:
        """The words of the place that begins at a token, articles and adjectives before it left in."""
        doc, stop = self.clause.doc, min(first + PHRASE_REACH, self.clause.end)
        for at in range(first, stop):
            one = doc[at]
            if one.pos_ == "DET":
                continue
            if at not in self._places and (at in self._taken or one.pos_ in ENDING):
                return None
            if at in self._places:
                return f"{doc[first:at].text} {self._places[at]}".strip() if _is_of(doc[first:at]) else self._places[at]
            if one.pos_ == "PROPN":
                return _name(doc[at : self.clause.end])
            if one.pos_ == "NOUN" and any(key in self._words.site_nouns for key in keys(one)):
                beyond = self._places.get(at + 2) if at + 2 < stop and doc[at + 1].lower_ in SITED else None
                if beyond is not None or not _goes_on(one):
                    return f"{doc[first : at + 2].text} {beyond}" if beyond is not None else doc[first : at + 1].text
            elif one.pos_ == "NOUN" and not _goes_on(one):
                return None
        return None


def _start(first: int, clause: Span) -> int:
    """The first word of a place behind its article."""
    return first + 1 if clause.doc[first].pos_ == "DET" and first + 1 < clause.end else first


def _is_of(words: Span) -> bool:
    """Whether a part of the place is named before it: "the northern part of"."""
    return any(one.lower_ == "of" for one in words)


def _goes_on(noun: Token) -> bool:
    """Whether the phrase goes on behind the noun: "the outskirts of Tigray", "the border town"."""
    if noun.i + 1 >= noun.sent.end:
        return False
    return noun.nbor().lower_ == "of" or noun.nbor().pos_ in {"NOUN", "PROPN"}


def _name(words: Span) -> str:
    """The run of names at the head of some words."""
    last = next((at for at, one in enumerate(words) if one.pos_ != "PROPN" and one.text not in JOINING), len(words))
    return words[: max(last, 1)].text
