"""Words that reach a verb from outside its own words: "in all likelihood", "police believe" in commas, a question mark.

Gives for each verb, by its token, the (slot, value) pairs and the words that set them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.stance_state import (
    AUXILIARY, REACH, Pairs, far_helper, is_predicate, left_of_adverbs, next_predicate, phrase_at, phrases_of,
    predicate_above, reach_end,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import StanceCues

Hedges = dict[int, list[tuple[Pairs, str]]]
OPENERS = frozenset({'"', "“", "``", "«", "‘", "„", "`"})
ENDS = frozenset({".", "!", "?"})
SHORT = 8
"""Words that a parenthesis of who believes it may have."""
NOT_ASKED = frozenset({"relcl", "acl", "advcl", "pcomp", "csubj", "parataxis", "xcomp"})
BELIEVED = frozenset({("certainty", "probable"), ("certainty", "possible")})
ASKED: Pairs = (("certainty", "unspecified"),)


def find_hedges(doc: Doc, *, cues: StanceCues) -> Hedges:
    """Every phrase, parenthesis and question of a text with the verbs that they reach."""
    found: Hedges = {}
    table = phrases_of(cues, "adverb")
    comma = -1
    for token in doc:
        if token.is_sent_start:
            comma = -1
            opening_adverb(token, found, cues=cues)
        hit = phrase_at(doc, token.i, table)
        if hit is not None:
            by_phrase(doc, token.i, hit[0], pairs=hit[1], found=found)
        if token.text == ",":
            if comma >= 0 and token.i - comma <= SHORT:
                parenthesis(doc, comma, token.i, found, cues=cues)
            comma = token.i
        elif token.text == "?":
            question(doc, token, found)
    return found


def reach(found: Hedges, verb: Token, pairs: Pairs, word: str) -> None:
    """Keep what reaches a verb."""
    found.setdefault(verb.i, []).append((pairs, word))


def by_phrase(doc: Doc, first: int, end: int, *, pairs: Pairs, found: Hedges) -> None:
    """A phrase of several words reaches the verb whose auxiliary it follows, else the verb above it."""
    verb = verb_of_phrase(doc, first, end)
    if verb is not None and not of_apposition(doc, first, end, verb):
        reach(found, verb, pairs, doc[first:end].text.lower())


def verb_of_phrase(doc: Doc, first: int, end: int) -> Token | None:
    """The verb behind an auxiliary and the phrase, else the one above; of "was Chinese airspace entered" the last."""
    if doc[end - 1].lower_ == "to":
        return doc[end] if end < len(doc) and doc[end].tag_ == "VB" else None
    if follows_helper(doc, first):
        for token in doc[end : min(reach_end(doc, end), end + SHORT)]:
            if is_predicate(token) or (token.tag_ in {"VB", "VBD", "VBN", "VBG"} and token.dep_ not in AUXILIARY):
                return token
            if token.pos_ in {"NOUN", "PROPN", "DET", "ADP", "ADJ"}:
                break
    above = predicate_above(doc[first], first=first, last=end)
    if above is not None and above.dep_ == "parataxis" and is_predicate(above.head):
        above = above.head
    if above is not None and above.lemma_ == "be":
        inner = [child for child in above.children if child.dep_ == "ccomp" and child.tag_ in {"VBN", "VBD"}]
        if inner and not any(child.dep_ in {*AUXILIARY, "mark"} for child in inner[0].children):
            return inner[0]
    return above


def follows_helper(doc: Doc, first: int) -> bool:
    """Whether an auxiliary stands before a phrase, be it behind a comma."""
    if doc[first].is_sent_start or first == 0:
        return False
    before = doc[left_of_adverbs(doc, first - 1)]
    if before.text == "," and before.i > 0:
        before = doc[before.i - 1]
    return before.pos_ == "AUX" or before.tag_ == "MD"


def of_apposition(doc: Doc, first: int, end: int, verb: Token) -> bool:
    """Whether a hedge that opens a sentence belongs to a description of the subject: "perhaps the last of them, Mr X
    resigned"; not to the subject itself or to a phrase of circumstance."""
    start = first
    while start > 0 and not doc[start].is_sent_start and doc[start - 1].is_punct:
        start -= 1
    opens = start == 0 or bool(doc[start].is_sent_start)
    if not opens or end >= verb.i or doc[end].pos_ in {"ADP", "PUNCT"} or verb.i - end > 2 * REACH:
        return False
    comma = next((at for at in range(end, verb.i) if doc[at].text == ","), None)
    if comma is None or doc[comma + 1].pos_ not in {"DET", "NOUN", "PROPN", "ADJ", "PRON"}:
        return False
    return not any(one.text == "," for one in doc[comma + 1 : verb.i])


