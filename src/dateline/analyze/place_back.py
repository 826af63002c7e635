"""Words that refer back to a place: "the city", "the province", "there".

Takes the named places of a `Doc`, gives these and the references in one list, each reference with the nearest earlier
name of a fitting kind as its antecedent. "The Syrian capital" names its place by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from dateline.gazetteer.fold import fold
from dateline.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.gazetteer.places import PlaceIndex

_DETERMINERS: Final = frozenset({"the", "this", "that"})
_CANDIDATES_ASKED: Final = 3


def find_back(doc: Doc, names: list[Mention], lower: list[str], *, places: PlaceIndex) -> list[Mention]:
    """Merge the references into the names, in order of the text; antecedents are indices into the list given.

    `lower` has the tokens' words in lower case.
    """
    back = places.words.back
    covered = {at for mention in names for at in range(mention.first, mention.last)}
    found = [
        mention for at, word in enumerate(lower)
        if (word in back or word == "there") and at not in covered
        and (mention := _reference(doc[at], covered, places=places)) is not None
    ]
    merged = sorted([*names, *found], key=lambda mention: mention.first)
    return [
        mention if mention.form == "name" or mention.entries
        else msgspec.structs.replace(mention, antecedents=_antecedents(merged, at, places=places))
        for at, mention in enumerate(merged)
    ]


def _reference(token: Token, covered: set[int], *, places: PlaceIndex) -> Mention | None:
    """Make the mention of a word that refers back, `None` where it does not."""
    doc = token.doc
    if token.lower_ == "there":
        if token.tag_ == "EX" or token.dep_ == "expl":
            return None
        return _mention(doc, token.i, token.i + 1, form="pronoun")
    if token.pos_ not in {"NOUN", "PROPN"} or token.text[0].isupper():
        return None
    first = _determiner(token, places=places)
    if first is None or _is_named_beside(token, covered):
        return None
    entries: tuple[str, ...] = ()
    if token.lower_ == "capital":
        entries = _capital_of(doc, first, token.i, places=places)
    return _mention(doc, first, token.i + 1, form="noun", entries=entries)


def _determiner(token: Token, *, places: PlaceIndex) -> int | None:
    """Find "the" before a noun, adjectives and places' adjectives between; `None` where there is none."""
    for at in range(token.i - 1, max(-1, token.i - 5), -1):
        before = token.doc[at]
        if before.lower_ in _DETERMINERS:
            return at
        if before.pos_ not in {"ADJ", "ADV", "VERB", "NOUN", "PUNCT", "PROPN"} or before.lower_ in {",", "which"}:
            return None
        if before.pos_ == "PROPN" and fold(before.text) not in places.words.demonyms:
            return None
        if before.lower_ in {"other", "another", "first", "second", "next"}:
            return None
    return None


def _is_named_beside(token: Token, covered: set[int]) -> bool:
    """Tell whether the place's name stands beside the noun: "the city of Aleppo", "the capital, Sanaa"."""
    doc = token.doc
    for at in range(token.i + 1, min(len(doc), token.i + 4)):
        if at in covered:
            return True
        if doc[at].lower_ not in {"of", ",", "the"}:
            break
        if doc[at].lower_ == "of" and doc[at].head.i == token.i:
            return True
    return token.i - 1 in covered or (token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "NOUN"
                                      and doc[token.i].dep_ == "compound")


def _capital_of(doc: Doc, first: int, last: int, *, places: PlaceIndex) -> tuple[str, ...]:
    """Give the row of "the Syrian capital", none where no country's adjective stands there."""
    for at in range(first, last):
        code = places.words.demonyms.get(fold(doc[at].text))
        if code is not None:
            country = places.country(code)
            capital = places.capital(country) if country is not None else None
            return (str(capital),) if capital is not None else ()
    return ()


def _antecedents(mentions: list[Mention], at: int, *, places: PlaceIndex) -> tuple[int, ...]:
    """Find the nearest earlier name of a fitting kind."""
    mention = mentions[at]
    noun = mention.text.rsplit(None, 1)[-1].lower()
    kinds = places.words.back.get(noun)
    if noun == "capital":
        return _nearest(mentions, at, frozenset({"capital", "country"}), places=places)
    return _nearest(mentions, at, kinds, places=places)


def _nearest(mentions: list[Mention], at: int, kinds: frozenset[str] | None, *, places: PlaceIndex) -> tuple[int, ...]:
    """Search backwards; `None` for kinds takes any name, yet a country only where nothing finer was named."""
    country: tuple[int, ...] = ()
    for earlier in range(at - 1, -1, -1):
        name = mentions[earlier]
        if name.form != "name":
            continue
        found = _kinds(name, places=places)
        if kinds is None and found[:1] == ["country"]:
            country = country or (earlier,)
        elif kinds is None or kinds.intersection(found):
            return (earlier,)
    return country


def _kinds(name: Mention, *, places: PlaceIndex) -> list[str]:
    """List the kinds that a name may be; a typed name in no gazetteer is a site and unknown."""
    if not name.entries:
        return ["site", "unknown"]
    rows = [places.row(int(entry)) for entry in name.entries[:_CANDIDATES_ASKED]]
    if rows[0].kind in {"country", "continent", "sea"}:
        return [rows[0].kind]
    return [row.kind for row in rows] + ["capital"] * rows[0].capital


def _mention(doc: Doc, first: int, last: int, *, form: str, entries: tuple[str, ...] = ()) -> Mention:
    """Make the mention of a reference; its head is its last token."""
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    return Mention(
        kind="place", form="noun" if form == "noun" else "pronoun", first=first, last=last, head=last - 1, start=start,
        end=end, text=doc[first:last].text, entries=entries,
    )
