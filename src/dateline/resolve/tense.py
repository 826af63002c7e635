"""Whether the clause around a time points back from publication or ahead: by stances where there are any, else tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.measures import Edge, TimeLexicon
    from dateline.records import Mention, Reading

Direction = Literal["back", "ahead", "near"]
"""Before publication, after it, or (a bare present: "talks begin on Friday") ahead for weekdays, nearest for dates."""
MAX_STEPS = 14
"""Steps up the tree; deeper ones come from broken parses."""

HEADLINE_KINDS = frozenset({"headline", "subheading", "teaser"})


def points(reading: Reading, mention: Mention, *, edge: Edge | None, lexicon: TimeLexicon) -> Direction:
    """Where the clause of a time points: "will meet on Friday", "scheduled for Friday" and "until Friday" after
    "extended" lie ahead; a headline's present tense tells the past."""
    token = _outside(reading, mention)
    lists = lexicon.table.lists
    word = reading.doc[mention.first - 1].lower_ if mention.first > 0 else ""
    set_ahead, toward = edge == "from" or word == "for", edge in ("from", "until", "by") or word in lists.toward
    for _ in range(MAX_STEPS):
        if token.lemma_.lower() in lists.ahead and token.i < mention.first:
            return "ahead"
        if set_ahead and token.lemma_.lower() in lists.setting and token.i < mention.first:
            return "ahead"
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            found = _of_verb(reading, token, edge=edge, toward=toward, lexicon=lexicon)
            if found is not None:
                return found
        elif token.lemma_.lower() in lists.forward and token.dep_ in ("acomp", "amod", "acl", "advmod"):
            return "ahead"
        if token.head.i == token.i:
            break
        token = token.head
    return "ahead" if edge in ("until", "by") and _unfinished(token) else "back"


def opens_stretch(reading: Reading, mention: Mention, *, lexicon: TimeLexicon) -> bool:
    """Whether the word before a time opens a stretch: "closed from Monday", "starting Monday"; "the footage from
    Monday" and "dates from the 19th century" only date a thing."""
    for at in range(mention.first - 1, max(mention.first - 3, -1), -1):
        token = reading.doc[at]
        if token.lower_ == "from":
            head = token.head
            dated = head.lemma_.lower() in lexicon.table.lists.dating
            return token.i == token.sent.start or (head.pos_ in ("VERB", "AUX") and not dated)
    return True


def _outside(reading: Reading, mention: Mention) -> Token:
    """The first token above the mention that is no part of it."""
    token = reading.doc[mention.head]
    for _ in range(mention.last - mention.first):
        if not mention.first <= token.head.i < mention.last or token.head.i == token.i:
            break
        token = token.head
    return token.head


def _of_verb(
    reading: Reading, verb: Token, *, edge: Edge | None, toward: bool, lexicon: TimeLexicon,
) -> Direction | None:
    """The direction that one verb gives, or `None` to ask the verb above (participles, infinitives).

    "called for Friday" and "postponed to Friday" look `toward` a time, "called on Friday" back on it; "expected on
    Friday" looks ahead in any case.
    """
    lists, lemma = lexicon.table.lists, verb.lemma_.lower()
    stance = reading.stances.get(verb.i)
    if stance is not None and stance.tense == "future":
        return "ahead"
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(_is_future(helper, helpers, verb) for helper in helpers):
        return "ahead"
    if edge in ("until", "by") and lemma in lists.prolonging:
        return "ahead"
    known = verb.tag_ == "VBN" and lemma in (lists.forward if toward else lists.planned)
    if known and verb.dep_ in ("acl", "relcl", "amod", "ROOT", "ccomp", "conj"):
        return "ahead"
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and any(helper.lower_ == "to" for helper in helpers):
        return "ahead" if _is_to_come(verb, helpers, lexicon=lexicon) else None
    if verb.tag_ in ("VBD", "VBN") or any(helper.tag_ == "VBD" for helper in helpers):
        return "back" if verb.tag_ == "VBD" or helpers or verb.dep_ in ("ROOT", "acl", "relcl") else None
    return _of_present(reading, verb, helpers, lexicon=lexicon)


def _is_future(helper: Token, helpers: list[Token], verb: Token) -> bool:
    """A modal without a perfect ("will meet", not "may have met"), or "is to meet"."""
    if helper.tag_ == "MD":
        return verb.tag_ != "VBD" and not any(other.lemma_ == "have" for other in helpers)
    return helper.lower_ == "to" and verb.dep_ == "xcomp" and verb.head.lemma_ in ("be", "go")


def _of_present(reading: Reading, verb: Token, helpers: list[Token], *, lexicon: TimeLexicon) -> Direction | None:
    """An infinitive after a verb that looks ahead ("plans to meet"); a present that is no report ("talks begin")."""
    if verb.tag_ in ("VB", "VBG") and verb.dep_ in ("xcomp", "ccomp", "advcl", "acl"):
        if not any(helper.lower_ == "to" for helper in helpers):
            return None
        if verb.head.lemma_.lower() in lexicon.table.lists.forward or _is_to_come(verb, helpers, lexicon=lexicon):
            return "ahead"
        return None
    if any(helper.lemma_ == "have" for helper in helpers):
        return "back"
    if verb.tag_ not in ("VBZ", "VBP") and not (verb.tag_ == "VBG" and helpers):
        return None
    kind = reading.block_kinds.get(verb.sent.start)
    if kind in HEADLINE_KINDS or verb.lemma_.lower() in lexicon.table.attachment.reporting:
        return "back"
    return "near"


def _is_to_come(verb: Token, helpers: list[Token], *, lexicon: TimeLexicon) -> bool:
    """"a truce to begin on Friday", "talks to be held in May"; not "the first attack to take place since May"."""
    noun, lemma = verb.head, verb.lemma_.lower()
    if noun.lemma_.lower() in lexicon.table.lists.setting and lemma in lexicon.table.lists.coming:
        return True
    if verb.dep_ not in ("acl", "advcl") or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if any(child.lower_ in lexicon.table.ordinals or child.lower_ in ("last", "only") for child in noun.children):
        return False
    return lemma in lexicon.table.lists.coming or any(helper.dep_ == "auxpass" for helper in helpers)


def _unfinished(root: Token) -> bool:
    """Whether the sentence's main word is no past form, so that a limit in it still lies ahead."""
    return root.tag_ not in ("VBD", "VBN")