def opening_adverb(token: Token, found: Hedges, *, cues: StanceCues) -> None:
    """A hedge that opens a sentence reaches its first verb, though it was hung elsewhere; never one of a number."""
    doc, at = token.doc, token.i
    end = reach_end(doc, at)
    while at < end - 1 and (doc[at].is_punct or doc[at].text in OPENERS):
        at += 1
    adverb = doc[at]
    pairs = tuple(pair for pair in cues.of("adverb", adverb.lower_) if pair[0] == "certainty")
    if not pairs or adverb.dep_ != "advmod" or is_predicate(adverb.head) or at + 1 >= end:
        return
    following = doc[at + 1]
    if (following.like_num and following.lower_ != "one") or following.lower_ in {"as", "a", "about", "because"}:
        return
    verb = predicate_above(following, first=at, last=at + 1)
    between = doc[at : verb.i] if verb is not None and verb.i > at else ()
    apposed = verb is not None and of_apposition(doc, at, at + 1, verb)
    if verb is not None and verb.i > at and not apposed and not any(one.text in {";", ":"} for one in between):
        reach(found, verb, pairs, adverb.lower_)


def parenthesis(doc: Doc, first: int, last: int, found: Hedges, *, cues: StanceCues) -> None:
    """Who believes it, in commas inside the clause: "it was a drone, rescuers believe, that hit the flat"."""
    words = doc[first + 1 : last]
    if len(words) < 2:  # noqa: PLR2004 - somebody and a verb
        return
    verb = words[-1]
    believed = verb.tag_ in {"VBP", "VBZ", "VBD"} or (verb.tag_ == "NNS" and words[0].lower_ == "one")
    pairs = tuple(pair for pair in cues.of("verb", verb.lemma_.lower()) if pair in BELIEVED)
    if not pairs or not believed or any(is_predicate(one) for one in words[:-1]) or last + 1 >= len(doc):
        return
    following = doc[last + 1]
    if following.lower_ in {"who", "that", "which"}:
        target = following.head if is_predicate(following.head) else None
    elif following.is_punct or following.text in OPENERS:
        target = None
    else:
        target = next_predicate(doc, last + 1, end=reach_end(doc, last + 1))
    if target is not None and target.i > last:
        reach(found, target, pairs, verb.lower_)


def question(doc: Doc, mark: Token, found: Hedges) -> None:
    """The verbs of the clause before a question mark: asked, not told."""
    first, start = mark.i, max(0, mark.i - 4 * REACH)
    while first > start and not doc[first].is_sent_start and doc[first - 1].text not in ENDS | OPENERS | {";"}:
        first -= 1
        if doc[first].text == ":" and first + 1 < mark.i and opens_question(doc[first + 1]):
            first += 1
            break
    for token in doc[first : mark.i]:
        if token.dep_ in NOT_ASKED or not is_predicate(token):
            continue
        head = token.head
        joined = token.dep_ == "conj" and far_helper(token, token.i) is None
        if head.i == token.i or not first <= head.i < mark.i or joined:
            reach(found, token, ASKED, "?")


def opens_question(token: Token) -> bool:
    """A question word or an auxiliary."""
    return token.tag_ in {"WP", "WRB", "WDT", "MD"} or token.pos_ == "AUX"
